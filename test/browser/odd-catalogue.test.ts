import type { APIResponse, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { importProducts } from './command.js';
import { inShop, type TestShop } from './fixture.js';
import { ledgerOf, until } from './ledger.js';
import { becomeOwner, pairingCode } from './office.js';
import { newSale, pairRegister, payQuickCash, putInCart, signIn } from './till.js';

// A catalogue that nobody would wish for: everything of it is found, reached and sold.

const SAME = 1000;
const LONG = ['قهوة عربية ', '抹茶ラテ', 'हिन्दी चाय ', 'Ångström–Æther ', '🧁 ', '"},{"a":"\\\\'].map((part) => part.repeat(150).slice(0, 150).trim());
const ROWS = [
  'sku,name,price,category', ...Array.from({ length: SAME }, (_, n) => `SAME-${n},Same again,${n}.00,Level 5`),
  ...LONG.map((name, n) => `LONG-${n},"${name.replaceAll('"', '""')}",${n === 0 ? '99999999.99' : '0'},`),
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
  for (let level = 1; level <= 5; level++) await page.getByRole('button', { name: `Level ${level}`, exact: true }).click();
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
  await page.keyboard.press('End');
  await tile(SAME).waitFor();
  await until('the end of the turned list', () => tile(SAME).evaluate((last) => last.getBoundingClientRect().bottom <= window.innerHeight), (isSeen) => isSeen);
  await page.setViewportSize({ width: 1366, height: 768 });

  const search = page.getByRole('searchbox', { name: 'Search products' });
  for (const query of SEARCHES) {
    await search.fill(query);
    await until(`what ${query.slice(0, 9)} finds`, () => page.locator('#shelf').innerText(), (text) => (query.trim() ? /No product has|%|\\/ : /Same again/).test(text));
  }
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
  await until('both sales in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 2);
  assert.equal(complaints.slice(before), []);
}));

test.run();
