import { randomUUID } from 'node:crypto';
import { segmentKey } from '../domain/catalogue.js';
import { cents } from '../domain/money.js';
import type { ProductInput, ProductRow } from '../domain/panel.js';
import { audit, type Who } from './audit.js';
import { touchSegments } from './catalogue.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import { Refused } from './refused.js';
import type { ProductTable } from './schema.js';
import { searchText, trimmed } from './search-text.js';

/**
 * Makes a product. For the panel's pages, the register's new items and scripts alike; sizes have been checked.
 * Throws `sku-taken`, `barcode-taken`, or `not-valid` for a category that is not there or a barcode that no scanner sends.
 */
export async function createProduct(context: PanelContext, given: ProductInput, who: Who): Promise<ProductRow> {
  const input = tidied(given);
  return context.db.transaction().execute(async (trx) => {
    const id = randomUUID();
    await refuseIfTaken(trx, input, id);
    await trx.insertInto('products').values({ id, image: null, ...columnsOf(input, context.now()) }).execute();
    await setBarcodes(trx, id, input.barcodes);
    await touchSegments(trx, [segmentKey(input.sku)]);
    await audit(trx, context.now(), who, 'create product', { id, ...input });
    return readProduct(trx, id);
  });
}

/** Changes a product; id and picture stay. Throws as {@link createProduct}, and `not-found`. */
export async function updateProduct(context: PanelContext, id: string, given: ProductInput, who: Who): Promise<ProductRow> {
  const input = tidied(given);
  return context.db.transaction().execute(async (trx) => {
    const before = await readProduct(trx, id);
    await refuseIfTaken(trx, input, id);
    await trx.updateTable('products').set(columnsOf(input, context.now())).where('id', '=', id).execute();
    await setBarcodes(trx, id, input.barcodes);
    await touchSegments(trx, [segmentKey(before.sku), segmentKey(input.sku)]);
    await audit(trx, context.now(), who, 'change product', { id, before: { sku: before.sku, name: before.name, price: before.price }, ...input });
    return readProduct(trx, id);
  });
}

/** Deletes a product with its barcodes. Sales keep what they sold as it was called and priced. Throws `not-found`. */
export async function deleteProduct(context: PanelContext, id: string, who: Who): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const { sku, name } = await readProduct(trx, id);
    await trx.deleteFrom('barcodes').where('product_id', '=', id).execute();
    await trx.deleteFrom('products').where('id', '=', id).execute();
    await touchSegments(trx, [segmentKey(sku)]);
    await audit(trx, context.now(), who, 'delete product', { id, sku, name });
  });
}

/** Gives a product the picture `media/<image>`, or none. Throws `not-found`. */
export async function setProductImage(trx: Database, now: Date, id: string, image: string | null, who: Who): Promise<void> {
  const { sku } = await readProduct(trx, id);
  await trx.updateTable('products').set({ image, updated_at: now.toISOString() }).where('id', '=', id).execute();
  await touchSegments(trx, [segmentKey(sku)]);
  await audit(trx, now, who, image ? 'set product picture' : 'remove product picture', { id, sku, image });
}

/** Throws `not-found`. */
export async function readProduct(db: Database, id: string): Promise<ProductRow> {
  const row = await db.selectFrom('products').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'This product is not there (any more): look at the list of products again.');
  const barcodes = await readBarcodes(db, [id]);
  return productRow(row, barcodes.get(id) ?? []);
}

/** The barcodes of these products, by product. */
export async function readBarcodes(db: Database, ids: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (ids.length === 0) return found;
  const rows = await db.selectFrom('barcodes').selectAll().where('product_id', 'in', ids).orderBy('barcode').execute();
  for (const { product_id, barcode } of rows) found.set(product_id, [...(found.get(product_id) ?? []), barcode]);
  return found;
}

export function productRow(row: Omit<ProductTable, 'search' | 'segment_key'>, barcodes: readonly string[]): ProductRow {
  return {
    id: row.id, sku: row.sku, name: row.name, price: cents(row.price), barcodes, categoryId: row.category_id,
    taxFree: row.tax_free === 1, image: row.image, updatedAt: row.updated_at,
  };
}

/** Barcodes share one cell of a CSV, separated by `|`. */
const BARCODE = /^[^|\p{Cc}]+$/u;

/** Why a text is no barcode; null: it is one. */
export function barcodeTrouble(barcode: string): string | null {
  if (barcode.length > 64) return 'must have at most 64 characters';
  return BARCODE.test(barcode) ? null : 'must not be empty or contain | or control characters';
}

/** Without outer whitespace, each barcode once. */
function tidied(input: ProductInput): ProductInput {
  const [sku, name, barcodes] = [trimmed(input.sku), trimmed(input.name), [...new Set(input.barcodes.map(trimmed))]];
  if (sku === '' || name === '') throw new Refused('not-valid', `Nothing was saved: the ${sku === '' ? 'SKU' : 'name'} must not be empty.`, sku === '' ? 'sku' : 'name');
  for (const [index, barcode] of barcodes.entries()) {
    const trouble = barcodeTrouble(barcode);
    if (trouble) throw new Refused('not-valid', `Nothing was saved: the barcode ${trouble}.`, `barcodes.${index}`);
  }
  return { ...input, sku, name, barcodes };
}

function columnsOf(input: ProductInput, now: Date) {
  return {
    sku: input.sku, name: input.name, search: searchText(input.name, input.sku), price: input.price, category_id: input.categoryId,
    tax_free: input.taxFree ? 1 : 0, segment_key: segmentKey(input.sku), updated_at: now.toISOString(),
  };
}

async function setBarcodes(trx: Database, id: string, barcodes: readonly string[]): Promise<void> {
  await trx.deleteFrom('barcodes').where('product_id', '=', id).execute();
  if (barcodes.length > 0) await trx.insertInto('barcodes').values(barcodes.map((barcode) => ({ barcode, product_id: id }))).execute();
}

async function refuseIfTaken(trx: Database, input: ProductInput, id: string): Promise<void> {
  const bySku = await trx.selectFrom('products').select('name').where('sku', '=', input.sku).where('id', '<>', id).executeTakeFirst();
  if (bySku) throw new Refused('sku-taken', `The SKU ${input.sku} is ${bySku.name}’s already: nothing was saved. Take another.`, 'sku');
  const byBarcode = input.barcodes.length === 0 ? undefined : await trx.selectFrom('barcodes').innerJoin('products', 'products.id', 'barcodes.product_id')
    .select(['barcode', 'name']).where('barcode', 'in', input.barcodes).where('product_id', '<>', id).executeTakeFirst();
  if (byBarcode) {
    const path = `barcodes.${input.barcodes.indexOf(byBarcode.barcode)}`;
    throw new Refused('barcode-taken', `The barcode ${byBarcode.barcode} is ${byBarcode.name}’s already: nothing was saved. Remove it there first.`, path);
  }
  if (input.categoryId === null) return;
  const category = await trx.selectFrom('categories').select('id').where('id', '=', input.categoryId).executeTakeFirst();
  if (!category) throw new Refused('not-valid', 'The category is not there (any more): nothing was saved. Choose another.', 'categoryId');
}
