import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SEGMENT_SIZE, segmentKey, type Category, type Hash, type Product, type ReceiptDetails, type RegisterConfig, type StaffMember } from '../../domain/catalogue.js';
import { parse } from '../../domain/schema.js';
import { CategoriesDocument, ManifestSchema, ReceiptDocument, RegisterDocument, StaffDocument, readProducts, type Manifest } from '../../domain/wire.js';
import { manifestFor, touchSegments } from '../../server/catalogue.js';
import { sha256 } from '../../server/secrets.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { addProducts, numbered, pinColumns, SHOP } from './shop.js';

const HOUR = 3600_000;
const LINK = { register_id: SHOP.register, pin_key: Buffer.alloc(32, 7).toString('base64url') };

async function manifest(panel: OpenPanel): Promise<Manifest> {
  return JSON.parse(await manifestFor(panel.db, LINK, panel.now())) as Manifest;
}

/** All hashes that a manifest names. */
function named({ documents }: Manifest): Hash[] {
  return [documents.register, documents.receipt, documents.staff, documents.categories, ...documents.products];
}

/** Which documents differ: their kinds, and for products the positions. */
function changes(before: Manifest, after: Manifest): string[] {
  const kinds = (['register', 'receipt', 'staff', 'categories'] as const).filter((kind) => before.documents[kind] !== after.documents[kind]);
  const positions = after.documents.products.flatMap((hash, position) => (hash === before.documents.products[position] ? [] : [`products ${position}`]));
  return [...kinds, ...positions];
}

async function text(panel: OpenPanel, hash: Hash): Promise<string> {
  const row = await panel.db.selectFrom('documents').select('gzip').where('hash', '=', hash).executeTakeFirstOrThrow();
  return gunzipSync(new Uint8Array(row.gzip)).toString('utf8');
}

async function read<T>(panel: OpenPanel, hash: Hash): Promise<T> {
  return JSON.parse(await text(panel, hash)) as T;
}

/** A panel with enough products for several segments. */
async function bigPanel(): Promise<OpenPanel> {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(3 * SEGMENT_SIZE));
  return panel;
}

async function setPrice(panel: OpenPanel, sku: string, price: number): Promise<void> {
  await panel.db.transaction().execute(async (trx) => {
    await trx.updateTable('products').set({ price }).where('sku', '=', sku).execute();
    await touchSegments(trx, [segmentKey(sku)]);
  });
}

test('a manifest and its documents are what the wire says', async () => {
  const panel = await openPanel();
  const made = await manifest(panel);
  const { register, receipt, staff, categories, products } = made.documents;
  assert.ok(parse(ManifestSchema, made).ok);
  assert.ok(parse(RegisterDocument, await read(panel, register)).ok);
  assert.ok(parse(ReceiptDocument, await read(panel, receipt)).ok);
  assert.ok(parse(StaffDocument, await read(panel, staff)).ok);
  assert.ok(parse(CategoriesDocument, await read(panel, categories)).ok);
  for (const hash of products) readProducts(await text(panel, hash));
  await panel.close();
});

test('every document is under the hash of its bytes', async () => {
  const panel = await bigPanel();
  for (const hash of named(await manifest(panel))) assert.is(sha256(await text(panel, hash)), hash);
  await panel.close();
});

