import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ImportReport, Mapping, ProductRow } from '../../domain/panel.js';
import type { Product } from '../../domain/catalogue.js';
import { importProducts, previewImport, type ImportOptions } from '../../server/import.js';
import { readProduct } from '../../server/products.js';
import { Refused } from '../../server/refused.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const ALL: Mapping = { sku: 'sku', name: 'name', price: 'price', barcode: 'barcode', category: 'category', subCategory: 'sub_category', taxFree: 'tax_free' };
const PLAIN: Mapping = { name: 'name', price: 'price' };

function take(panel: OpenPanel, csv: string | Uint8Array, mapping: Mapping = PLAIN, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
  const context = { db: panel.db, now: () => panel.now(), log: console };
  return importProducts(context, typeof csv === 'string' ? Buffer.from(csv) : csv, mapping, { who: 'somebody', ...options });
}

/** Why a file as a whole is not taken. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(() => null, (error: unknown) => error);
  assert.instance(thrown, Refused);
  return thrown instanceof Refused ? `${thrown.code}: ${thrown.message}` : '';
}

/** What is there but for the fixture's shop. */
async function arrivals({ db }: OpenPanel): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('products').select(['id', 'name']).where('id', 'not in', [SHOP.flatWhite, SHOP.loaf, SHOP.tea]).orderBy('name').execute();
}

async function names(panel: OpenPanel): Promise<string[]> {
  return (await arrivals(panel)).map(({ name }) => name);
}

/** The product of that name. */
async function product(panel: OpenPanel, name: string): Promise<ProductRow> {
  return readProduct(panel.db, (await arrivals(panel)).find((row) => row.name === name)?.id ?? '');
}

function brief({ created, updated, unchanged, refused }: ImportReport): number[] {
  return [created, updated, unchanged, refused];
}

// ---- whole files

test('a file is taken with all that its columns say', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'sku,name,price,barcode,category,sub_category,tax_free\nS-1,Scone,4.50,93|94,Bakery,Cakes,yes\n', ALL);
  const scone = await product(panel, 'Scone');
  const cakes = await panel.db.selectFrom('categories').select('id').where('name', '=', 'Cakes').executeTakeFirstOrThrow();
  assert.equal([brief(report), report.categoriesCreated], [[1, 0, 0, 0], 2]);
  assert.equal([scone.sku, scone.price, scone.barcodes, scone.taxFree, scone.categoryId], ['S-1', 450, ['93', '94'], true, cakes.id]);
  await panel.close();
});

test('what is imported reaches the register', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  await device.manifest();
  await take(panel, 'name,price\nScone,4.50\n');
  const { documents } = await device.manifest();
  const products = (await Promise.all(documents.products.map((hash) => device.document<Product[]>(hash)))).flat();
  assert.ok(products.some(({ name, price }) => name === 'Scone' && price === 450));
  await panel.close();
});

for (const [what, csv] of [
  ['semicolons', 'name;price\nScone;4.50\n'], ['tabs', 'name\tprice\nScone\t4.50\n'], ['line ends of Windows', 'name,price\r\nScone,4.50\r\n'], ['line ends of old Macs', 'name,price\rScone,4.50\r'],
  ['no line end at the end', 'name,price\nScone,4.50'], ['quotation marks', '"name","price"\n"Scone","4.50"\n'], ['a byte order mark', '\ufeffname,price\nScone,4.50\n'], ['blank lines', 'name,price\n\nScone,4.50\n ,\n'],
  ['spaces around', 'name,price\n  Scone\t, 4.50 \n'], ['a quoted comma in another heading', 'name,price,"a;b;c;d"\nScone,4.50,\n'],
] as const) {
  test(`a file with ${what} is read`, async () => {
    const panel = await openPanel();
    assert.equal([brief(await take(panel, csv)), await names(panel)], [[1, 0, 0, 0], ['Scone']]);
    await panel.close();
  });
}

