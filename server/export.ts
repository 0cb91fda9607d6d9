import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import { cents, plainMoney } from '../domain/money.js';
import { paidBy, type Sale, type SaleLine } from '../domain/sale.js';
import type { Database } from './database.js';
import { guarded } from './import/formula.js';
import { readBarcodes } from './products.js';
import { refusedMatching, salesMatching, type SaleFilter } from './sales.js';

/** Rows that are read at a time: between two reads others get at the database, however slowly the file is taken. */
const BATCH = 500;

export const PRODUCT_COLUMNS = ['sku', 'name', 'price', 'barcode', 'category', 'sub_category', 'tax_free'] as const;
export const SALE_COLUMNS = [
  'receipt_number', 'register', 'completed_at', 'received_at', 'staff', 'line', 'sku', 'product', 'quantity', 'unit_price', 'gross', 'line_discount',
  'order_discount', 'line_total', 'line_tax', 'sale_total', 'sale_tax', 'rounding', 'cash', 'card', 'flags', 'sale_id',
] as const;
export const REFUSED_COLUMNS = ['received_at', 'register', 'reason', 'message', 'times', 'sealed'] as const;

/**
 * All products as a CSV that import.ts takes back as it is, piece by piece. UTF-8 with the mark that spreadsheets look
 * for; several barcodes separated by `|`; a category's path in two columns, what is deeper separated by `>`.
 */
export async function* exportProducts(db: Database): AsyncGenerator<string> {
  yield `\ufeff${csv([PRODUCT_COLUMNS])}`;
  const paths = categoryPaths(await db.selectFrom('categories').select(['id', 'name', 'parent_id']).execute());
  for (let last: string | undefined = ''; last !== undefined;) {
    const rows = await db.selectFrom('products').select(['id', 'sku', 'name', 'price', 'category_id', 'tax_free'])
      .where('sku', '>', last).orderBy('sku').limit(BATCH).execute();
    const barcodes = await readBarcodes(db, rows.map((row) => row.id));
    yield csv(rows.map((row) => {
      const [category = '', ...below] = paths.get(row.category_id ?? '') ?? [];
      return [
        guarded(row.sku), guarded(row.name), plainMoney(cents(row.price)), guarded((barcodes.get(row.id) ?? []).join('|')), guarded(category),
        guarded(below.join(' > ')), row.tax_free ? 'yes' : 'no',
      ];
    }));
    last = rows.at(-1)?.sku;
  }
}

/**
 * The sales that the filter lets through, in the order of the ledger: one row per line, with what is said of the whole
 * sale repeated in each (add `sale_…`, `cash` and `card` up over the rows with line 1). Amounts with a point, discounts positive.
 */
export async function* exportSales(db: Database, filter: SaleFilter): AsyncGenerator<string> {
  yield `\ufeff${csv([SALE_COLUMNS])}`;
  for (let last: number | undefined = 0; last !== undefined;) {
    const rows = await salesMatching(db, filter).select(['body', 'sale_id']).where('position', '>', last).orderBy('position').limit(BATCH).execute();
    yield csv(rows.flatMap((row) => {
      const sale = JSON.parse(row.body) as Sale;
      const before = [row.receipt_number, guarded(row.register_name ?? row.register_id), row.completed_at, row.received_at, guarded(row.staff_name)];
      const after = [
        sale.totals.total, sale.totals.tax, sale.rounding, paidBy(sale, 'cash'), paidBy(sale, 'card'),
      ].map(plainMoney);
      return sale.lines.map((line, index) => [...before, index + 1, ...lineCells(line), ...after, row.flags, row.sale_id]);
    }));
    last = rows.at(-1)?.position;
  }
}

/** What was refused, as it came, the oldest first. */
export async function* exportRefused(db: Database, filter: SaleFilter): AsyncGenerator<string> {
  yield `\ufeff${csv([REFUSED_COLUMNS])}`;
  for (let last: number | undefined = 0; last !== undefined;) {
    const rows = await refusedMatching(db, filter).select('sealed').where('refused_sales.id', '>', last).orderBy('refused_sales.id').limit(BATCH).execute();
    yield csv(rows.map((row) => [row.receivedAt, guarded(row.register ?? ''), row.reason, guarded(row.message), row.times, guarded(row.sealed)]));
    last = rows.at(-1)?.id;
  }
}

/** How many sales an export of this filter has. */
export async function countSales(db: Database, filter: SaleFilter): Promise<number> {
  const { n } = await db.selectFrom(salesMatching(db, filter).as('matching')).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow();
  return n;
}

function lineCells(line: SaleLine): string[] {
  return [
    guarded(line.sku), guarded(line.name), plainQuantity(line.quantity),
    ...[line.unitPrice, line.gross, line.lineDiscount, line.orderDiscount, line.total, line.tax].map(plainMoney),
  ];
}

/** `2000` → `2`, `485` → `0.485`. */
function plainQuantity(thousandths: number): string {
  return String(thousandths / 1000);
}

/** The names from the top down to each category, by its id. */
function categoryPaths(rows: readonly { readonly id: string; readonly name: string; readonly parent_id: string | null }[]): Map<string, string[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (id: string | null): string[] => {
    const row = id === null ? undefined : byId.get(id);
    return row ? [...pathOf(row.parent_id), row.name] : [];
  };
  return new Map(rows.map((row) => [row.id, pathOf(row.id)]));
}

/** As RFC 4180 has it, with CRLF. */
function csv(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], { record_delimiter: 'windows', quote_record_delimiter: true });
}