test('products are sorted by SKU, and members that say nothing are left out', async () => {
  const panel = await openPanel();
  const [hash] = (await manifest(panel)).documents.products;
  if (!hash) throw new Error('no segment');
  assert.equal(await read<Product[]>(panel, hash), [
    { id: SHOP.loaf, sku: 'BAK-03', name: 'Sourdough loaf', price: 900, taxFree: true },
    { id: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', price: 480, barcodes: ['9300001', '9300002'], category: SHOP.coffee },
    { id: SHOP.tea, sku: 'TEA-01', name: 'Pot of tea', price: 500, category: SHOP.drinks },
  ]);
  await panel.close();
});

test('the register’s configuration, the receipt and the categories say what the shop says', async () => {
  const panel = await openPanel();
  const { documents } = await manifest(panel);
  assert.equal(await read<RegisterConfig>(panel, documents.register), {
    registerId: SHOP.register, name: 'Front counter', outlet: 'Harbour Street', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5, idleMinutes: 10, historyDays: 30,
  });
  assert.equal(await read<ReceiptDetails>(panel, documents.receipt), {
    shopName: 'Harbour Café', outletName: 'Harbour Street', address: '14 Harbour Street\nPort Linden', phone: '(02) 5550 0142',
    taxNumberLabel: 'ABN', taxNumber: '11 222 333 444', header: 'Good coffee', footer: 'Thank you',
  });
  assert.equal(await read<Category[]>(panel, documents.categories), [{ id: SHOP.drinks, name: 'Drinks' }, { id: SHOP.coffee, name: 'Coffee', parent: SHOP.drinks }]);
  await panel.close();
});

test('only active staff are named, those without a PIN without one', async () => {
  const panel = await openPanel();
  await panel.db.updateTable('staff').set({ active: 0 }).where('id', '=', SHOP.asha).execute();
  const staff = await read<StaffMember[]>(panel, (await manifest(panel)).documents.staff);
  assert.equal(staff, [{ id: SHOP.ben, name: 'Ben', mayEditItems: false }]);
  await panel.close();
});

test('the panel’s PIN hash is not in the staff document', async () => {
  const panel = await openPanel();
  assert.not.match(await text(panel, (await manifest(panel)).documents.staff), pinColumns('1234').pin_hash);
  await panel.close();
});

test('two devices get different PIN verifiers and share all else of the shop', async () => {
  const panel = await openPanel();
  const other = { ...LINK, pin_key: Buffer.alloc(32, 8).toString('base64url') };
  assert.equal(changes(await manifest(panel), JSON.parse(await manifestFor(panel.db, other, panel.now())) as Manifest), ['staff']);
  await panel.close();
});

test('the same shop gives the same bytes, at any time', async () => {
  const panel = await bigPanel();
  const first = await manifestFor(panel.db, LINK, panel.now());
  panel.wait(24 * HOUR);
  assert.is(await manifestFor(panel.db, LINK, panel.now()), first);
  await panel.close();
});

test('the same shop gives the same bytes in another database, whatever the order of writing', async () => {
  const [one, other] = [await openPanel(), await openPanel()];
  await addProducts(one.db, one.now(), numbered(700));
  await addProducts(other.db, other.now(), numbered(700).reverse());
  assert.is(await manifestFor(one.db, LINK, one.now()), await manifestFor(other.db, LINK, other.now()));
  await one.close();
  await other.close();
});

test('a changed price touches one segment', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await setPrice(panel, 'N-00012', 250);
  const after = await manifest(panel);
  assert.is(changes(before, after).length, 1);
  const [changed] = changes(before, after);
  const hash = after.documents.products[Number(changed?.split(' ')[1])];
  if (!hash) throw new Error('no such segment');
  assert.is((await read<Product[]>(panel, hash)).find(({ sku }) => sku === 'N-00012')?.price, 250);
  await panel.close();
});

test('a price that is set back gives the old document again', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await setPrice(panel, 'N-00012', 250);
  await manifest(panel);
  await setPrice(panel, 'N-00012', 100);
  assert.equal(await manifest(panel), before);
  await panel.close();
});

test('a new product touches one segment and is counted', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await addProducts(panel.db, panel.now(), [{ id: 'new', sku: 'NEW', name: 'New', price: 1 }]);
  const after = await manifest(panel);
  assert.is(changes(before, after).length, 1);
  assert.is(after.products, before.products + 1);
  await panel.close();
});

test('a changed PIN touches the staff document only', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await panel.db.updateTable('staff').set(pinColumns('9999')).where('id', '=', SHOP.ben).execute();
  assert.equal(changes(before, await manifest(panel)), ['staff']);
  await panel.close();
});

test('a changed phone number touches the receipt only', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await panel.db.updateTable('outlets').set({ phone: '(02) 5550 0199' }).execute();
  assert.equal(changes(before, await manifest(panel)), ['receipt']);
  await panel.close();
});

test('a changed category’s name touches the categories only', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await panel.db.updateTable('categories').set({ name: 'Espresso' }).where('id', '=', SHOP.coffee).execute();
  assert.equal(changes(before, await manifest(panel)), ['categories']);
  await panel.close();
});

test('the segments are doubled when they are full, and hold every product once', async () => {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(SEGMENT_SIZE - 3));
  assert.is((await manifest(panel)).documents.products.length, 1);
  await addProducts(panel.db, panel.now(), [{ id: 'one-more', sku: 'ONE', name: 'One more', price: 1 }]);
  const grown = await manifest(panel);
  assert.is(grown.documents.products.length, 2);
  assert.is(grown.products, SEGMENT_SIZE + 1);
  const ids = (await Promise.all(grown.documents.products.map((hash) => read<Product[]>(panel, hash)))).flat().map(({ id }) => id);
  assert.is(new Set(ids).size, SEGMENT_SIZE + 1);
  assert.is(ids.length, SEGMENT_SIZE + 1);
  await panel.close();
});

test('a shop at the border of a doubling does not divide anew at each product', async () => {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(SEGMENT_SIZE));
  assert.is((await manifest(panel)).documents.products.length, 2);
  await panel.db.transaction().execute(async (trx) => {
    const gone = numbered(20).map(({ sku }) => sku);
    await trx.deleteFrom('products').where('sku', 'in', gone).execute();
    await touchSegments(trx, gone.map(segmentKey));
  });
  assert.is((await manifest(panel)).documents.products.length, 2);
  await panel.close();
});