test('UTF-16 with its mark is read', async () => {
  const panel = await openPanel();
  await take(panel, Buffer.from('\ufeffname\tprice\nCrème\t4.50\n', 'utf16le'));
  await take(panel, Buffer.from('\ufeffname\tprice\nBrûlée\t4.50\n', 'utf16le').swap16());
  assert.equal(await names(panel), ['Brûlée', 'Crème']);
  await panel.close();
});

test('quoted separators, quotation marks and line breaks belong to the name', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\n"Tea, ""green"",\nloose",4.50\n');
  assert.equal(await names(panel), ['Tea, "green",\nloose']);
  await panel.close();
});

test('a quotation mark in the middle is one', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\n5" pipe,4.50\n');
  assert.equal(await names(panel), ['5" pipe']);
  await panel.close();
});

test('accents, non-breaking spaces and signs from anywhere stay as they are', async () => {
  const panel = await openPanel();
  const name = '\u00a0Crème\u00a0brûlée – “Ötker” 50€ 🍮 ';
  await take(panel, `name,price\n${name},4.50\n`);
  assert.equal(await names(panel), [name.trimEnd()]);
  await panel.close();
});

test('characters of several bytes are whole wherever the file is cut', async () => {
  const panel = await openPanel();
  const rows = Array.from({ length: 9000 }, (_, index) => `${'🍮é'.repeat(6 + (index % 7))}${index},1.00`);
  await take(panel, `name,price\n${rows.join('\n')}\n`);
  assert.equal((await names(panel)).filter((name) => !/^(🍮é)+\d+$/u.test(name)), []);
  await panel.close();
});

