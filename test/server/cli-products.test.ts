import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openFolder } from '../folder.js';
import { onPanel } from './command-line.js';
import { openPanel } from './fixture.js';
import { audited } from './office.js';
import { realList } from './supermarket.js';

test('import-products takes a file, says what became of it, and names the rows that it did not take', async () => {
  const panel = await openPanel();
  const folder = openFolder();
  folder.write('list.csv', 'Product,Sale price,"Kind, of"\nScone,4.50,Cakes\n,1,\nBun,one,\n');
  const { code, out, err } = await onPanel(panel, 'import-products', join(folder.path, 'list.csv'), '--map', 'Product=name,Sale price=price,Kind, of=category');
  assert.equal([code, out], [0, '1 products taken (1 new, 0 changed, 0 as they were), 2 rows refused, 1 categories made.\n']);
  assert.is(err, 'row 3: the name is empty\nrow 4: the price “one” is not an amount like 4.80, at most 99999999.99\n');
  assert.equal((await audited(panel, 'import products')).map(({ who }) => who), ['command line']);
  folder.close();
  await panel.close();
});

test('import-products goes by the headings when no mapping is given', async () => {
  const panel = await openPanel();
  const folder = openFolder();
  folder.write('list.csv', 'Product,Price\nScone,4.50\n');
  const { code, err } = await onPanel(panel, 'import-products', join(folder.path, 'list.csv'));
  assert.equal([code, err], [0, 'Columns: Product=name, Price=price. Give others with --map.\n']);
  folder.close();
  await panel.close();
});

test('import-products --dry-run changes nothing', async () => {
  const panel = await openPanel();
  const folder = openFolder();
  folder.write('list.csv', 'name,price\nScone,4.50\n');
  const { code, out } = await onPanel(panel, 'import-products', join(folder.path, 'list.csv'), '--dry-run');
  const { n } = await panel.db.selectFrom('products').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  assert.equal([code, out.startsWith('Nothing was changed. It would be: 1 products taken (1 new'), n], [0, true, 3]);
  folder.close();
  await panel.close();
});

const real = realList();
if (real) {
  test('import-products takes the real supermarket’s list', async () => {
    const panel = await openPanel();
    const folder = openFolder();
    folder.write('list.csv', Buffer.from(real).toString('utf8'));
    const map = 'product=name,sale_price=price,category=category,sub_category=subCategory';
    const { code, out, err } = await onPanel(panel, 'import-products', join(folder.path, 'list.csv'), '--map', map);
    assert.equal([code, out], [0, '27,554 products taken (27,554 new, 0 changed, 0 as they were), 1 row refused, 110 categories made.\n']);
    assert.match(err, /^writing: 25,000 of 27,554 products\nrow 14365: the name is empty\n$/m);
    folder.close();
    await panel.close();
  });
} else {
  console.log('note: the supermarket’s real list is not at hand (set HOLDFAST_SHARED); its test is left out');
}

test('export-products writes what import-products takes back', async () => {
  const panel = await openPanel();
  const folder = openFolder();
  const file = join(folder.path, 'products.csv');
  await onPanel(panel, 'export-products', file);
  const { out } = await onPanel(panel, 'import-products', file);
  assert.is(out, '3 products taken (0 new, 0 changed, 3 as they were), 0 rows refused, 0 categories made.\n');
  assert.is((await onPanel(panel, 'export-products')).out, readFileSync(file, 'utf8'));
  folder.close();
  await panel.close();
});

test('an export writes over no file', async () => {
  const panel = await openPanel();
  const folder = openFolder();
  folder.write('products.csv', 'mine');
  const { code, err } = await onPanel(panel, 'export-products', join(folder.path, 'products.csv'));
  assert.equal([code, readFileSync(join(folder.path, 'products.csv'), 'utf8')], [1, 'mine']);
  assert.match(err, /exists: it was left as it is/);
  folder.close();
  await panel.close();
});

test.run();
