import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { createStore, del, get, set } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Listed } from '../../app/search-index.js';
import { gather, prepare } from '../../app/arrange.js';
import { FORM, KEYS, type Arranged, type Head } from '../../app/arrangement.js';
import { readGoods } from '../../app/goods.js';
import type { Goods } from '../../app/no-goods.js';
import { ahead, below, documents, pathTo, productOf, productsIn, readCurrent, readShop, type Shop } from '../../app/shop.js';
import type { Hash, Product } from '../../domain/catalogue.js';
import { CURRENT, type Current } from '../../domain/local.js';
import { NAMES, STORE } from '../../domain/names.js';
import { PROTOCOL } from '../../domain/wire.js';
import { CATEGORIES, CONFIG, DETAILS, FLAT_WHITE, LOAF, product } from './shop-parts.js';

const mirror = createStore(NAMES.mirror, STORE);
const pages = createStore(NAMES.page, STORE);

async function keep(value: unknown): Promise<Hash> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const hash = createHash('sha256').update(bytes).digest('hex') as Hash;
  await set(hash, bytes, mirror);
  return hash;
}

/** Puts a shop into the mirror as a full sync leaves it. */
async function synced(...segments: readonly (readonly Product[])[]): Promise<Current> {
  const [register, receipt, staff, categories] = await Promise.all([CONFIG, DETAILS, [{ id: 'asha', name: 'Asha Nair', mayEditItems: true }], CATEGORIES].map(keep));
  const products = await Promise.all(segments.map(keep));
  assert.ok(register && receipt && staff && categories);
  const count = segments.reduce((sum, segment) => sum + segment.length, 0);
  const manifest = { protocol: PROTOCOL, products: count, documents: { register, receipt, staff, categories, products } } as Current['manifest'];
  const current: Current = { hash: await keep(manifest), manifest, syncedAt: '2026-11-23T08:41:00.000+11:00' };
  await set(CURRENT, current, mirror);
  return current;
}
const names = (products: Listed): string[] => products.slice(0, products.length).map(({ name }) => name);
/** What was worked out of it is kept in the background. */
async function kept({ hash }: Current): Promise<void> {
  while ((await get<{ shop: Hash }>('arranged', pages))?.shop !== hash) await new Promise((resolve) => setTimeout(resolve, 5));
}
const open = async (...segments: readonly (readonly Product[])[]): Promise<Shop> => readShop(await synced(...segments), () => undefined);

test('the shop that is current is read whole', async () => {
  await synced([FLAT_WHITE], [LOAF]);
  const current = await readCurrent();
  assert.ok(current);
  const shop = current && await readShop(current, () => undefined);
  assert.equal([shop?.config, shop?.receipt, names(shop?.staff as never), shop?.loaded], [CONFIG, DETAILS, ['Asha Nair'], 1]);
});

test('products of all segments are in the order of their names, whatever case and accents', async () => {
  const shop = await open([product('3', 'banana', 1), product('1', 'Zebra', 1)], [product('2', 'Äpfel', 1), product('4', 'Cherry', 1), product('5', 'apple', 1)]);
  assert.equal(names(shop.index.products), ['Äpfel', 'apple', 'banana', 'Cherry', 'Zebra']);
});

test('the shop is shown before its products are in memory', async () => {
  const shown: number[] = [];
  await readShop(await synced([FLAT_WHITE], [LOAF]), (shop) => shown.push(shop.index.products.length));
  assert.ok(shown.length > 0);
  assert.equal(shown.filter((count) => count > 0), []);
});

test('a shop that was read before is the same shop when it is read again', async () => {
  const current = await synced([FLAT_WHITE, product('z', 'Äpfel', 1)], [LOAF]);
  const first = await readShop(current, () => undefined);
  await kept(current);
  const { index: { products, arranged }, ...again } = await readShop(current, () => undefined);
  const { index: { products: before, arranged: made }, ...rest } = first;
  assert.equal([again.config, again.hash, names(products)], [rest.config, rest.hash, names(before)]);
  assert.equal(arranged, { ...made, tables: { ...made?.tables, sums: arranged?.tables.sums, form: FORM, shop: current.hash, stamp: (arranged?.tables as unknown as Head).stamp } });
});