for (const [what, bytes, said] of [
  ['an empty file', Buffer.alloc(0), /The file is empty/], ['a file of Windows-1252', Buffer.from('name,price\nScone,4\nCr\xe8me,4.50\n', 'latin1'), /not in UTF-8: byte 22, in line 3.*CSV UTF-8/],
  ['a file that is cut in a character', Buffer.from('name,price\nCrè', 'utf8').subarray(0, -1), /not in UTF-8: byte 14, in line 2/], ['UTF-16 without its mark', Buffer.from('name,price\nScone,4.50\n', 'utf16le'), /UTF-16 without its mark/],
  ['UTF-16 that breaks off', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name', 'utf16le').subarray(0, -1)]), /UTF-16 and breaks off/], ['a workbook', Buffer.from('PK\x03\x04rest', 'latin1'), /This is a workbook/],
  ['a blank heading', Buffer.from('\nname,price\n'), /first line of the file is blank/], ['only a heading', Buffer.from('name,price\n'), /a heading and no rows/],
  ['a quotation mark that is never closed', Buffer.from('name,price\nScone,4.50\n"Tea,4.50\nBun,1\n'), /Row 3 opens a quotation mark/],
] as const) {
  test(`${what} is not taken, in one sentence with what to do`, async () => {
    const panel = await openPanel();
    const message = await refusal(take(panel, bytes));
    assert.match(message, /^bad-csv: /);
    assert.match(message, said);
    assert.equal(await names(panel), []);
    await panel.close();
  });
}

test('a column that is not in the file is named, with those that are', async () => {
  const panel = await openPanel();
  const message = await refusal(take(panel, 'product,price\nScone,4.50\n'));
  assert.is(message, 'bad-csv: The file has no column “name” (for name): nothing was imported. It has: product, price.');
  await panel.close();
});

test('name and price must be mapped', async () => {
  const panel = await openPanel();
  assert.match(await refusal(take(panel, 'name,price\nScone,4.50\n', { name: 'name' })), /No column is given for price/);
  await panel.close();
});

// ---- single rows

for (const [what, row, field, said] of [
  ['no name', ',4.50', 'name', 'the name is empty'], ['a name of non-breaking spaces', '\u00a0\u00a0,4.50', 'name', 'the name is empty'], ['no price', 'Scone,', 'price', 'the price is empty'],
  ['a price in words', 'Scone,four', 'price', 'the price “four” is not an amount like 4.80, at most 99999999.99'], ['a price with a decimal comma', 'Scone,"4,50"', 'price', 'the price “4,50” is not an amount like 4.80, at most 99999999.99'],
  ['three decimals', 'Scone,4.505', 'price', 'the price “4.505” is not an amount like 4.80, at most 99999999.99'], ['a negative price', 'Scone,-4.50', 'price', 'the price “-4.50” is negative'],
  ['a price beyond all', 'Scone,100000000', 'price', 'the price “100000000” is not an amount like 4.80, at most 99999999.99'], ['a cell too many', 'Scone,4.50,left over', null, 'has 3 cells where the heading has 2: put a text that contains the separator in quotation marks'],
  ['a name too long', `${'x'.repeat(501)},4.50`, 'name', `“${'x'.repeat(60)}…” has 501 characters, at most 500 can be kept`], ['a cell too few', 'Scone', 'price', 'the price is empty'],
] as const) {
  test(`a row with ${what} is told by its number, and the others are taken`, async () => {
    const panel = await openPanel();
    const report = await take(panel, `name,price\nBun,1\n${row}\nTea,2\n`);
    assert.equal([brief(report), report.errors], [[2, 0, 0, 1], [{ row: 3, field, message: said }]]);
    await panel.close();
  });
}

for (const [what, cells, field, said] of [
  ['a SKU that was there', 'S-1,Bun,1,,,,', 'sku', 'the SKU “S-1” is in row 2 already'], ['a SKU too long', `${'x'.repeat(65)},Bun,1,,,,`, 'sku', `“${'x'.repeat(60)}…” has 65 characters, at most 64 can be kept`],
  ['the barcode of another product', 'S-2,Bun,1,9300001,,,', 'barcode', 'the barcode “9300001” is that of another product, “Flat white”'], ['the barcode of another row', 'S-2,Bun,1,93,,,', 'barcode', 'the barcode “93” is that of another product, “Scone”'],
  ['a barcode that a spreadsheet spoilt', 'S-2,Bun,1,9.3E+12,,,', 'barcode', 'the barcode “9.3E+12” has lost its digits: format that column as text before saving the file'],
  ['a barcode too long', `S-2,Bun,1,${'9'.repeat(65)},,,`, 'barcode', `the barcode “${'9'.repeat(60)}…” must have at most 64 characters`], ['tax that is neither', 'S-2,Bun,1,,,,perhaps', 'taxFree', '“perhaps” is neither yes nor no'],
  ['a category too long', `S-2,Bun,1,,${'x'.repeat(201)},,`, 'category', `“${'x'.repeat(60)}…” has 201 characters, at most 200 can be kept`],
] as const) {
  test(`a row with ${what} is told by its number and field`, async () => {
    const panel = await openPanel();
    const report = await take(panel, `sku,name,price,barcode,category,sub_category,tax_free\nS-1,Scone,4.50,93,,,\n${cells}\n`, ALL);
    assert.equal([brief(report), report.errors], [[1, 0, 0, 1], [{ row: 3, field, message: said }]]);
    await panel.close();
  });
}

for (const [text, cents] of [['4', 400], ['4.5', 450], ['.5', 50], ['$4.50', 450], ['1,234.50', 123_450], ['1,00,000', 10_000_000], ['₹ 220', 22_000], ['0', 0]] as const) {
  test(`the price ${text} is ${cents} cents`, async () => {
    const panel = await openPanel();
    await take(panel, `name,price\nScone,"${text}"\n`);
    assert.is((await product(panel, 'Scone')).price, cents);
    await panel.close();
  });
}

test('rows are numbered as a spreadsheet shows them: blank lines count, line breaks in a cell do not', async () => {
  const panel = await openPanel();
  const { errors } = await take(panel, 'name,price\n"a\nb",1\n\n,2\n');
  assert.equal(errors.map((error) => error.row), [4]);
  await panel.close();
});

test('of very many errors the first thousand are told, and all are counted', async () => {
  const panel = await openPanel();
  const report = await take(panel, `name,price\n${',1\n'.repeat(1200)}`);
  assert.equal([report.refused, report.errors.length, report.errors.at(-1)?.row], [1200, 1000, 1001]);
  await panel.close();
});

test('cells that a spreadsheet left out at the end are empty', async () => {
  const panel = await openPanel();
  assert.equal(brief(await take(panel, 'sku,name,price,barcode,category,sub_category,tax_free\nS-1,Scone,4.50\n', ALL)), [1, 0, 0, 0]);
  await panel.close();
});

// ---- what is there already

test('a row with the SKU of a product changes it, and keeps its id, picture and barcodes', async () => {
  const panel = await openPanel();
  await panel.db.updateTable('products').set({ image: 'a.png' }).where('id', '=', SHOP.flatWhite).execute();
  const report = await take(panel, 'sku,name,price\nCOF-01,Flat white,5.20\n', { sku: 'sku', ...PLAIN });
  const { price, image, barcodes, categoryId } = await readProduct(panel.db, SHOP.flatWhite);
  assert.equal([brief(report), price, image, barcodes, categoryId], [[0, 1, 0, 0], 520, 'a.png', ['9300001', '9300002'], SHOP.coffee]);
  await panel.close();
});

test('an empty cell of a mapped column says "none"', async () => {
  const panel = await openPanel();
  await take(panel, 'sku,name,price,barcode,category,sub_category,tax_free\nCOF-01,Flat white,4.80,,,,\n', ALL);
  const { barcodes, categoryId } = await readProduct(panel.db, SHOP.flatWhite);
  assert.equal([barcodes, categoryId], [[], null]);
  await panel.close();
});

test('a product that is as the row says is not touched', async () => {
  const panel = await openPanel();
  const { updatedAt } = await readProduct(panel.db, SHOP.loaf);
  panel.wait(1000);
  const report = await take(panel, 'sku,name,price,tax_free\nBAK-03,Sourdough loaf,9.00,1\n', { sku: 'sku', ...PLAIN, taxFree: 'tax_free' });
  assert.equal([brief(report), (await readProduct(panel.db, SHOP.loaf)).updatedAt], [[0, 0, 1, 0], updatedAt]);
  await panel.close();
});

test('a row without a SKU means the product with its barcode', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'name,price,barcode\nFlat white new,5.20,9300002\n', { ...PLAIN, barcode: 'barcode' });
  const { sku, name, barcodes } = await readProduct(panel.db, SHOP.flatWhite);
  assert.equal([brief(report), sku, name, barcodes], [[0, 1, 0, 0], 'COF-01', 'Flat white new', ['9300002']]);
  await panel.close();
});

