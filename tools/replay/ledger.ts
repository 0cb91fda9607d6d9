import { parse } from 'csv-parse/sync';
import { parseMoney } from '../../domain/money.js';
import { priceOf, type Transaction } from './roll.js';

/** A sale as the panel's export tells it. */
export interface LedgerSale {
  readonly receiptNumber: string;
  readonly saleId: string;
  readonly completedAt: string;
  readonly items: Map<string, number>;
  readonly total: number;
}

/** Reads the panel's export of sales: one sale for several rows, in the order of the ledger. */
export function readLedger(csv: string): LedgerSale[] {
  const sales = new Map<string, LedgerSale>();
  for (const row of parse(csv, { columns: true, bom: true }) as Record<string, string>[]) {
    // By receipt number: a sale that came twice under two numbers must show as two.
    const key = row['receipt_number'] ?? '';
    const sale = sales.get(key) ?? {
      receiptNumber: key, saleId: row['sale_id'] ?? '', completedAt: row['completed_at'] ?? '', items: new Map<string, number>(), total: parseMoney(row['sale_total'] ?? '') ?? Number.NaN,
    };
    sale.items.set(row['product'] ?? '', (sale.items.get(row['product'] ?? '') ?? 0) + Number(row['quantity']));
    sales.set(key, sale);
  }
  return [...sales.values()];
}

/** What a transaction of the roll comes to: worked out here from the roll alone, without the register's pricing. */
export function totalOf({ items }: Transaction): number {
  let total = 0;
  for (const [item, count] of items) total += priceOf(item) * count;
  return total;
}

/**
 * Compares the ledger with the roll, transaction by transaction in the order in which they were sold, item by item and to the cent.
 * @param ids the ids under which the transactions were sold.
 * @returns one sentence per difference; none: they are the same.
 */
export function compare(roll: readonly Transaction[], ids: readonly string[], ledger: readonly LedgerSale[]): string[] {
  const wrong: string[] = [];
  if (ledger.length !== roll.length) wrong.push(`the ledger has ${ledger.length} sales where the roll has ${roll.length} transactions`);
  for (const [index, transaction] of roll.entries()) {
    const sale = ledger[index];
    if (!sale) continue;
    const name = `transaction ${transaction.number} (${sale.receiptNumber})`;
    if (sale.saleId !== ids[index]) wrong.push(`${name} is out of order`);
    if (!sale.receiptNumber.endsWith(`-${String(index + 1).padStart(6, '0')}`)) wrong.push(`${name} has not the number ${index + 1}`);
    if (!sale.completedAt.startsWith(transaction.at)) wrong.push(`${name} was sold at ${transaction.at} and recorded for ${sale.completedAt}`);
    if (sale.total !== totalOf(transaction)) wrong.push(`${name} came to ${totalOf(transaction)} cents and is recorded with ${sale.total}`);
    for (const item of new Set([...transaction.items.keys(), ...sale.items.keys()])) {
      const [sold, recorded] = [transaction.items.get(item) ?? 0, sale.items.get(item) ?? 0];
      if (sold !== recorded) wrong.push(`${name} sold ${sold} × ${item} and is recorded with ${recorded}`);
    }
  }
  return wrong;
}
