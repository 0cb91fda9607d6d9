import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import type { ProductInput, ProductPage } from '../../domain/panel.js';
import type { PanelContext } from '../../server/context.js';
import { createProduct, deleteProduct, readProduct, updateProduct } from '../../server/products.js';
import { Refused } from '../../server/refused.js';
import { fold, searchText, searchWords, trimmed } from '../../server/search-text.js';
import { importProducts } from '../../server/import.js';
import { addPerson } from './office.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const SCONE: ProductInput = { sku: 'S-1', name: 'Scone', price: cents(450), barcodes: [], categoryId: null, taxFree: false };

function contextOf(panel: OpenPanel): PanelContext {
  return { db: panel.db, now: () => panel.now(), log: console };
}

/** Which segments are to be rebuilt. */
async function touched({ db }: OpenPanel): Promise<number[]> {
  return (await db.selectFrom('segments').select('position').where('hash', 'is', null).orderBy('position').execute()).map((row) => row.position);
}

/** A shop of more than one segment, with all of them made. */
async function bigShop(): Promise<OpenPanel> {
  const panel = await openPanel();
  const rows = Array.from({ length: 2000 }, (_, index) => `Number ${index},1\n`).join('');
  await importProducts(contextOf(panel), Buffer.from(`name,price\n${rows}`), { name: 'name', price: 'price' }, { who: 'somebody' });
  await (await panel.pairedDevice()).manifest();
  return panel;
}

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const thrown = await work.then(() => null, (error: unknown) => error);
  if (!(thrown instanceof Refused)) throw new Error(`was not refused: ${String(thrown)}`);
  return thrown;
}

test('a new product touches one segment', async () => {
  const panel = await bigShop();
  assert.equal(await touched(panel), []);
  await createProduct(contextOf(panel), SCONE, 'somebody');
  assert.is((await touched(panel)).length, 1);
  await panel.close();
});

test('a changed SKU touches the old segment and the new one', async () => {
  const panel = await bigShop();
  const { id } = await createProduct(contextOf(panel), SCONE, 'somebody');
  await (await panel.pairedDevice()).manifest();
  await updateProduct(contextOf(panel), id, { ...SCONE, sku: 'S-2' }, 'somebody');
  assert.is((await touched(panel)).length, 2);
  await panel.close();
});

test('a deleted product touches its segment', async () => {
  const panel = await bigShop();
  await deleteProduct(contextOf(panel), SHOP.tea, 'somebody');
  assert.is((await touched(panel)).length, 1);
  await panel.close();
});

test('an import touches only the segments of what it changes', async () => {
  const panel = await bigShop();
  const mapping = { sku: 'sku', name: 'name', price: 'price' };
  await importProducts(contextOf(panel), Buffer.from('sku,name,price\nCOF-01,Flat white,4.90\nTEA-01,Pot of tea,5.00\n'), mapping, { who: 'somebody' });
  assert.is((await touched(panel)).length, 1);
  await panel.close();
});

test('a refused product touches nothing', async () => {
  const panel = await bigShop();
  await refusalOf(createProduct(contextOf(panel), { ...SCONE, sku: 'TEA-01' }, 'somebody'));
  assert.equal(await touched(panel), []);
  await panel.close();
});

test('outer spaces are no part of SKU, name or barcode', async () => {
  const panel = await openPanel();
  const { sku, name, barcodes } = await createProduct(contextOf(panel), { ...SCONE, sku: ' S-1\t', name: '\r\nScone ', barcodes: [' 93 ', '93'] }, 'somebody');
  assert.equal([sku, name, barcodes], ['S-1', 'Scone', ['93']]);
  await panel.close();
});

test('of two products with one SKU made at once, one is refused', async () => {
  const panel = await openPanel();
  const made = await Promise.allSettled([1, 2].map(() => createProduct(contextOf(panel), SCONE, 'somebody')));
  assert.equal(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await panel.close();
});

for (const barcode of ['', ' ', 'a|b', 'a\nb', 'x'.repeat(65)]) {
  test(`${JSON.stringify(barcode.slice(0, 5))} is no barcode`, async () => {
    const panel = await openPanel();
    const { code, path } = await refusalOf(createProduct(contextOf(panel), { ...SCONE, barcodes: ['1', barcode] }, 'somebody'));
    assert.equal([code, path], ['not-valid', 'barcodes.1']);
    await panel.close();
  });
}

test('a change that is refused keeps barcodes and all', async () => {
  const panel = await openPanel();
  await refusalOf(updateProduct(contextOf(panel), SHOP.flatWhite, { ...SCONE, sku: 'TEA-01' }, 'somebody'));
  assert.equal((await readProduct(panel.db, SHOP.flatWhite)).barcodes, ['9300001', '9300002']);
  await panel.close();
});

test('a hundred thousand products are searched in pages', async () => {
  const panel = await openPanel();
  const rows = Array.from({ length: 100_000 }, (_, index) => `Crème No. ${index},1\n`).join('');
  await importProducts(contextOf(panel), Buffer.from(`name,price\n${rows}`), { name: 'name', price: 'price' }, { who: 'somebody' });
  const mary = await addPerson(panel, 'manager', 'Mary');
  const { total, rows: found } = await mary.get<ProductPage>('products?q=creme+99999');
  assert.equal([total, found.map((row) => row.name)], [1, ['Crème No. 99999']]);
  await panel.close();
});

for (const [text, folded] of [['Crème\u00a0 BRÛLÉE', 'creme brulee'], ['  a\tb ', 'a b'], ['ﬁg', 'fig'], ['Łódź', 'łodz'], ['', '']] as const) {
  test(`${JSON.stringify(text)} is searched as ${JSON.stringify(folded)}`, () => {
    assert.is(fold(text), folded);
  });
}

test('a product is searched by name and SKU', () => {
  assert.is(searchText('Crème', 'A-1'), 'creme a-1');
});

test('a query has ten words at the most', () => {
  assert.is(searchWords('a b c d e f g h i j k l').length, 10);
});

test('trimming leaves the spaces that do not break', () => {
  assert.is(trimmed(' \t\u00a0a\u00a0\r\n'), '\u00a0a\u00a0');
});

test.run();