test('two rows with one barcode are not two products', async () => {
  const panel = await openPanel();
  const { errors } = await take(panel, 'name,price,barcode\nFlat white,5,9300002\nFlat black,5,9300001\n', { ...PLAIN, barcode: 'barcode' });
  assert.equal(errors, []);
  const again = await take(panel, 'name,price,barcode\nLatte,5,77\nMocha,5,77\n', { ...PLAIN, barcode: 'barcode' });
  assert.equal(again.errors.map(({ row, field }) => [row, field]), [[3, 'barcode']]);
  await panel.close();
});

test('a barcode can move from one product to another that comes later in the file', async () => {
  const panel = await openPanel();
  const csv = 'sku,name,price,barcode\nCOF-01,Flat white,4.80,9300001\nTEA-01,Pot of tea,5.00,9300002\n';
  const report = await take(panel, csv, { ...PLAIN, sku: 'sku', barcode: 'barcode' });
  assert.equal([report.errors, (await readProduct(panel.db, SHOP.tea)).barcodes], [[], ['9300002']]);
  await panel.close();
});

test('the same file again doubles nothing, SKU or not', async () => {
  const panel = await openPanel();
  const csv = 'name,price,category\nScone,4.50,Bakery\nScone,4.50,Bakery\nScone,4.80,Cakes\n';
  await take(panel, csv, { ...PLAIN, category: 'category' });
  assert.equal(brief(await take(panel, csv, { ...PLAIN, category: 'category' })), [0, 0, 3, 0]);
  await panel.close();
});

