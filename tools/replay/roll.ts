import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { cents, type Cents } from '../../domain/money.js';

/** One transaction of a till roll. `items`: how many of each, in the order in which they were first rung up. */
export interface Transaction {
  readonly number: string;
  /** `2016-10-30T09:58:11`: the place's own time. */
  readonly at: string;
  readonly items: ReadonlyMap<string, number>;
}
export interface TillRoll {
  readonly transactions: readonly Transaction[];
  /** Rows that say that nothing was sold. */
  readonly skippedRows: number;
  /** Transactions with no other rows. */
  readonly skippedTransactions: number;
  readonly items: readonly string[];
}

const COLUMNS = ['Date', 'Time', 'Transaction', 'Item'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;
/** What the bakery's till wrote when a row held no item. */
const NOTHING = 'NONE';

/**
 * Reads a till roll: CSV with the columns Date, Time, Transaction, Item, one row per item sold.
 * @throws Error with one sentence: a missing column, a row that is cut off, a file that cannot be read.
 */
export function readRoll(file: string): TillRoll {
  const rows = parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true }) as Row[];
  const missing = COLUMNS.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(', ')}: a till roll has ${COLUMNS.join(', ')}`);
  const transactions = new Map<string, { number: string; at: string; items: Map<string, number> }>();
  let skippedRows = 0;
  for (const { Date: date, Time: time, Transaction: number, Item } of rows) {
    // A name on a till roll has spaces at its end here and there; a catalogue's has not.
    const item = Item.trim();
    const transaction = transactions.get(number) ?? { number, at: `${date}T${time}`, items: new Map<string, number>() };
    transactions.set(number, transaction);
    if (item === NOTHING) skippedRows += 1;
    else transaction.items.set(item, (transaction.items.get(item) ?? 0) + 1);
  }
  const all = [...transactions.values()];
  const sold = all.filter(({ items }) => items.size > 0);
  const items = [...new Set(sold.flatMap((transaction) => [...transaction.items.keys()]))].sort();
  return { transactions: sold, skippedRows, skippedTransactions: all.length - sold.length, items };
}

/** The roll has no prices: each item gets one that depends on its name alone, from 0.95 to 12.90 in steps of 5 cents. */
export function priceOf(item: string): Cents {
  let hash = 7;
  for (const char of item) hash = (hash * 31 + char.charCodeAt(0)) % 100_003;
  return cents(95 + 5 * (hash % 240));
}