test('a document that was damaged since the shop was last read is not sold from', async () => {
  const current = await synced([FLAT_WHITE, product('z', 'Äpfel', 1)], [LOAF]);
  await readShop(current, () => undefined);
  await kept(current);
  const [document = '' as Hash] = current.manifest.documents.products;
  const bytes = await get<Uint8Array>(document, mirror) as Uint8Array;
  for (const damaged of [bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte)), bytes.slice(0, -1), new Uint8Array(bytes.length), new Uint8Array(0)]) {
    await set(document, damaged, mirror);
    const outcome = await readShop(current, () => undefined).then((shop) => names(shop.index.products).join(), () => 'not read');
    assert.ok(outcome === 'not read' || !outcome.includes('Flat white,'), outcome);
  }
});

test('a price that the disk has changed is not sold at, though it can be read', async () => {
  const current = await synced([FLAT_WHITE], [LOAF]);
  await readShop(current, () => undefined);
  await kept(current);
  const [document = '' as Hash] = current.manifest.documents.products;
  await set(document, new TextEncoder().encode(JSON.stringify([{ ...FLAT_WHITE, price: 180 }])), mirror);
  const why = await readShop(current, () => undefined).then(() => 'read', (error: Error) => error.message);
  assert.match(why, /is damaged/);
});

test('where a piece of what was worked out is gone, it is worked out again', async () => {
  const current = await synced([FLAT_WHITE], [LOAF]);
  await readShop(current, () => undefined);
  await kept(current);
  for (const key of KEYS) {
    const piece = await get<unknown>(key, pages);
    await del(key, pages);
    const { index } = await readShop(current, () => undefined);
    assert.equal([names(index.products), names(index.find('loaf')), index.withCode('9300000000015')?.name], [['Flat white', 'Sourdough loaf'], ['Sourdough loaf'], 'Flat white'], key);
    await kept(current);
    await set(key, piece, pages);
  }
});

test('documents that an earlier version kept as text are read', async () => {
  const current = await synced([FLAT_WHITE, product('z', 'Äpfel', 1)]);
  for (const hash of current.manifest.documents.products) await set(hash, new TextDecoder().decode(await get(hash, mirror)), mirror);
  assert.equal(names((await readShop(current, () => undefined)).index.products), ['Äpfel', 'Flat white']);
});

test('each product is parsed out of its document by itself, whatever its name and codes have in them', async () => {
  const odd = [product('1', '},{"id":"x"}', 1), product('2', '\\"{[', 2, { barcodes: ['"}'] }), product('3', 'çé漢字 \u{1F600} עברית', 3, { sku: '{"' }), product('4', '\\', 9_999_999_999), product('5', '\t\n', 0)];
  const { products } = (await open(odd.slice(0, 2), [], odd.slice(2))).index;
  const read = [...products.slice(0, products.length)].sort((a, b) => Number(a.id) - Number(b.id));
  assert.equal(read, odd);
});

test('what was kept of another shop is not taken for this one', async () => {
  await open([FLAT_WHITE, LOAF]);
  const shop = await open([product('b', 'Banana', 1), product('a', 'Apple', 1)]);
  assert.equal([names(shop.index.products), productOf(shop, 'b')?.name, productOf(shop, 'bak-1')], [['Apple', 'Banana'], 'Banana', undefined]);
});

test('what is kept for the next start is kept whole or not at all, also where the browser refuses one piece', async () => {
  const current = await synced([FLAT_WHITE], [LOAF]);
  await readShop(current, () => undefined);
  await kept(current);
  const before = await get<object>(KEYS[0] as string, pages);
  const put = IDBObjectStore.prototype.put;
  let refused = false;
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    refused = refused || key === KEYS[1];
    if (key === KEYS[1]) throw new DOMException('out of memory', 'DataCloneError');
    return put.call(this, value, key);
  };
  await readShop(await synced([product('a', 'Another', 1)], [LOAF]), () => undefined);
  while (!refused) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  IDBObjectStore.prototype.put = put;
  assert.equal(await get(KEYS[0] as string, pages), before);
});