test('a new price in the file changes the product, though it has no SKU', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\nScone,4.50\nBun,1\n');
  const report = await take(panel, 'name,price\nScone,4.80\nBun,1\n');
  assert.equal([brief(report), (await product(panel, 'Scone')).price], [[0, 1, 1, 0], 480]);
  await panel.close();
});

test('another order of the rows changes nothing', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\nScone,4.50\nBun,1\n');
  assert.equal(brief(await take(panel, 'name,price\nBun,1\nScone,4.50\n')), [0, 0, 2, 0]);
  await panel.close();
});

test('equal rows are told apart by their order', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\nScone,1\nScone,2\nScone,3\n');
  const rows = await panel.db.selectFrom('products').select(['sku', 'price']).where('name', '=', 'Scone').orderBy('price').execute();
  const [first = ''] = rows.map((row) => row.sku);
  assert.match(first, /^P[2-9A-HJ-NP-Z]{10}$/);
  assert.equal(rows, [{ sku: first, price: 100 }, { sku: `${first}-2`, price: 200 }, { sku: `${first}-3`, price: 300 }]);
  await panel.close();
});

test('a row whose SKU cell is empty gets a SKU of its own', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'sku,name,price\n,Scone,4.50\n,Bun,1\n', { sku: 'sku', ...PLAIN });
  assert.equal([brief(report), (await product(panel, 'Bun')).sku.length], [[2, 0, 0, 0], 11]);
  await panel.close();
});

test('a column that numbers the rows is never taken for a SKU', async () => {
  const { mapping } = await previewImport(Buffer.from('index,id,product,price\n1,1,Scone,4.50\n'));
  assert.equal(mapping, { name: 'product', price: 'price' });
});

// ---- categories

test('a sub-category of one name stands below each of its categories', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'name,price,category,sub_category\nA,1,Food,Dry\nB,1,Pets,Dry\nC,1,Food,Dry\n', { ...PLAIN, category: 'category', subCategory: 'sub_category' });
  const rows = await panel.db.selectFrom('categories as c').innerJoin('categories as p', 'p.id', 'c.parent_id').select(['c.name', 'p.name as above']).where('c.name', '=', 'Dry').execute();
  assert.equal([report.categoriesCreated, rows.map((row) => row.above).sort()], [4, ['Food', 'Pets']]);
  await panel.close();
});

test('a category that is there is used, in either case', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'name,price,category,sub_category\nMocha,5,drinks,COFFEE\n', { ...PLAIN, category: 'category', subCategory: 'sub_category' });
  assert.equal([report.categoriesCreated, (await product(panel, 'Mocha')).categoryId], [0, SHOP.coffee]);
  await panel.close();
});

test('a path of categories is one below the other', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'name,price,category\nMocha,5,Drinks > Coffee > Sweet\n', { ...PLAIN, category: 'category' });
  const sweet = await panel.db.selectFrom('categories').select('parent_id').where('name', '=', 'Sweet').executeTakeFirstOrThrow();
  assert.equal([report.categoriesCreated, sweet.parent_id], [1, SHOP.coffee]);
  await panel.close();
});

