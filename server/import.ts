import { setImmediate } from 'node:timers/promises';
import type { ImportPreview, ImportReport, Mapping, RowError } from '../domain/panel.js';
import { audit, type Who } from './audit.js';
import { touchSegments } from './catalogue.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import { draftOf, type Draft } from './import/draft.js';
import { placesOf, suggestMapping } from './import/mapping.js';
import { planImport, type Plan } from './import/plan.js';
import { readSheet } from './import/rows.js';
import { decodeCsv } from './import/text.js';
import { Refused } from './refused.js';

export interface ImportOptions {
  readonly who: Who;
  /** Finds out what would happen, and changes nothing. */
  readonly dryRun?: boolean;
  /** Called now and then: what is being done, and how many of how many. */
  readonly progress?: (what: 'reading' | 'writing', done: number, of: number | null) => void;
}

const SAMPLE = 10;
const ERRORS = 1000;
/** Rows in one INSERT. */
const BATCH = 50;
const TELL = 5000;

/** Looks into a CSV file: its columns, what they suggest, the first rows, how many there are. Throws `bad-csv`. */
export async function previewImport(bytes: Uint8Array): Promise<ImportPreview> {
  const { columns, rows } = await readSheet(decodeCsv(bytes));
  const sample: string[][] = [];
  let rowCount = 0;
  for await (const { cells } of rows) {
    rowCount++;
    if (sample.length < SAMPLE) sample.push(columns.map((_, place) => cells[place] ?? ''));
  }
  return { columns, rowCount, mapping: suggestMapping(columns), sample };
}

/**
 * Takes the products of a CSV file in: all rows that are sound, in one transaction (a full disk takes none), and says
 * of each other row why not. A row means the product with its SKU; without one, the product with its barcode, or the
 * one made from an equal row before (import/derived-sku.ts). Of a product that is there only the mapped fields change.
 * Missing categories are made, a sub-category below its category. Throws `bad-csv` when the file as a whole cannot be read.
 */
export async function importProducts(context: PanelContext, bytes: Uint8Array, mapping: Mapping, options: ImportOptions): Promise<ImportReport> {
  const { drafts, errors } = await readDrafts(bytes, mapping, options);
  const plan = await context.db.transaction().execute(async (trx) => {
    const made = await planImport(trx, drafts, context.now());
    if (!options.dryRun) await write(context, trx, made, errors.length, options);
    return made;
  });
  const refused = [...errors, ...plan.errors].sort((a, b) => a.row - b.row);
  return {
    created: plan.created, updated: plan.changed.size, unchanged: plan.unchanged, refused: refused.length, errors: refused.slice(0, ERRORS),
    categoriesCreated: plan.categories.length,
  };
}

/** Before the transaction, so that no sale has to wait for it. */
async function readDrafts(bytes: Uint8Array, mapping: Mapping, { progress }: ImportOptions): Promise<{ drafts: Draft[]; errors: RowError[] }> {
  const { columns, rows } = await readSheet(decodeCsv(bytes));
  const places = placesOf(mapping, columns);
  const drafts: Draft[] = [];
  const errors: RowError[] = [];
  for await (const row of rows) {
    const drafted = draftOf(row, places, columns.length);
    if (drafted.ok) drafts.push(drafted.draft);
    else errors.push(drafted.error);
    if (row.row % TELL === 0) progress?.('reading', row.row, null);
  }
  if (drafts.length + errors.length === 0) throw new Refused('bad-csv', 'The file has a heading and no rows: nothing was imported. Choose a file with products in it.');
  return { drafts, errors };
}

async function write({ now }: PanelContext, trx: Database, plan: Plan, unsound: number, { who, progress }: ImportOptions): Promise<void> {
  for (const rows of batches(plan.categories)) await trx.insertInto('categories').values(rows).execute();
  let done = 0;
  for (const rows of batches(plan.products)) {
    await trx.insertInto('products').values(rows).onConflict((conflict) => conflict.column('id').doUpdateSet(({ ref }) => ({
      name: ref('excluded.name'), search: ref('excluded.search'), price: ref('excluded.price'), category_id: ref('excluded.category_id'),
      tax_free: ref('excluded.tax_free'), updated_at: ref('excluded.updated_at'),
    }))).execute();
    done += rows.length;
    if (done >= TELL && done % TELL < BATCH) {
      progress?.('writing', done, plan.products.length);
      await setImmediate();
    }
  }
  // All that go before any that come: a barcode may move from one product to another.
  for (const ids of batches(plan.barcodesOf)) await trx.deleteFrom('barcodes').where('product_id', 'in', ids).execute();
  for (const rows of batches(plan.barcodes)) await trx.insertInto('barcodes').values(rows).execute();
  await touchSegments(trx, plan.segmentKeys);
  await audit(trx, now(), who, 'import products', {
    created: plan.created, updated: plan.changed.size, unchanged: plan.unchanged, refused: unsound + plan.errors.length, categoriesCreated: plan.categories.length,
  });
}

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH);
}