/** A pack as the worker gives it. */
function packOf(...segments: readonly (readonly Product[])[]): { hashes: Hash[]; body: ArrayBuffer } {
  const texts = segments.map((segment) => JSON.stringify(segment));
  const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex') as Hash);
  return { hashes, body: new TextEncoder().encode(`${texts.join('\n')}\n`).buffer };
}
const put = async (shop: Hash, arranged: Promise<Arranged>): Promise<Goods> => {
  prepare(shop, arranged);
  return readGoods(shop, [], null, () => undefined);
};
const asRead = ({ products, arranged }: Goods): unknown => [products.slice(0, products.length), arranged?.tables.text, [...arranged?.tables.starts ?? []], [...arranged?.tables.signs ?? []], [...arranged?.tables.codes ?? []]];

test('what came in packs and what lies in the mirror already are one catalogue, each product among the others', async () => {
  const { manifest: { documents: { products } } } = await synced([FLAT_WHITE], [product('x', 'Apple', 1), LOAF]);
  const came = packOf([product('y', 'Banana', 2, { category: 'fruit', image: 'y.png' })], [], [product('z', 'Zebra', 3)]);
  const gathering = gather([products[0] as Hash, ...came.hashes, products[1] as Hash], null);
  gathering.take(came.hashes, came.body);
  // A worker of another version says only that they are here.
  gathering.take([products[0] as Hash, products[1] as Hash], new TextEncoder().encode('{"documents":2}').buffer);
  const goods = await put('7'.repeat(64) as Hash, gathering.finish());
  assert.equal(names(goods.products), ['Apple', 'Banana', 'Flat white', 'Sourdough loaf', 'Zebra']);
  assert.equal([names(goods.among(new Set(['fruit']))), goods.withCode('z')?.price, goods.arranged?.tables.images.flat()], [['Banana'], 3, ['y.png']]);
});

test('a shop of which some has changed is put together to what reading it anew gives', async () => {
  const stock = Array.from({ length: 40 }, (_, at) => product(`p${at}`, `${'çabde'[at % 5]}thing ${at % 7}`, at, { barcodes: [`93${at}`], category: `c${at % 3}` }));
  const segments = (all: readonly Product[]) => [0, 1, 2, 3].map((part) => all.filter((_, at) => at % 4 === part));
  const first = await open(...segments(stock));
  // A price, a name, a product less and one more; a segment that stays.
  const changed = stock.map((one, at) => (at === 1 ? { ...one, price: 999 as never } : at === 2 ? { ...one, name: 'Another name' } : one)).filter((_, at) => at !== 36).concat(product('new', 'New thing', 5));
  const next = await synced(...segments(changed));
  const again = await readShop(next, () => undefined, first.index.arranged);
  const anew = await readShop(next, () => undefined);
  assert.equal(asRead(again.index), asRead(anew.index));
  assert.equal([again.index.withCode('931')?.price, again.index.withCode('9336'), names(again.index.find('another'))], [999, undefined, ['Another name']]);
});

test('a document whose products begin otherwise is read all the same', async () => {
  const { index: { products } } = await open([{ name: 'Turned', id: 't', sku: 'T', price: 5 as never }, product('u', '{"id":"x"},{"id":', 6)]);
  assert.equal(products.slice(0, 2).map(({ name, price }) => [name, price]), [['Turned', 5], ['{"id":"x"},{"id":', 6]].sort());
});

test('a damaged document is not taken for a product, also where nothing was worked out before', async () => {
  const current = await synced([FLAT_WHITE, product('z', 'Äpfel', 1)]);
  await set(current.manifest.documents.products[0] as Hash, new TextEncoder().encode(JSON.stringify([{ ...FLAT_WHITE, price: 180 }])), mirror);
  const why = await readShop(current, () => undefined).then(() => 'read', (error: Error) => error.message);
  assert.match(why, /is damaged/);
});