test('a path of more levels than there can be is refused, and the others are taken', async () => {
  const panel = await openPanel();
  const path = (levels: number): string => Array.from({ length: levels }, (_, level) => `L${level}`).join(' > ');
  const report = await take(panel, `name,price,category\nMocha,5,${path(11)}\nLatte,5,${path(10)}\n`, { ...PLAIN, category: 'category' });
  assert.equal([report.errors, report.categoriesCreated], [[{ row: 2, field: 'category', message: 'the category has 11 levels, at most 10 can be kept' }], 10]);
  await panel.close();
});

test('a refused row makes no category', async () => {
  const panel = await openPanel();
  assert.is((await take(panel, 'name,price,category\n,5,New\nA,1,\n', { ...PLAIN, category: 'category' })).categoriesCreated, 0);
  await panel.close();
});

// ---- the whole

test('a try changes nothing, and tells what would be', async () => {
  const panel = await openPanel();
  const report = await take(panel, 'name,price,category\nScone,4.50,Bakery\n,1,\n', { ...PLAIN, category: 'category' }, { dryRun: true });
  const audit = await panel.db.selectFrom('audit').selectAll().execute();
  assert.equal([brief(report), report.categoriesCreated, await names(panel), audit], [[1, 0, 0, 1], 1, [], []]);
  await panel.close();
});

test('a fault in the middle takes nothing of the file', async () => {
  const panel = await openPanel();
  await panel.db.schema.dropTable('audit').execute();
  const thrown = await take(panel, 'name,price,category\nScone,4.50,Bakery\n', { ...PLAIN, category: 'category' }).then(() => null, (error: unknown) => error);
  const { n } = await panel.db.selectFrom('categories').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  assert.instance(thrown, Error);
  assert.equal([await names(panel), n], [[], 2]);
  await panel.close();
});

test('who imported is written down once, with the counts', async () => {
  const panel = await openPanel();
  await take(panel, 'name,price\nScone,4.50\n,1\n');
  const rows = await panel.db.selectFrom('audit').select(['who', 'what', 'detail']).execute();
  assert.equal(rows.map((row) => [row.who, row.what, JSON.parse(row.detail)]), [['somebody', 'import products', { created: 1, updated: 0, unchanged: 0, refused: 1, categoriesCreated: 0 }]]);
  await panel.close();
});

test('a long import says how far it is', async () => {
  const panel = await openPanel();
  const told: string[] = [];
  const rows = Array.from({ length: 12_000 }, (_, index) => `Product ${index},1.00\n`);
  await take(panel, `name,price\n${rows.join('')}`, PLAIN, { progress: (what, done, of) => told.push(`${what} ${done} ${of}`) });
  assert.equal(told, ['reading 5000 null', 'reading 10000 null', 'writing 5000 12000', 'writing 10000 12000']);
  await panel.close();
});

// ---- the preview

test('a preview shows columns, rows and what the headings suggest', async () => {
  assert.equal(await previewImport(Buffer.from('Product Name,Sale_Price,EAN,Sub-Category,Department,GST free,,\nScone,4.50,93,Cakes,Bakery,yes\n\nBun,1,,,,,x,y\n')), {
    columns: ['Product Name', 'Sale_Price', 'EAN', 'Sub-Category', 'Department', 'GST free', 'column 7', 'column 8'],
    rowCount: 2,
    mapping: { name: 'Product Name', price: 'Sale_Price', barcode: 'EAN', category: 'Department', subCategory: 'Sub-Category', taxFree: 'GST free' },
    sample: [['Scone', '4.50', '93', 'Cakes', 'Bakery', 'yes', '', ''], ['Bun', '1', '', '', '', '', 'x', 'y']],
  });
});

test('columns of one name are told apart', async () => {
  assert.equal((await previewImport(Buffer.from('price,price,price\n1,2,3\n'))).columns, ['price', 'price (2)', 'price (3)']);
});

test('a preview of a heading alone has no rows', async () => {
  assert.equal([(await previewImport(Buffer.from('name,price'))).rowCount, (await previewImport(Buffer.from('name,price'))).sample], [0, []]);
});

test.run();
