import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { segmentCount, segmentOf, type Hash, type Product } from '../domain/catalogue.js';
import { cents } from '../domain/money.js';
import { PROTOCOL, type Manifest } from '../domain/wire.js';
import type { Database } from './database.js';
import { isFull } from './failure.js';
import { pack, packable } from './packs.js';
import type { ProductTable } from './schema.js';
import { sha256 } from './secrets.js';
import { shopDocuments, type LinkedRegister } from './shop-documents.js';

/** How long a document is kept after it was replaced, for registers in the middle of a sync. */
const KEPT = 3600_000;
/** How many segments one transaction rebuilds: some 50 ms, so that sales get in between. */
const SLICE = 32;

/**
 * Marks the product documents of these products (their `segment_key`, the old and the new one where the SKU changes)
 * as to be rebuilt. Every write to products, barcodes or a product's category or picture calls it, in its own transaction.
 */
export async function touchSegments(trx: Database, segmentKeys: Iterable<number>): Promise<void> {
  const shop = await trx.selectFrom('shop').select('segments').executeTakeFirst();
  if (!shop) return;
  const positions = new Set<number>();
  for (const key of segmentKeys) positions.add(segmentOf(key, shop.segments));
  await trx.updateTable('segments').set({ hash: null })
    .where('position', 'in', sql<number>`(SELECT value FROM json_each(${JSON.stringify([...positions])}))`).execute();
}

/**
 * The manifest for a register, as the exact JSON text that it is sent as: the same shop gives the same bytes.
 * Rebuilds the documents that writes have touched since; when there was none, the products are not read.
 * With no room on the disk a shop that has not changed is named all the same.
 */
export async function manifestFor(db: Database, register: LinkedRegister, now: Date): Promise<string> {
  for (;;) {
    const manifest = await nextManifest(db, register, now, true).catch((error: unknown) => {
      if (!isFull(error)) throw error;
      return nextManifest(db, register, now, false);
    });
    if (manifest !== null) return JSON.stringify(manifest);
    // The database answers at once, so without a pause nothing else would have its turn until the last slice.
    await setImmediate();
  }
}

/** @returns null: there was something to rebuild, look again. */
function nextManifest(db: Database, register: LinkedRegister, now: Date, renew: boolean): Promise<Manifest | null> {
  return db.transaction().execute(async (trx) => {
    if (await isStale(trx)) return rebuildSlice(trx, now);
    return nameDocuments(trx, register, now, renew);
  });
}

/** A document's bytes, gzipped; undefined when no manifest of the last hour named it. */
export async function findDocument(db: Database, hash: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('documents').select('gzip').where('hash', '=', hash).executeTakeFirst();
  return row && new Uint8Array(row.gzip);
}

/**
 * Several documents at once: one gzip of their texts, each with a line's end behind it, in the order that they are named in.
 * @param names the first digits of each one's hash. Undefined when one of them is not to be had any longer.
 */
export async function findPack(db: Database, names: readonly string[]): Promise<Uint8Array | undefined> {
  // Beyond `f` there is no digit: a range of the primary key for each name.
  const { rows } = await sql<{ gzip: ArrayBuffer }>`SELECT gzip FROM json_each(${JSON.stringify(names)}) AS name
    CROSS JOIN documents ON hash >= name.value AND hash < name.value || 'g' ORDER BY name.key`.execute(db);
  return rows.length === names.length ? pack(rows.map(({ gzip }) => new Uint8Array(gzip))) : undefined;
}

/** A product as a register knows it; members that would say nothing are left out. `barcodes` in the order to keep. */
export function productDocument(row: Pick<ProductTable, 'id' | 'sku' | 'name' | 'price' | 'category_id' | 'tax_free' | 'image'>, barcodes: readonly string[]): Product {
  return {
    id: row.id, sku: row.sku, name: row.name, price: cents(row.price),
    ...(barcodes.length > 0 ? { barcodes } : {}),
    ...(row.category_id !== null ? { category: row.category_id } : {}),
    ...(row.tax_free === 1 ? { taxFree: true as const } : {}),
    ...(row.image !== null ? { image: row.image } : {}),
  };
}

async function isStale(trx: Database): Promise<boolean> {
  const row = await trx.selectNoFrom([
    sql<number>`EXISTS (SELECT 1 FROM segments WHERE hash IS NULL)`.as('touched'),
    sql<number>`NOT EXISTS (SELECT 1 FROM segments)`.as('empty'),
  ]).executeTakeFirstOrThrow();
  return row.touched === 1 || row.empty === 1;
}

