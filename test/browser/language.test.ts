import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { language } from '../../words/ar/language.js';
import { inShop } from './fixture.js';
import { until } from './ledger.js';
import { openMenu, pairRegister, payQuickCash, putInCart, signIn, unsynchronised } from './till.js';

const { till, others } = language;
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const direction = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.dir);
/** How far from the left its middle is. */
const middle = async (page: Page, name: string): Promise<number> => {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  return (box?.x ?? 0) + (box?.width ?? 0) / 2;
};

async function chooseInSettings(page: Page, settings: string, label: string, option: string): Promise<void> {
  await page.getByRole('link', { name: settings, exact: true }).click();
  await page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
}

test('a language that is chosen in Settings is spoken at once, from its own side; the cart, the sale and the choice stay', () => inShop(async (shop, open) => {
  const { page } = await open();
  await pairRegister(page, shop);
  await signIn(page, 'Asha Nair', '1234');
  await putInCart(page, 'Flat white');
  const [left, right] = [await middle(page, 'Menu'), await middle(page, 'Pay')];
  assert.ok(left < right);

  await openMenu(page);
  await chooseInSettings(page, 'Settings', 'Language', 'العربية');
  await press(page, till.backToSale);
  await page.getByRole('list', { name: till.cart }).getByText('Flat white').waitFor();
  assert.is(await direction(page), 'rtl');
  assert.ok(await middle(page, till.menu) > await middle(page, till.pay));
  await page.reload();
  await page.getByRole('list', { name: till.cart }).getByText('Flat white').waitFor();

  await press(page, till.pay);
  await press(page, others.quickCash);
  await page.getByRole('heading', { name: others.saleComplete }).waitFor();
  // The shop's own language: its customers read it.
  const receipt = page.getByRole('region', { name: others.receipt }).locator('.receipt');
  await receipt.getByText('Served by').waitFor();
  assert.is(await receipt.getAttribute('dir'), 'ltr');
  await press(page, others.newSale);
  await press(page, till.menu);
  await page.getByRole('status', { name: others.unsynchronised }).filter({ hasText: till.unsynchronised(0) }).waitFor();

  await chooseInSettings(page, others.settings, others.language, 'English');
  await press(page, 'Back to sale');
  assert.is(await direction(page), 'ltr');
  await openMenu(page);
  await until('all sent', () => unsynchronised(page), (count) => count === 0);
  await page.getByRole('link', { name: 'Sales history' }).click();
  await page.getByRole('list', { name: 'Sales' }).getByText('T1-000001').waitFor();
  await press(page, 'Back to sale');
  await putInCart(page, 'Banana');
  assert.is((await payQuickCash(page)).receiptNumber, 'T1-000002');
}));

test.run();