test('a shop that is emptied has few segments again, and no product', async () => {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(5 * SEGMENT_SIZE));
  assert.is((await manifest(panel)).documents.products.length, 8);
  await panel.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('products').execute();
    await touchSegments(trx, [0]);
  });
  const emptied = await manifest(panel);
  assert.is(emptied.documents.products.length, 1);
  assert.is(emptied.products, 0);
  await panel.close();
});

test('an untouched shop’s manifest does not read the products', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  // Behind touchSegments' back: who reads the tables would see it.
  await panel.db.deleteFrom('barcodes').execute();
  await panel.db.deleteFrom('products').execute();
  assert.equal(await manifest(panel), before);
  await panel.close();
});

test('an untouched shop’s manifest writes nothing', async () => {
  const panel = await bigPanel();
  await manifest(panel);
  const documents = () => panel.db.selectFrom('documents').select(['hash', 'created_at', 'replaced_at']).orderBy('hash').execute();
  const before = await documents();
  panel.wait(60_000);
  await manifest(panel);
  assert.equal(await documents(), before);
  await panel.close();
});

test('a replaced document is there for an hour, for whoever is in the middle of a sync, and then no longer', async () => {
  const panel = await bigPanel();
  const before = await manifest(panel);
  await setPrice(panel, 'N-00012', 250);
  await panel.db.updateTable('outlets').set({ phone: '1' }).execute();
  await manifest(panel);
  panel.wait(HOUR - 60_000);
  await manifest(panel);
  for (const hash of named(before)) await text(panel, hash);
  panel.wait(2 * HOUR);
  await setPrice(panel, 'N-00012', 260);
  const after = await manifest(panel);
  const kept = new Set((await panel.db.selectFrom('documents').select('hash').execute()).map(({ hash }) => hash));
  const replaced = named(before).filter((hash) => !named(after).includes(hash));
  assert.is(replaced.length, 2);
  assert.equal(replaced.filter((hash) => kept.has(hash)), []);
  assert.equal(named(after).filter((hash) => !kept.has(hash)), []);
  await panel.close();
});

test('an empty catalogue and no categories are the same bytes, and neither is lost when the other goes', async () => {
  const panel = await openPanel();
  await panel.db.deleteFrom('barcodes').execute();
  await panel.db.transaction().execute(async (trx) => {
    await trx.deleteFrom('products').execute();
    await touchSegments(trx, [segmentKey('COF-01')]);
  });
  await panel.db.deleteFrom('categories').where('id', '=', SHOP.coffee).execute();
  await panel.db.deleteFrom('categories').execute();
  const empty = await manifest(panel);
  assert.is(empty.documents.categories, empty.documents.products[0]);
  await addProducts(panel.db, panel.now(), numbered(1));
  for (let hours = 0; hours < 3; hours++) {
    panel.wait(HOUR);
    await manifest(panel);
  }
  assert.is(await text(panel, empty.documents.categories), '[]');
  await panel.close();
});

test('a write in the middle of making a manifest is in it or in the next one', async () => {
  const panel = await bigPanel();
  const [made] = await Promise.all([manifest(panel), setPrice(panel, 'N-00012', 250), manifest(panel), setPrice(panel, 'N-00013', 260)]);
  assert.is(made.products, 3 * SEGMENT_SIZE + 3);
  const { documents } = await manifest(panel);
  const products = (await Promise.all(documents.products.map((hash) => read<Product[]>(panel, hash)))).flat();
  assert.equal(['N-00012', 'N-00013'].map((wanted) => products.find(({ sku }) => sku === wanted)?.price), [250, 260]);
  await panel.close();
});

test('a large catalogue is divided bit by bit, and other requests have their turn in between', async () => {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(40 * SEGMENT_SIZE));
  const done: string[] = [];
  const made = manifest(panel).then(() => done.push('manifest'));
  const other = new Promise<void>((resolve) => setImmediate(() => resolve())).then(() => done.push('other'));
  await Promise.all([made, other]);
  assert.equal(done, ['other', 'manifest']);
  await panel.close();
});

test('a hundred thousand products are divided, and one price is one document', async () => {
  const panel = await openPanel();
  await addProducts(panel.db, panel.now(), numbered(99_997));
  const before = await manifest(panel);
  assert.is(before.products, 100_000);
  assert.is(before.documents.products.length, 512);
  await setPrice(panel, 'N-54321', 250);
  assert.is(changes(before, await manifest(panel)).length, 1);
  await panel.close();
});

test.run();
