import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import type { ImportPreview, ImportReport, ProductInput } from '../../domain/panel.js';
import { importProducts } from '../../server/import.js';
import { guarded, unguarded } from '../../server/import/formula.js';
import { addPerson, type Person } from './office.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { addProducts, numbered, SHOP } from './shop.js';

const TYPE = { 'Content-Type': 'text/csv' };

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

async function exported(mary: Person): Promise<string> {
  const response = await mary.ask('GET', 'products.csv');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

async function importAsSuggested(mary: Person, csv: string): Promise<ImportReport> {
  const { mapping } = await mary.send<ImportPreview>('POST', 'import/preview', csv, TYPE);
  return mary.send<ImportReport>('POST', `import?map=${encodeURIComponent(JSON.stringify(mapping))}`, csv, TYPE);
}

/** All products by SKU, but for ids and times. */
async function products({ db }: OpenPanel): Promise<unknown> {
  const rows = await db.selectFrom('products').leftJoin('categories', 'categories.id', 'category_id')
    .select(['sku', 'products.name', 'price', 'tax_free', 'categories.name as category']).orderBy('sku').execute();
  const barcodes = await db.selectFrom('barcodes').innerJoin('products', 'products.id', 'product_id').select(['barcode', 'sku']).orderBy('barcode').execute();
  return { rows, barcodes };
}

const AWKWARD: readonly Partial<ProductInput>[] = [
  { name: '=HYPERLINK("http://evil.test")' }, { name: '+61 2' }, { name: '-5 %' }, { name: '@home' }, { name: '\'quoted\'' }, { name: '\'=quoted formula' }, { name: '\'\'-twice' },
  { name: 'a "b", c; d\te' }, { name: 'two\nlines' }, { name: '\u00a0Crème\u00a0brûlée\u00a0' }, { sku: '-1' }, { sku: '=1+1' }, { barcodes: ['+1', '=2', '003'] }, { name: 'Zucchini 🥒', price: cents(0) },
];

test('the export has the columns that the import understands', async () => {
  const { panel, mary } = await asManager();
  assert.equal((await exported(mary)).split('\r\n'), [
    '\ufeffsku,name,price,barcode,category,sub_category,tax_free', 'BAK-03,Sourdough loaf,9.00,,,,yes', 'COF-01,Flat white,4.80,9300001|9300002,Drinks,Coffee,no',
    'TEA-01,Pot of tea,5.00,,Drinks,,no', '',
  ]);
  await panel.close();
});

test('an export, imported again, changes nothing', async () => {
  const { panel, mary } = await asManager();
  for (const [index, parts] of AWKWARD.entries()) {
    await mary.send('POST', 'products', { sku: `A-${index}`, name: 'Plain', price: 100, barcodes: [], categoryId: SHOP.coffee, taxFree: false, ...parts });
  }
  const { created, updated, unchanged, refused } = await importAsSuggested(mary, await exported(mary));
  assert.equal([created, updated, unchanged, refused], [0, 0, 3 + AWKWARD.length, 0]);
  await panel.close();
});

test('an export, imported into another shop, makes the same products', async () => {
  const { panel, mary } = await asManager();
  for (const [index, parts] of AWKWARD.entries()) {
    await mary.send('POST', 'products', { sku: `A-${index}`, name: 'Plain', price: 100, barcodes: [], categoryId: SHOP.coffee, taxFree: false, ...parts });
  }
  const other = await openPanel();
  for (const table of ['barcodes', 'products'] as const) await other.db.deleteFrom(table).execute();
  const mapping = { sku: 'sku', name: 'name', price: 'price', barcode: 'barcode', category: 'category', subCategory: 'sub_category', taxFree: 'tax_free' };
  await importProducts({ db: other.db, now: () => other.now(), log: console }, Buffer.from(await exported(mary)), mapping, { who: 'somebody' });
  assert.equal(await products(other), await products(panel));
  await other.close();
  await panel.close();
});

test('categories below categories below categories come back in their place', async () => {
  const { panel, mary } = await asManager();
  const { id } = await mary.send<{ id: string }>('POST', 'categories', { name: 'Iced', parentId: SHOP.coffee });
  await mary.send('PUT', `products/${SHOP.tea}`, { sku: 'TEA-01', name: 'Pot of tea', price: 500, barcodes: [], categoryId: id, taxFree: false });
  const csv = await exported(mary);
  assert.match(csv, /TEA-01,Pot of tea,5\.00,,Drinks,Coffee > Iced,no/);
  assert.is((await importAsSuggested(mary, csv)).unchanged, 3);
  await panel.close();
});

test('an export has every product, however many there are', async () => {
  const { panel, mary } = await asManager();
  await addProducts(panel.db, panel.now(), numbered(1234));
  assert.is((await exported(mary)).trim().split('\r\n').length, 1 + 3 + 1234);
  await panel.close();
});

test('no cell of an export is a formula to a spreadsheet', async () => {
  const { panel, mary } = await asManager();
  for (const [index, parts] of AWKWARD.entries()) {
    await mary.send('POST', 'products', { sku: `A-${index}`, name: 'Plain', price: 100, barcodes: [], categoryId: null, taxFree: false, ...parts });
  }
  const csv = (await exported(mary)).slice(1);
  assert.not.match(csv, /(^|,)"?[=+\-@\t]/m);
  await panel.close();
});

for (const text of ['plain', '=1', '\'=1', '\'\'=1', '\'plain', '-', '@', '\t', '', 'a=1']) {
  test(`the guard before ${JSON.stringify(text)} comes off again`, () => {
    assert.is(unguarded(guarded(text)), text);
  });
}

test.run();