/** Rebuilds some touched segments. @returns null: look again, there may be more. */
async function rebuildSlice(trx: Database, now: Date): Promise<null> {
  const count = await divide(trx);
  const touched = await trx.selectFrom('segments').select('position').where('hash', 'is', null).orderBy('position').limit(SLICE).execute();
  for (const { position } of touched) await rebuild(trx, position, count, now);
  // What no segment is any longer. A document of the shop's own can have the same bytes (`[]`); naming it again renews it.
  await trx.updateTable('documents').set({ replaced_at: now.toISOString() }).where('replaced_at', 'is', null)
    .where('hash', 'not in', trx.selectFrom('segments').select('hash').where('hash', 'is not', null).$castTo<{ hash: string }>()).execute();
  await prune(trx, now);
  return null;
}

/**
 * Sees to it that there are as many segments as the catalogue needs; a change of their number touches them all.
 * They become fewer only when a quarter would do, so that a shop at the border does not send everything anew each time.
 */
async function divide(trx: Database): Promise<number> {
  const { products } = await trx.selectFrom('products').select(({ fn }) => fn.countAll<number>().as('products')).executeTakeFirstOrThrow();
  const { segments: now } = await trx.selectFrom('shop').select('segments').executeTakeFirstOrThrow();
  const { made } = await trx.selectFrom('segments').select(({ fn }) => fn.countAll<number>().as('made')).executeTakeFirstOrThrow();
  const needed = segmentCount(products);
  const count = needed > now || needed * 4 <= now ? needed : now;
  if (made === count && now === count) return count;
  await trx.updateTable('shop').set({ segments: count }).execute();
  await trx.deleteFrom('segments').execute();
  await sql`INSERT INTO segments (position, hash, products) SELECT value, NULL, 0 FROM generate_series(0, ${count - 1})`.execute(trx);
  return count;
}

async function rebuild(trx: Database, position: number, count: number, now: Date): Promise<void> {
  const width = 2 ** 32 / count;
  const [from, to] = [position * width, (position + 1) * width];
  const rows = await trx.selectFrom('products').select(['id', 'sku', 'name', 'price', 'category_id', 'tax_free', 'image'])
    .where('segment_key', '>=', from).where('segment_key', '<', to).orderBy('sku').execute();
  const barcodes = await trx.selectFrom('barcodes').innerJoin('products', 'products.id', 'barcodes.product_id').select(['product_id', 'barcode'])
    .where('segment_key', '>=', from).where('segment_key', '<', to).orderBy('barcode').execute();
  const byProduct = new Map<string, string[]>();
  for (const { product_id, barcode } of barcodes) byProduct.set(product_id, [...(byProduct.get(product_id) ?? []), barcode]);
  const hash = await keep(trx, JSON.stringify(rows.map((row) => productDocument(row, byProduct.get(row.id) ?? []))), now, null);
  await trx.updateTable('segments').set({ hash, products: rows.length }).where('position', '=', position).execute();
}

async function nameDocuments(trx: Database, register: LinkedRegister, now: Date, renew: boolean): Promise<Manifest> {
  const documents = await shopDocuments(trx, register);
  const segments = await trx.selectFrom('segments').select(['hash', 'products']).orderBy('position').execute();
  const named = async (document: unknown): Promise<Hash> => keep(trx, JSON.stringify(document), now, now, renew);
  return {
    protocol: PROTOCOL,
    products: segments.reduce((sum, segment) => sum + segment.products, 0),
    documents: {
      register: await named(documents.register), receipt: await named(documents.receipt), staff: await named(documents.staff),
      categories: await named(documents.categories), products: segments.map((segment) => segment.hash as Hash),
    },
  };
}

/**
 * Keeps a document under its hash. A segment's stays until an hour after the segment is rebuilt (`until` null); the
 * shop's own are made at each manifest, and stay for about an hour after the last manifest that named them.
 */
async function keep(trx: Database, json: string, now: Date, until: Date | null, renew = true): Promise<Hash> {
  const hash = sha256(json);
  const there = await trx.selectFrom('documents').select('replaced_at').where('hash', '=', hash).executeTakeFirst();
  if (!there) {
    const gzip = packable(json);
    await trx.insertInto('documents').values({ hash, gzip, created_at: now.toISOString(), replaced_at: until?.toISOString() ?? null }).execute();
  } else if (renew && there.replaced_at !== null && (until === null || isOld(there.replaced_at, now))) {
    await trx.updateTable('documents').set({ replaced_at: until?.toISOString() ?? null }).where('hash', '=', hash).execute();
    await prune(trx, now);
  }
  return hash;
}

/** A manifest only writes when the last renewal is some time ago: registers that ask every minute cost no disk. */
function isOld(replacedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(replacedAt) > KEPT / 6;
}

async function prune(trx: Database, now: Date): Promise<void> {
  await trx.deleteFrom('documents').where('replaced_at', '<', new Date(now.getTime() - KEPT).toISOString()).execute();
}

