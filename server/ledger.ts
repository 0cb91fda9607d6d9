import { CompiledQuery, sql } from 'kysely';
import { receiptNumber, type SealedSale } from '../domain/chain.js';
import type { Sale } from '../domain/sale.js';
import type { Flag, SaleResult } from '../domain/wire.js';
import { verifier, type Genuine, type Spurious } from './authenticity.js';
import type { Database } from './database.js';
import { findOddities, timeOf } from './oddities.js';
import { sha256 } from './secrets.js';
import { noteShift } from './shift-records.js';

/** What became of a sale; `isNew`: it was not in the ledger before. */
export interface Outcome {
  readonly result: SaleResult;
  readonly isNew: boolean;
}

/**
 * Takes sealed sales, and records of shifts, into the ledger: each authentic one once, whatever is odd about it, with its
 * lines and payments in one transaction. Resolves after the commit; until then nothing is acknowledged. A sale that is there already gets
 * the same answer again. Refused ones are kept aside with the reason.
 * @param session the register whose session sent them; null: they came in a file.
 * @returns one result per sale, in their order.
 */
export async function takeIn(db: Database, session: string | null, sales: readonly SealedSale[], now: Date): Promise<SaleResult[]> {
  const outcomes = await takeInWith(db, session, sales, now, async () => undefined);
  return outcomes.map(({ result }) => result);
}

/** The same; `also` writes something more in the same transaction. */
export async function takeInWith(
  db: Database, session: string | null, sales: readonly SealedSale[], now: Date, also: (trx: Database, outcomes: readonly Outcome[]) => Promise<void>,
): Promise<Outcome[]> {
  const verify = verifier(db, session);
  const verified: (Genuine | Spurious)[] = [];
  for (const sealed of sales) verified.push(await verify(sealed));
  const via = session === null ? 'file' : 'network';
  return db.transaction().execute(async (trx) => {
    const outcomes: Outcome[] = [];
    for (const item of verified) outcomes.push(item.genuine ? await record(trx, item, via, now) : await refuse(trx, item, now));
    await forgetRefusals(trx, verified.filter((item, index) => item.genuine && outcomes[index]?.isNew).map(({ sealed }) => sealed));
    await also(trx, outcomes);
    return outcomes;
  });
}

async function record(trx: Database, genuine: Genuine, via: 'network' | 'file', now: Date): Promise<Outcome> {
  const { sealed, record: { id } } = genuine;
  const recorded = (flags: readonly Flag[]): SaleResult => ({ hash: sealed.hash, id, result: 'recorded', flags });
  const { rows: [there] } = await sql<{ flags: string }>`
    SELECT flags FROM chain WHERE hash = ${sealed.hash} AND register_id = ${sealed.registerId} AND link = ${sealed.link}`.execute(trx);
  if (there) return { result: recorded(there.flags.split(' ').filter(Boolean) as Flag[]), isNew: false };
  const flags = await findOddities(trx, genuine, now);
  await insert(trx, genuine, flags, via, now);
  return { result: recorded(flags), isNew: true };
}

async function insert(trx: Database, { sealed, record, link }: Genuine, flags: readonly Flag[], via: 'network' | 'file', now: Date): Promise<void> {
  const time = timeOf(record);
  const { total, tax } = record.kind === 'sale' ? record.totals : { total: 0, tax: 0 };
  const { position } = await trx.insertInto('chain').values({
    hash: sealed.hash, sale_id: record.id, register_id: sealed.registerId, link: sealed.link, seq: sealed.seq, prev: sealed.prev,
    signature: sealed.signature, body: sealed.body, receipt_number: receiptNumber(link.series, sealed.seq),
    completed_at: time, completed_utc: new Date(time).toISOString(), received_at: now.toISOString(),
    staff_id: record.staff.id, staff_name: record.staff.name, total, tax, flags: flags.join(' '), via, kind: record.kind, shift: record.shift ?? null,
  }).returning('position').executeTakeFirstOrThrow();
  if (record.kind === 'sale') await insertParts(trx, position, record);
  await noteShift(trx, sealed.registerId, position, record);
}

async function insertParts(trx: Database, position: number, { lines, payments }: Sale): Promise<void> {
  await insertRows(trx, 'ledger_lines (ledger_position, line, product_id, sku, name, quantity, unit_price, discount, order_discount, total, tax)', lines.map((line, index) => [
    position, index, line.productId, line.sku, line.name, line.quantity, line.unitPrice, line.lineDiscount, line.orderDiscount, line.total, line.tax,
  ]));
  await insertRows(trx, 'ledger_payments (ledger_position, payment, method, amount)', payments.map(({ method, amount }, index) => [position, index, method, amount]));
}

/** Several rows in one statement, put together here: building it anew for each sale takes longer than running it. */
async function insertRows(trx: Database, into: string, rows: readonly (readonly unknown[])[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
  await trx.executeQuery(CompiledQuery.raw(`INSERT INTO ${into} VALUES ${values}`, rows.flat()));
}

/** They may have been refused before: over the network under another register's session, say, and now they came in a file. */
async function forgetRefusals(trx: Database, recorded: readonly SealedSale[]): Promise<void> {
  const hashes = recorded.map((sealed) => sha256(sealedText(sealed)));
  if (hashes.length > 0) await sql`DELETE FROM refused_sales WHERE sealed_hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`.execute(trx);
}

/** Keeps a refused sale, the same bytes once: a register that tries again only counts up. */
async function refuse(trx: Database, { sealed, id, reason, message }: Spurious, now: Date): Promise<Outcome> {
  const text = sealedText(sealed);
  await trx.insertInto('refused_sales').values({
    received_at: now.toISOString(), register_id: sealed.registerId, reason, message, sealed: text, times: 1, sealed_hash: sha256(text),
  }).onConflict((conflict) => conflict.column('sealed_hash').doUpdateSet((eb) => ({ times: eb('refused_sales.times', '+', 1), reason, message }))).execute();
  return { result: { hash: sealed.hash, id, result: 'refused', reason, message }, isNew: false };
}

/** The members in one order, whichever they came in: the same sale is the same text. */
function sealedText({ registerId, link, seq, prev, hash, signature, body }: SealedSale): string {
  return JSON.stringify({ registerId, link, seq, prev, hash, signature, body });
}
