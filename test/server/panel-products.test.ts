import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Product } from '../../domain/catalogue.js';
import type { ProductInput, ProductPage, ProductRow } from '../../domain/panel.js';
import { cents } from '../../domain/money.js';
import { addPerson, audited, type Person } from './office.js';
import type { Device } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addProducts, numbered, SHOP } from './shop.js';

const BRULEE: ProductInput = { sku: 'CRB-1', name: 'Crème\u00a0brûlée', price: cents(850), barcodes: ['9300009', '42'], categoryId: SHOP.drinks, taxFree: true };

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

async function find(mary: Person, query: string): Promise<string[]> {
  return (await mary.get<ProductPage>(`products?${query}`)).rows.map((row) => row.name);
}

async function productsAt(device: Device): Promise<Product[]> {
  const { documents } = await device.manifest();
  return (await Promise.all(documents.products.map((hash) => device.document<Product[]>(hash)))).flat();
}

test('a new product is read as it was written, its non-breaking space and accents included', async () => {
  const { panel, mary } = await asManager();
  const { id } = await mary.send<ProductRow>('POST', 'products', BRULEE);
  assert.equal(await mary.get<ProductRow>(`products/${id}`), { ...BRULEE, id, barcodes: ['42', '9300009'], image: null, updatedAt: panel.now().toISOString() });
  await panel.close();
});

test('a new product reaches the register', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  await device.manifest();
  const { id } = await mary.send<ProductRow>('POST', 'products', BRULEE);
  const product = (await productsAt(device)).find((other) => other.id === id);
  assert.equal(product, { id, sku: 'CRB-1', name: BRULEE.name, price: 850, barcodes: ['42', '9300009'], category: SHOP.drinks, taxFree: true });
  await panel.close();
});

test('a changed product keeps its id', async () => {
  const { panel, mary } = await asManager();
  const row = await mary.send<ProductRow>('PUT', `products/${SHOP.tea}`, BRULEE);
  assert.equal([row.id, row.name, row.sku], [SHOP.tea, BRULEE.name, 'CRB-1']);
  await panel.close();
});

test('a product whose SKU changes is at the register once, with the new one', async () => {
  const { panel, mary } = await asManager();
  await addProducts(panel.db, panel.now(), numbered(2000));
  const device = await panel.pairedDevice();
  await device.manifest();
  await mary.send('PUT', 'products/numbered-00007', { ...BRULEE, sku: 'SEVEN' });
  const found = (await productsAt(device)).filter((product) => product.id === 'numbered-00007');
  assert.equal(found.map((product) => product.sku), ['SEVEN']);
  await panel.close();
});

test('a changed price touches one product document of many', async () => {
  const { panel, mary } = await asManager();
  await addProducts(panel.db, panel.now(), numbered(2000));
  const device = await panel.pairedDevice();
  const before = (await device.manifest()).documents.products;
  await mary.send('PUT', 'products/numbered-00007', { sku: 'N-00007', name: 'Number 00007', price: 101, barcodes: [], categoryId: null, taxFree: false });
  const after = (await device.manifest()).documents.products;
  assert.equal([before.length, after.filter((hash) => !before.includes(hash)).length], [8, 1]);
  await panel.close();
});

test('a deleted product is gone here and at the register', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  await device.manifest();
  await mary.send('DELETE', `products/${SHOP.flatWhite}`);
  assert.equal([(await mary.ask('GET', `products/${SHOP.flatWhite}`)).status, (await productsAt(device)).length], [404, 2]);
  await panel.close();
});

test('the barcodes of a deleted product are free', async () => {
  const { panel, mary } = await asManager();
  await mary.send('DELETE', `products/${SHOP.flatWhite}`);
  assert.is((await mary.ask('POST', 'products', { ...BRULEE, barcodes: ['9300001'] })).status, 201);
  await panel.close();
});

test('two products cannot have one SKU', async () => {
  const { panel, mary } = await asManager();
  const { status, code, path, message } = await refusalOf(await mary.ask('POST', 'products', { ...BRULEE, sku: ' TEA-01 ' }));
  assert.equal([status, code, path, message], [409, 'sku-taken', 'sku', 'The SKU TEA-01 is Pot of tea’s already: nothing was saved. Take another.']);
  await panel.close();
});

