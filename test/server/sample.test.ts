import { pbkdf2Sync } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse, parseJson } from '../../domain/schema.js';
import { CategoriesDocument, ManifestSchema, ReceiptDocument, RegisterDocument, StaffDocument, readProducts, type Manifest } from '../../domain/wire.js';
import { findDocument, manifestFor } from '../../server/catalogue.js';
import { closeDatabase, openDatabase, StartError, type Database } from '../../server/database.js';
import { loadSample, readSample } from '../../server/sample.js';
import { openFolder, ROOT, type Folder } from '../folder.js';

const SAMPLE = join(ROOT, 'static', 'demo');
const NOW = new Date('2026-11-23T01:00:00Z');

interface Loaded {
  readonly db: Database;
  close(): Promise<void>;
}

async function load(): Promise<Loaded> {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  await loadSample(db, SAMPLE, NOW);
  return {
    db,
    close: async () => {
      await closeDatabase(db);
      folder.close();
    },
  };
}

async function startError(sample: Folder): Promise<string> {
  const data = openFolder();
  const db = await openDatabase(data.path);
  const error: unknown = await loadSample(db, sample.path, NOW).catch((thrown: unknown) => thrown);
  if (!(error instanceof StartError)) throw new Error(`not a StartError: ${String(error)}`);
  assert.equal(await db.selectFrom('shop').selectAll().execute(), []);
  assert.equal(await db.selectFrom('media').selectAll().execute(), []);
  await closeDatabase(db);
  data.close();
  return error.message;
}

test('the sample shop is loaded whole', async () => {
  const { db, close } = await load();
  const sample = await readSample(SAMPLE);
  const count = async (table: 'registers' | 'staff' | 'categories' | 'products') => (await db.selectFrom(table).select('id').execute()).length;
  assert.equal([await count('registers'), await count('staff'), await count('categories'), await count('products')],
    [sample.registers.length, sample.staff.length, sample.categories.length, sample.products.length]);
  assert.is((await db.selectFrom('shop').select('name').executeTakeFirstOrThrow()).name, sample.shop.name);
  const flatWhite = await db.selectFrom('products').innerJoin('categories', 'categories.id', 'category_id').select(['price', 'tax_free', 'categories.name as category']).where('sku', '=', 'COF-01').executeTakeFirstOrThrow();
  assert.equal(flatWhite, { price: 480, tax_free: 0, category: 'Coffee' });
  await close();
});

test('it is some sixty products, three staff with PINs, and a picture for each product', async () => {
  const sample = await readSample(SAMPLE);
  assert.ok(sample.products.length >= 60);
  assert.is(sample.staff.length, 3);
  assert.equal(sample.products.filter(({ image }) => image === undefined), []);
});

test('it is loaded once: a shop that was changed stays as it is', async () => {
  const { db, close } = await load();
  await db.updateTable('shop').set({ name: 'Mine' }).execute();
  assert.is(await loadSample(db, SAMPLE, NOW), false);
  assert.is((await db.selectFrom('shop').select('name').executeTakeFirstOrThrow()).name, 'Mine');
  await close();
});

test('the staff’s PINs are kept as slow hashes', async () => {
  const { db, close } = await load();
  const asha = await db.selectFrom('staff').selectAll().where('name', '=', 'Asha Nair').executeTakeFirstOrThrow();
  const hash = pbkdf2Sync('1234', Buffer.from(asha.pin_salt ?? '', 'base64url'), asha.pin_iterations ?? 0, 32, 'sha256').toString('base64url');
  assert.is(asha.pin_hash, hash);
  assert.ok((asha.pin_iterations ?? 0) >= 100_000);
  await close();
});

test('every picture that it names is there', async () => {
  const { db, close } = await load();
  const media = new Set((await db.selectFrom('media').select('name').execute()).map(({ name }) => name));
  const named = [...await db.selectFrom('products').select('image').execute(), ...await db.selectFrom('staff').select('image').execute()].flatMap(({ image }) => image ?? []);
  assert.ok(named.length > 60);
  assert.equal(named.filter((name) => !media.has(name)), []);
  await close();
});

test('its documents are what the wire says', async () => {
  const { db, close } = await load();
  const { id } = await db.selectFrom('registers').select('id').executeTakeFirstOrThrow();
  const manifest: Manifest = JSON.parse(await manifestFor(db, { register_id: id, pin_key: 'A'.repeat(43) }, NOW)) as Manifest;
  assert.ok(parse(ManifestSchema, manifest).ok);
  const text = async (hash: string): Promise<string> => gunzipSync(await findDocument(db, hash) ?? new Uint8Array()).toString('utf8');
  const { register, receipt, staff, categories, products } = manifest.documents;
  assert.ok(parseJson(RegisterDocument, await text(register)).ok);
  assert.ok(parseJson(ReceiptDocument, await text(receipt)).ok);
  assert.ok(parseJson(StaffDocument, await text(staff)).ok);
  assert.ok(parseJson(CategoriesDocument, await text(categories)).ok);
  for (const hash of products) readProducts(await text(hash));
  await close();
});

test('a sample shop that is missing, cut off or wrong is one sentence, and nothing is loaded', async () => {
  const folder = openFolder();
  assert.match(await startError(folder), 'cannot be read: get a complete copy of Holdfast');
  folder.write('shop.json', '{"shop":');
  assert.match(await startError(folder), 'is not sound: the body is not JSON');
  cpSync(join(SAMPLE, 'shop.json'), join(folder.path, 'shop.json'));
  assert.match(await startError(folder), 'A picture of the sample shop');
  cpSync(SAMPLE, folder.path, { recursive: true });
  const sample = await readSample(folder.path);
  folder.write('shop.json', JSON.stringify({ ...sample, products: [{ sku: 'A', name: 'A', price: 1, category: 'Nowhere' }] }));
  assert.match(await startError(folder), 'names the category Nowhere');
  folder.write('shop.json', JSON.stringify({ ...sample, products: [{ sku: 'A', name: 'A', price: 1.5, category: 'Coffee' }] }));
  assert.match(await startError(folder), 'products.0.price must be a whole number');
  folder.close();
});

test.run();
