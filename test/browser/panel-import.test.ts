import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inPanel, rowOf, turnTo } from './panel-visit.js';

async function chooseFile(page: Page, text: string | Buffer): Promise<void> {
  await turnTo(page, 'Products');
  await page.getByRole('button', { name: 'Import products' }).click();
  await page.getByLabel('CSV file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}

const LIST = ['code,product,extra,sale_price,department', 'X-1,Rooibos,a,4.50,Tea', 'X-2,,b,3.00,Tea', 'X-3,Chai,c,free,Tea', 'COF-01,Flat white,d,5.00,Coffee'].join('\n');

test('a list is previewed with its columns understood, and taken in with a report on each refused row', () => inPanel(async ({ page }) => {
  await chooseFile(page, LIST);
  await page.getByRole('heading', { name: 'list.csv: 4 rows' }).waitFor();
  const chosen = async (name: string): Promise<string> => page.getByRole('combobox', { name, exact: true }).inputValue();
  assert.equal([await chosen('SKU'), await chosen('Name'), await chosen('Price'), await chosen('Category'), await chosen('Barcode')], ['code', 'product', 'sale_price', 'department', '']);
  await page.getByRole('button', { name: 'Import products' }).click();
  await page.getByRole('heading', { name: 'list.csv is in' }).waitFor();
  assert.equal(await page.locator('dd').allInnerTexts(), ['1', '1', '0', '2']);
  assert.equal((await rowOf(page, 'Name').locator('th, td').allInnerTexts()).slice(0, 2), ['3', 'Name']);
  assert.match(await rowOf(page, 'free').innerText(), /^4\s+Price/);
}));

test('without a column for the price nothing can be imported, and it is said why', () => inPanel(async ({ page }) => {
  await chooseFile(page, LIST);
  await page.getByRole('combobox', { name: 'Price' }).selectOption('');
  assert.is(await page.getByRole('button', { name: 'Import products' }).isDisabled(), true);
  await page.getByText('Choose a column for price first.').waitFor();
  await page.getByRole('combobox', { name: 'Price' }).selectOption('sale_price');
  assert.is(await page.getByRole('button', { name: 'Import products' }).isDisabled(), false);
}));

test('a file in another encoding is refused with what to do, and another can be chosen', () => inPanel(async ({ page }) => {
  await chooseFile(page, Buffer.from([...Buffer.from('name,price\nCr'), 0xe8, ...Buffer.from('me,1\n')]));
  assert.match(await page.getByRole('alert').innerText(), 'not in UTF-8');
  await page.getByLabel('CSV file').setInputFiles({ name: 'good.csv', mimeType: 'text/csv', buffer: Buffer.from('name,price\nCrème,1\n') });
  await page.getByRole('heading', { name: 'good.csv: 1 row' }).waitFor();
}));

test('what is exported comes back in as unchanged', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export products' }).click()]);
  const exported = await readFile(await download.path(), 'utf8');
  await chooseFile(page, exported);
  await page.getByRole('heading', { name: 'list.csv: 64 rows' }).waitFor();
  await page.getByRole('button', { name: 'Import products' }).click();
  await page.getByRole('heading', { name: 'list.csv is in' }).waitFor();
  assert.equal(await page.locator('dd').allInnerTexts(), ['0', '0', '64', '0']);
}));

test.run();