test('of what is kept for the next start only that is written anew which has become another', async () => {
  const current = await synced([FLAT_WHITE], [LOAF]);
  const { index } = await readShop(current, () => undefined);
  await kept(current);
  // Not what it was: it shows whether it is written over.
  await set(KEYS[1] as string, 'as it was', pages);
  const next = await synced([{ ...FLAT_WHITE, price: 490 as never }], [LOAF]);
  await readShop(next, () => undefined, index.arranged);
  await kept(next);
  assert.is(await get(KEYS[1] as string, pages), 'as it was');
  // But not beside what another tab has kept, be it of the very same shop.
  await set(KEYS[0] as string, { ...await get<object>(KEYS[0] as string, pages), stamp: 2 }, pages);
  await readShop(current, () => undefined, index.arranged);
  await kept(current);
  assert.ok(ArrayBuffer.isView(await get(KEYS[1] as string, pages)));
});

test('a document that arrives while others are read from the disk takes nobody’s place', async () => {
  const current = await synced([FLAT_WHITE], [LOAF], [product('x', 'Apple', 1)]);
  const { products } = current.manifest.documents;
  const whole = await documents(products);
  const reading = documents(products);
  ahead.set(products[0] as Hash, whole[0] as Uint8Array);
  const read = await reading;
  ahead.clear();
  assert.equal(read.map((document) => document.length), whole.map((document) => document.length));
  assert.equal(read, whole);
});

test('a mirror that lacks a document is not read at all', async () => {
  const current = await synced([FLAT_WHITE]);
  const broken = { ...current, manifest: { ...current.manifest, documents: { ...current.manifest.documents, products: ['d'.repeat(64) as Hash] } } };
  const outcome = await readShop(broken, () => undefined).then(() => 'read', (error: Error) => error.message);
  assert.is(outcome, 'a document of the shop is missing from this device');
});

test('a product is found by its barcode, by its SKU in any case, and with or without the UPC\'s leading zero', async () => {
  const upc = product('upc', 'From America', 1, { barcodes: ['012345678905'] });
  const shop = await open([FLAT_WHITE, LOAF, upc]);
  assert.equal(['9300000000015', 'bak-1', 'BAK-1', '012345678905', '12345678905', '0012345678905', '4006381333931'].map((code) => productOf(shop, code)?.name),
    ['Flat white', 'Sourdough loaf', 'Sourdough loaf', 'From America', 'From America', 'From America', undefined]);
});

test('where a barcode is another product\'s SKU, the barcode counts', async () => {
  const shop = await open([product('777', 'By SKU', 1), product('other', 'By barcode', 1, { barcodes: ['777'] })]);
  assert.is(productOf(shop, '777')?.name, 'By barcode');
});

test('a category has its own products and those of all below it', async () => {
  const shop = await open([FLAT_WHITE, LOAF, product('x', 'Nowhere', 1)]);
  assert.equal([names(productsIn(shop, 'drinks')), names(productsIn(shop, 'coffee')), names(productsIn(shop, 'bakery')), productsIn(shop, '').length], [['Flat white'], ['Flat white'], ['Sourdough loaf'], 3]);
});

test('categories are walked down and up', () => {
  assert.equal([below(CATEGORIES, '').map(({ name }) => name), below(CATEGORIES, 'drinks').map(({ name }) => name), pathTo(CATEGORIES, 'coffee').map(({ name }) => name)], [['Drinks', 'Bakery'], ['Coffee'], ['Drinks', 'Coffee']]);
});

test('categories that are above each other in a ring end', () => {
  const ring = [{ id: 'a', name: 'A', parent: 'b' }, { id: 'b', name: 'B', parent: 'a' }];
  assert.equal(pathTo(ring, 'a').map(({ name }) => name), ['B', 'A']);
});

test('products of categories that are above each other in a ring, or of more than can be walked one by one, are found', async () => {
  const shop = await open([FLAT_WHITE, LOAF]);
  let reads = 0;
  const many = Array.from({ length: 3000 }, (_, n) => ({ id: `c${n}`, name: 'C', get parent() { reads++; return n ? `c${n >> 1}` : 'coffee'; } }));
  const categories = [{ id: 'coffee', name: 'Coffee', parent: 'c7' }, ...many];
  assert.equal(names(productsIn({ ...shop, categories }, 'c7')), ['Flat white']);
  assert.ok(reads < 3000 * 30, `${reads} reads`);
});

test.run();