test('two products cannot have one barcode', async () => {
  const { panel, mary } = await asManager();
  const { status, code, path } = await refusalOf(await mary.ask('POST', 'products', { ...BRULEE, barcodes: ['1', '9300001'] }));
  assert.equal([status, code, path], [409, 'barcode-taken', 'barcodes.1']);
  await panel.close();
});

test('a refused change leaves the product as it was', async () => {
  const { panel, mary } = await asManager();
  const before = await mary.get<ProductRow>(`products/${SHOP.tea}`);
  await mary.ask('PUT', `products/${SHOP.tea}`, { ...BRULEE, barcodes: ['9300001'] });
  assert.equal(await mary.get<ProductRow>(`products/${SHOP.tea}`), before);
  await panel.close();
});

test('a product keeps its own SKU and barcodes when it is changed', async () => {
  const { panel, mary } = await asManager();
  const input = { sku: 'COF-01', name: 'Flat white, large', price: 580, barcodes: ['9300002', '9300001', '9300001'], categoryId: null, taxFree: false };
  assert.equal((await mary.send<ProductRow>('PUT', `products/${SHOP.flatWhite}`, input)).barcodes, ['9300001', '9300002']);
  await panel.close();
});

for (const [what, q, found] of [
  ['a part of the name', 'hit', ['Flat white']], ['every word, in any order', 'white flat', ['Flat white']], ['all words, not some', 'flat loaf', []], ['the SKU, in either case', 'bak-0', ['Sourdough loaf']],
  ['a whole barcode', '9300002', ['Flat white']], ['a barcode and a word', '9300002 flat', ['Flat white']], ['no part of a barcode', '930000', []], ['without accents', 'creme brulee', [BRULEE.name]],
  ['with accents', 'Brûlée', [BRULEE.name]], ['upper case', 'FLAT', ['Flat white']], ['signs that a pattern would mind', '%', []], ['a quotation mark', '\'"', []],
] as const) {
  test(`the search finds ${what}`, async () => {
    const { panel, mary } = await asManager();
    await mary.send('POST', 'products', BRULEE);
    assert.equal(await find(mary, `q=${encodeURIComponent(q)}`), [...found]);
    await panel.close();
  });
}

test('without a query all products are listed by name, whatever their case', async () => {
  const { panel, mary } = await asManager();
  await mary.send('POST', 'products', { ...BRULEE, name: 'pecan pie' });
  await mary.send('POST', 'products', { ...BRULEE, sku: 'E', barcodes: [], name: 'Éclair' });
  assert.equal(await find(mary, ''), ['Éclair', 'Flat white', 'pecan pie', 'Pot of tea', 'Sourdough loaf']);
  await panel.close();
});

test('a category shows what is in the categories below it too', async () => {
  const { panel, mary } = await asManager();
  assert.equal(await find(mary, `category=${SHOP.drinks}`), ['Flat white', 'Pot of tea']);
  assert.equal(await find(mary, `category=${SHOP.coffee}`), ['Flat white']);
  await panel.close();
});

test('a category and a query narrow together', async () => {
  const { panel, mary } = await asManager();
  assert.equal(await find(mary, `category=${SHOP.drinks}&q=tea`), ['Pot of tea']);
  await panel.close();
});

test('a page has 50 products, and says how many there are', async () => {
  const { panel, mary } = await asManager();
  await addProducts(panel.db, panel.now(), numbered(120));
  const pages = await Promise.all([1, 2, 3, 4].map((page) => mary.get<ProductPage>(`products?q=number&page=${page}`)));
  assert.equal(pages.map(({ rows, total, page }) => [rows.length, total, page]), [[50, 120, 1], [50, 120, 2], [20, 120, 3], [0, 120, 4]]);
  assert.is(new Set(pages.flatMap(({ rows }) => rows.map((row) => row.id))).size, 120);
  await panel.close();
});

test('who changed a price is written down, with the old and the new one', async () => {
  const { panel, mary } = await asManager();
  await mary.send('PUT', `products/${SHOP.tea}`, BRULEE);
  const [line] = await audited(panel, 'change product');
  assert.equal([line?.who, (line?.detail['before'] as { price: number }).price, line?.detail['price']], [mary.id, 500, 850]);
  await panel.close();
});

test.run();
