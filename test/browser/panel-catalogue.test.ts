import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { importProducts } from './command.js';
import { inPanel, rowOf, turnTo, wrongAt } from './panel-visit.js';

/** One red dot. */
const PICTURE = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64') };

test('a new product is found by its name, in its category, with its picture', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByRole('button', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Crème caramel');
  await page.getByRole('textbox', { name: 'Price' }).fill('6.50');
  await page.getByRole('textbox', { name: 'SKU' }).fill('DES-01');
  await page.getByRole('textbox', { name: 'Barcodes' }).fill('9300000000017\n9300000000024');
  await page.getByRole('combobox', { name: 'Category' }).selectOption({ label: 'Cakes' });
  await page.getByLabel('Picture').setInputFiles(PICTURE);
  await page.getByRole('button', { name: 'Save product' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('searchbox', { name: 'Search products' }).fill('creme');
  await page.getByText('1 product', { exact: true }).waitFor();
  const row = rowOf(page, 'Crème caramel');
  assert.equal((await row.locator('th, td').allInnerTexts()).slice(1), ['Crème caramel', 'DES-01', 'Cakes', '9300000000017 and 1 more', '$6.50']);
  assert.is(await row.locator('img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)), 1);
}));

test('a changed price is there, and Back returns to the list as it was', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByRole('combobox', { name: 'Category' }).selectOption({ label: 'Coffee' });
  await page.getByText('7 products').waitFor();
  await page.getByRole('link', { name: 'Flat white' }).click();
  await page.getByRole('textbox', { name: 'Price' }).fill('5.20');
  await page.getByRole('button', { name: 'Save product' }).click();
  await rowOf(page, 'Flat white').getByRole('cell', { name: '$5.20' }).waitFor();
  await page.getByText('7 products').waitFor();
}));

test('a SKU that is taken is said at its field, and nothing that was typed is lost', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByRole('button', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Another one');
  await page.getByRole('textbox', { name: 'Price' }).fill('1');
  await page.getByRole('textbox', { name: 'SKU' }).fill('COF-01');
  await page.getByRole('button', { name: 'Save product' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
  assert.match(await wrongAt(page, 'SKU'), 'COF-01');
  assert.is(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Another one');
}));

test('Escape asks before it throws away what was typed', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByRole('button', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Half a product');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Go on editing' }).click();
  assert.is(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Half a product');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}));

test('a product is deleted after it was asked once', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByText('of 64 products').waitFor();
  await page.getByRole('link', { name: 'Almond croissant' }).click();
  await page.getByRole('button', { name: 'Delete product' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete product' }).click();
  await page.getByRole('dialog', { name: 'Delete Almond croissant?' }).getByRole('button', { name: 'Delete product' }).click();
  await page.getByText('of 63 products').waitFor();
  await rowOf(page, 'Anzac biscuit').waitFor();
  assert.is(await rowOf(page, 'Almond croissant').count(), 0);
}));

test('the pages of a long list lead on and back', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Products');
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByText('51–64 of 64 products').waitFor();
  assert.is(await page.getByRole('row').count(), 15);
  await page.getByRole('link', { name: 'Previous page' }).click();
  await page.getByText('1–50 of 64 products').waitFor();
}));

test('a category is made below another, renamed, moved to the top and deleted', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Categories');
  await page.getByRole('link', { name: 'Add below Bakery' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Buns');
  assert.is(await page.getByRole('combobox', { name: 'Inside' }).locator('option:checked').innerText(), 'Bakery');
  await page.getByRole('button', { name: 'Save category' }).click();
  await page.getByRole('link', { name: 'Buns', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Rolls');
  await page.getByRole('combobox', { name: 'Inside' }).selectOption('');
  await page.getByRole('button', { name: 'Save category' }).click();
  await page.getByRole('button', { name: 'Delete Rolls' }).click();
  await page.getByRole('button', { name: 'Delete category' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await rowOf(page, 'Bakery').waitFor();
  assert.is(await rowOf(page, 'Rolls').count(), 0);
}));

test('of more categories than anybody reads a page is shown, the others are on the next or searched for, and a long name leaves the rest in sight', () => inPanel(async ({ page, shop }) => {
  await importProducts(shop, ['name,price,category', `First,1,${'w'.repeat(200)}`, ...Array.from({ length: 250 }, (_, n) => `Item ${n},1,Shelf ${n} > Böx ${n}`)].join('\n'), 'name=name,price=price,category=category');
  await turnTo(page, 'Categories');
  await rowOf(page, 'w'.repeat(200)).waitFor();
  assert.is(await page.locator('tbody tr').count(), 200);
  assert.ok(await page.getByRole('region', { name: 'List of categories' }).evaluate((box) => box.scrollWidth <= box.clientWidth));
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByText('201–400 of').waitFor();
  await page.getByRole('searchbox', { name: 'Search categories' }).fill('box 249');
  await page.getByText('1 category', { exact: true }).waitFor();
  await rowOf(page, 'Böx 249').getByText('in Shelf 249').waitFor();
  await page.getByRole('link', { name: 'Böx 249', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bin 249');
  await page.getByRole('button', { name: 'Save category' }).click();
  // What was searched for stands, and nothing is called so any longer.
  await page.getByRole('heading', { name: 'No category matches' }).waitFor();
}));

test.run();
