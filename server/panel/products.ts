import { Hono } from 'hono';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { ProductInput, ProductPage } from '../../domain/panel.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { createProduct, deleteProduct, productRow, readBarcodes, readProduct, updateProduct } from '../products.js';
import { searchWords } from '../search-text.js';
import { readJson, readQuery } from './body.js';
import { categoryWithDescendants } from './category-tree.js';
import { amount, filled, id, line } from './fields.js';
import { pageNumber } from './page-number.js';
import type { UserEnv } from './session.js';

const Product: v.GenericSchema<unknown, ProductInput> = v.object({
  sku: filled(64), name: filled(500), price: amount, barcodes: v.pipe(v.array(filled(64)), v.maxLength(20, 'must have at most 20 barcodes')),
  categoryId: v.nullable(id), taxFree: v.boolean(),
});
const Query = v.object({ q: v.optional(line(200), ''), category: v.optional(line(64), ''), page: v.optional(pageNumber, '1') });
const PAGE = 50;

/** `products`: search, read, make, change, delete. Everybody who is signed in may. */
export function productRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await findProducts(context.db, readQuery(c, Query))))
    .post('/', async (c) => c.json(await createProduct(context, await readJson(c, Product), c.var.user.id), 201))
    .get('/:id', async (c) => c.json(await readProduct(context.db, c.req.param('id'))))
    .put('/:id', async (c) => c.json(await updateProduct(context, c.req.param('id'), await readJson(c, Product), c.var.user.id)))
    .delete('/:id', async (c) => {
      await deleteProduct(context, c.req.param('id'), c.var.user.id);
      return c.json({});
    });
}

/**
 * A page of the products in which every word of `q` is found: in name or SKU anywhere, or as a whole barcode.
 * `category` takes in what is in the categories below it.
 */
export async function findProducts(db: Database, { q, category, page }: v.InferOutput<typeof Query>): Promise<ProductPage> {
  let matching = db.selectFrom('products');
  for (const word of searchWords(q)) {
    matching = matching.where((eb) => eb.or([
      eb(sql<number>`instr(search, ${word})`, '>', 0),
      // Barcodes are matched as they are written, letters in either case.
      eb('products.id', 'in', eb.selectFrom('barcodes').select('product_id').where('barcode', 'in', [word, word.toUpperCase()])),
    ]));
  }
  // One value however many they are: SQLite takes 32,766 placeholders at the most.
  if (category) matching = matching.where('category_id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(await categoryWithDescendants(db, category))}))`);
  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching.selectAll().orderBy('search').orderBy('id').limit(PAGE).offset((page - 1) * PAGE).execute();
  const barcodes = await readBarcodes(db, rows.map((row) => row.id));
  return { rows: rows.map((row) => productRow(row, barcodes.get(row.id) ?? [])), total, page };
}
