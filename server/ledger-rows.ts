import { CompiledQuery } from 'kysely';
import { receiptNumber } from '../domain/chain.js';
import type { Sale } from '../domain/sale.js';
import type { Genuine } from './authenticity.js';
import type { Database } from './database.js';
import { timeOf } from './oddities.js';

// The statements are written out: to have them put together for each sale takes longer than to run them.

const CHAIN = insertion('chain', [
  'hash', 'sale_id', 'register_id', 'link', 'seq', 'prev', 'signature', 'body', 'receipt_number', 'completed_at', 'completed_utc', 'received_at',
  'staff_id', 'staff_name', 'total', 'tax', 'flags', 'via', 'kind', 'shift',
]);
const LINE = ['ledger_position', 'line', 'product_id', 'sku', 'name', 'quantity', 'unit_price', 'discount', 'order_discount', 'total', 'tax'];
const LINES = insertion('ledger_lines', LINE);
const PAYMENT = ['ledger_position', 'payment', 'method', 'amount'];
const PAYMENTS = insertion('ledger_payments', PAYMENT);
/** Most rows in a statement: few enough texts that each stays prepared. */
const AT_ONCE = 32;

/** What a batch writes besides the chain itself, all at once at its end: the values of one row behind those of the other. */
export interface Parts {
  readonly lines: unknown[];
  readonly payments: unknown[];
}

/** How and when a batch came. */
export interface Arrival {
  readonly via: 'network' | 'file';
  readonly now: Date;
}

/** Puts one into the chain. Resolves to its position. */
export async function insertIntoChain(trx: Database, { sealed, record, link }: Genuine, flags: string, { via, now }: Arrival): Promise<number> {
  const time = timeOf(record);
  const { total, tax } = record.kind === 'sale' ? record.totals : { total: 0, tax: 0 };
  const { insertId } = await trx.executeQuery(CompiledQuery.raw(CHAIN(1), [
    sealed.hash, record.id, sealed.registerId, sealed.link, sealed.seq, sealed.prev, sealed.signature, sealed.body, receiptNumber(link.series, sealed.seq), time, new Date(time).toISOString(), now.toISOString(),
    record.staff.id, record.staff.name, total, tax, flags, via, record.kind, record.shift ?? null,
  ]));
  if (insertId === undefined) throw new Error('the chain gave no position');
  return Number(insertId);
}

export function addParts({ lines, payments }: Parts, position: number, sale: Sale): void {
  for (const [index, line] of sale.lines.entries()) {
    lines.push(position, index, line.productId, line.sku, line.name, line.quantity, line.unitPrice, line.lineDiscount, line.orderDiscount, line.total, line.tax);
  }
  for (const [index, { method, amount }] of sale.payments.entries()) payments.push(position, index, method, amount);
}

export async function insertParts(trx: Database, { lines, payments }: Parts): Promise<void> {
  await insertRows(trx, LINES, lines, LINE.length);
  await insertRows(trx, PAYMENTS, payments, PAYMENT.length);
}

async function insertRows(trx: Database, statement: (rows: number) => string, values: readonly unknown[], width: number): Promise<void> {
  for (let at = 0; at < values.length; at += AT_ONCE * width) {
    const some = values.slice(at, at + AT_ONCE * width);
    await trx.executeQuery(CompiledQuery.raw(statement(some.length / width), some));
  }
}

/** The text that puts in so many rows, written as Kysely writes it; each is made once. */
function insertion(table: string, columns: readonly string[]): (rows: number) => string {
  const texts = new Map<number, string>();
  const row = `(${columns.map(() => '?').join(', ')})`;
  return (rows) => {
    const text = texts.get(rows) ?? `insert into "${table}" (${columns.join(', ')}) values ${Array.from({ length: rows }, () => row).join(', ')}`;
    texts.set(rows, text);
    return text;
  };
}
