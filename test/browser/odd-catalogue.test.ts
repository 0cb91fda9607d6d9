import type { APIResponse, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { importProducts } from './command.js';
import { inShop, type TestShop } from './fixture.js';
import { choose } from './language.js';
import { ledgerOf, until } from './ledger.js';
import { becomeOwner, pairingCode } from './office.js';
import { closeMenu, newSale, openMenu, pairRegister, payQuickCash, putInCart, signIn } from './till.js';

// A catalogue that nobody would wish for: everything of it is found, reached and sold.

const SAME = 1000;
const LONG = ['قهوة عربية ', '抹茶ラテ', 'हिन्दी चाय ', 'Ångström–Æther ', '🧁 ', '"},{"a":"\\\\'].map((part) => part.repeat(150).slice(0, 150).trim());
/** More beside each other than a row has. */
const AISLES = ['ممر '.repeat(50).trim(), 'w'.repeat(200), ...Array.from({ length: 60 }, (_, n) => `Aisle ${n}`)];
const ROWS = [
  'sku,name,price,category', ...Array.from({ length: SAME }, (_, n) => `SAME-${n},Same again,${n}.00,Level 5`),
  ...AISLES.map((name, n) => `AISLE-${n},Found in ${n},1.00,${name}`), ...LONG.map((name, n) => `LONG-${n},"${name.replaceAll('"', '""')}",${n === 0 ? '99999999.99' : '0'},`),
].join('\n');
const SEARCHES = ['x'.repeat(500), '   ', '.*', '[a-z]+(', '\\', '^$', '(?<!', '%', '\t'];

/** Puts the category that the import made below four others. */
async function nest({ request }: Page, { url }: TestShop): Promise<void> {
  const address = `${url}panel/api/categories`;
  const deepest = (await (await request.get(address)).json() as { id: string; name: string }[]).find(({ name }) => name === 'Level 5');
  let parentId: string | null = null;
  for (let level = 1; level <= 5; level++) {
    const data = { name: `Level ${level}`, parentId };
    const answer: APIResponse = level < 5 ? await request.post(address, { data }) : await request.put(`${address}/${deepest?.id}`, { data });
    assert.ok(answer.ok(), await answer.text());
    if (level < 5) parentId = (await answer.json() as { id: string }).id;
  }
}

/** The category that is looked at goes with a full sync: all products are there again, and a way on. */
async function losesItsCategory(page: Page, { url }: TestShop): Promise<void> {
  const key = (name: string) => page.getByRole('navigation', { name: 'Categories' }).getByRole('button', { name, exact: true });
  await key('Aisle 3').click();
  const address = `${url}panel/api/categories`;
  const gone = (await (await page.request.get(address)).json() as { id: string; name: string }[]).find(({ name }) => name === 'Aisle 3');
  assert.ok((await page.request.delete(`${address}/${gone?.id}`)).ok());
  await (await openMenu(page)).getByRole('button', { name: 'Synchronise data' }).click();
  await key('Aisle 3').waitFor({ state: 'detached' });
  await closeMenu(page);
  assert.is(await key('All').getAttribute('aria-pressed'), 'true');
  await page.getByRole('list', { name: 'Products' }).waitFor();
}

/** All that leads back is on the screen, in three rows at the most, and no name is wider than that. */
async function waysAreInSight(page: Page): Promise<void> {
  for (const size of [{ width: 1024, height: 600 }, { width: 768, height: 1024 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size);
    const ways = page.getByRole('navigation', { name: 'Categories' }).locator('[aria-pressed=true], [value=""], :text-is("All")').and(page.getByRole('button'));
    const boxes = await ways.evaluateAll((keys) => keys.map((key) => ({ name: key.textContent, ...key.getBoundingClientRect().toJSON() as { left: number; right: number; bottom: number } })));
    assert.equal(boxes.map(({ name }) => name), ['All', 'Level 1', 'Level 2', 'Level 3', 'Level 4', 'Level 5']);
    assert.ok(boxes.every(({ left, right, bottom }) => left >= 0 && right <= size.width && bottom < 64 + 200), JSON.stringify(boxes));
  }
}

test('a thousand products of one name, names of 150 signs in any script, prices of nothing and of a hundred million, categories five deep: all are reached and sold', () => inShop(async (shop, open) => {
  const { page, complaints } = await open();
  await becomeOwner(page, shop);
  await importProducts(shop, ROWS, 'sku=sku,name=name,price=price,category=category');
  await nest(page, shop);
  const code = await pairingCode(page);
  const before = complaints.length;
  await pairRegister(page, shop, code);
  await signIn(page, 'Asha Nair', '1234');
  const products = page.getByRole('list', { name: 'Products' });

  // Down to the last of a long list, and back by keyboard: only some of the tiles are there at a time.
  // The last of the first level is not in the row: it is searched for in the list of them all.
  const categories = page.getByRole('navigation', { name: 'Categories' });
  await categories.getByRole('button', { name: /^Categories \(\d+\)$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Categories' });
  await dialog.getByRole('textbox', { name: 'Part of the name' }).fill('LEVEL');
  await dialog.getByRole('button', { name: 'Level 1', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  for (let level = 2; level <= 5; level++) await categories.getByRole('button', { name: `Level ${level}`, exact: true }).click();
  await waysAreInSight(page);
  const tile = (at: number) => products.locator(`li[aria-posinset="${at}"]`);
  await tile(1).waitFor();
  assert.is(await tile(1).getAttribute('aria-setsize'), String(SAME));
  await page.locator('#shelf').evaluate((shelf) => shelf.scrollTo(0, shelf.scrollHeight));
  await tile(SAME).waitFor();
  const inView = await tile(SAME).evaluate((last) => last.getBoundingClientRect().bottom <= window.innerHeight);
  assert.ok(inView, 'the end of the list is the end of the shelf');
  assert.ok(await products.getByRole('listitem').count() < 300);
  await tile(SAME).getByRole('button').click();
  await tile(SAME).getByRole('button').focus();
  for (let presses = 0; presses < 150; presses++) await page.keyboard.press('Shift+Tab');
  assert.is(await page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset')), String(SAME - 150));
  await page.keyboard.press('Enter');
  // The tile that has the focus goes when the list is scrolled far away: the keys scroll on, also on a screen that is turned meanwhile.
  await page.keyboard.press('Home');
  await tile(1).waitFor();
  await tile(SAME - 150).waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 768, height: 1024 });
  // Pressed while the turned screen is still being laid out, it goes to where the end was.
  await until('the last tile', async () => { await page.keyboard.press('End'); return tile(SAME).count(); }, (count) => count === 1);
  await until('the end of the turned list', () => tile(SAME).evaluate((last) => last.getBoundingClientRect().bottom <= window.innerHeight), (isSeen) => isSeen);
  await page.setViewportSize({ width: 1366, height: 768 });

  const search = page.getByRole('searchbox', { name: 'Search products' });
  for (const query of SEARCHES) {
    await search.fill(query);
    await until(`what ${query.slice(0, 9)} finds`, () => page.locator('#shelf').innerText(), (text) => (query.trim() ? /No product has|%|\\/ : /Same again/).test(text));
  }
  // From the right: the register in Arabic, and what is typed and found.
  await choose(page, 'ar');
  const typing = page.getByRole('searchbox');
  await typing.fill('عَرَبِيَّة قهوة');
  await page.locator('li[aria-posinset="1"]').getByText(LONG[0] ?? '').waitFor();
  await typing.fill('שלום');
  await page.getByText('لا يوجد منتج').waitFor();
  await typing.fill('');
  await choose(page, 'en');
  const [dearest = '', ...others] = LONG;
  await putInCart(page, ...others);
  assert.is(await page.getByRole('list', { name: 'Cart' }).getByRole('listitem').count(), LONG.length + 1);
  await payQuickCash(page);
  await newSale(page);
  // More than that no sale holds: coins round it down.
  await putInCart(page, dearest);
  await page.getByRole('button', { name: 'Pay', exact: true }).getByText('$99,999,999.99').waitFor();
  await payQuickCash(page);
  await newSale(page);
  await losesItsCategory(page, shop);
  await until('both sales in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 2);
  assert.equal(complaints.slice(before), []);
}));

test.run();
