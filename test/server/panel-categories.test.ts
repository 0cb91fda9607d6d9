import { sql } from 'kysely';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Category, Product } from '../../domain/catalogue.js';
import type { CategoryRow, ProductPage, ProductRow } from '../../domain/panel.js';
import { addPerson, audited, type Person } from './office.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

test('categories are listed in their order, with how many products are directly in each', async () => {
  const { panel, mary } = await asManager();
  assert.equal(await mary.get<CategoryRow[]>('categories'), [
    { id: SHOP.drinks, name: 'Drinks', parentId: null, products: 1 }, { id: SHOP.coffee, name: 'Coffee', parentId: SHOP.drinks, products: 1 },
  ]);
  await panel.close();
});

test('a new category comes last', async () => {
  const { panel, mary } = await asManager();
  await mary.send('POST', 'categories', { name: 'Bakery', parentId: null });
  assert.equal((await mary.get<CategoryRow[]>('categories')).map((row) => row.name), ['Drinks', 'Coffee', 'Bakery']);
  await panel.close();
});

test('the same name may stand in two places', async () => {
  const { panel, mary } = await asManager();
  assert.is((await mary.ask('POST', 'categories', { name: 'Coffee', parentId: null })).status, 201);
  await panel.close();
});

test('the same name may not stand twice in one place, in either case', async () => {
  const { panel, mary } = await asManager();
  const { status, code } = await refusalOf(await mary.ask('POST', 'categories', { name: 'coffee', parentId: SHOP.drinks }));
  assert.equal([status, code], [409, 'name-taken']);
  await panel.close();
});

test('a category can be renamed and moved, and keeps its products', async () => {
  const { panel, mary } = await asManager();
  const row = await mary.send<CategoryRow>('PUT', `categories/${SHOP.coffee}`, { name: 'Espresso', parentId: null });
  assert.equal(row, { id: SHOP.coffee, name: 'Espresso', parentId: null, products: 1 });
  await panel.close();
});

test('a renamed category touches no product document', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  const before = (await device.manifest()).documents;
  await mary.send('PUT', `categories/${SHOP.coffee}`, { name: 'Espresso', parentId: SHOP.drinks });
  const after = (await device.manifest()).documents;
  const names = (await device.document<Category[]>(after.categories)).map((category) => category.name);
  assert.equal([after.products, names], [before.products, ['Drinks', 'Espresso']]);
  await panel.close();
});

test('what is in a deleted category moves to the one above', async () => {
  const { panel, mary } = await asManager();
  await mary.send('DELETE', `categories/${SHOP.coffee}`);
  assert.is((await mary.get<ProductRow>(`products/${SHOP.flatWhite}`)).categoryId, SHOP.drinks);
  await panel.close();
});

test('what is in a deleted category at the top is in none, and what was below it is at the top', async () => {
  const { panel, mary } = await asManager();
  await mary.send('DELETE', `categories/${SHOP.drinks}`);
  const [coffee] = await mary.get<CategoryRow[]>('categories');
  assert.equal([(await mary.get<ProductRow>(`products/${SHOP.tea}`)).categoryId, coffee?.parentId], [null, null]);
  await panel.close();
});

test('a register learns of the move with its next full sync', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  await device.manifest();
  await mary.send('DELETE', `categories/${SHOP.coffee}`);
  const { documents } = await device.manifest();
  const products = (await Promise.all(documents.products.map((hash) => device.document<Product[]>(hash)))).flat();
  assert.is(products.find((product) => product.id === SHOP.flatWhite)?.category, SHOP.drinks);
  await panel.close();
});

test('a category is not deleted when what is below it would stand beside its like', async () => {
  const { panel, mary } = await asManager();
  await mary.send('POST', 'categories', { name: 'COFFEE', parentId: null });
  const { status, code } = await refusalOf(await mary.ask('DELETE', `categories/${SHOP.drinks}`));
  assert.equal([status, code, (await mary.get<CategoryRow[]>('categories')).length], [409, 'in-use', 3]);
  await panel.close();
});

test('who deleted a category is written down', async () => {
  const { panel, mary } = await asManager();
  await mary.send('DELETE', `categories/${SHOP.coffee}`);
  assert.equal(await audited(panel, 'delete category'), [{ who: mary.id, detail: { id: SHOP.coffee, name: 'Coffee', parentId: SHOP.drinks, products: 1 } }]);
  await panel.close();
});

/** Categories each below the one before, from the top. @returns their ids */
async function column(mary: Person, levels: number, name = 'Level'): Promise<string[]> {
  const ids: string[] = [];
  for (let level = 1; level <= levels; level++) ids.push((await mary.send<CategoryRow>('POST', 'categories', { name: `${name} ${level}`, parentId: ids[ids.length - 1] ?? null })).id);
  return ids;
}

test('an eleventh level is refused, with how many there can be', async () => {
  const { panel, mary } = await asManager();
  const ids = await column(mary, 10);
  const { status, code, path, message } = await refusalOf(await mary.ask('POST', 'categories', { name: 'Level 11', parentId: ids[9] ?? '' }));
  assert.equal([status, code, path], [422, 'not-valid', 'parentId']);
  assert.match(message, /10 levels of categories at the most/);
  await panel.close();
});

test('a category is not moved to where what is below it would be too deep', async () => {
  const { panel, mary } = await asManager();
  const [deep, pair] = [await column(mary, 9), await column(mary, 2, 'Other')];
  const moved = (parentId: string | undefined) => mary.ask('PUT', `categories/${pair[0]}`, { name: 'Other 1', parentId });
  assert.equal([(await refusalOf(await moved(deep[8]))).path, (await moved(deep[7])).status], ['parentId', 200]);
  await panel.close();
});

test('a category is not put below one that is below it: no ring comes about', async () => {
  const { panel, mary } = await asManager();
  const { status, path, message } = await refusalOf(await mary.ask('PUT', `categories/${SHOP.drinks}`, { name: 'Drinks', parentId: SHOP.coffee }));
  assert.equal([status, path], [422, 'parentId']);
  assert.match(message, /cannot be below itself: nothing was saved/);
  await panel.close();
});

test('a ring of categories that a damaged database has is listed, searched and can be taken apart', async () => {
  const { panel, mary } = await asManager();
  await panel.db.updateTable('categories').set({ parent_id: SHOP.coffee }).where('id', '=', SHOP.drinks).execute();
  const { rows } = await mary.get<ProductPage>(`products?category=${SHOP.drinks}`);
  await mary.send('PUT', `categories/${SHOP.drinks}`, { name: 'Drinks', parentId: null });
  assert.equal([rows.length, (await mary.get<CategoryRow[]>('categories')).map((row) => row.parentId)], [2, [null, SHOP.drinks]]);
  await panel.close();
});

test('products are found in a category with more below it than SQLite takes values', async () => {
  const { panel, mary } = await asManager();
  const rows = JSON.stringify(Array.from({ length: 33_000 }, (_, n) => `c${n}`));
  await sql`INSERT INTO categories (id, name, parent_id, position) SELECT value, value, ${SHOP.drinks}, 9 FROM json_each(${rows})`.execute(panel.db);
  assert.is((await mary.get<ProductPage>(`products?category=${SHOP.drinks}`)).total, 2);
  await panel.close();
});

test.run();
