import type { Locator, Page } from 'playwright-core';
import { holdfast } from './command.js';
import { damage } from './damage.js';
import type { TestShop } from './fixture.js';
import { until } from './ledger.js';
import { closeMenu, newSale, openMenu, payCash, pairRegister, putInCart, scan, sellQuick, signIn, unsynchronised } from './till.js';

/** Called at every screen, by its name in file names: `sale-with-cart`. */
export type Look = (screen: string) => Promise<void>;

interface Tour {
  readonly page: Page;
  readonly shop: TestShop;
  readonly look: Look;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const press = (page: Page, name: string): Promise<void> => button(page, name).click();
const fill = (page: Page, name: string, text: string): Promise<void> => page.getByRole('textbox', { name, exact: true }).fill(text);

/** Sees every screen of the register once, as a day at the counter brings them: in a shop that was just made, on a browser that was just opened. */
export async function tourRegister(tour: Tour): Promise<void> {
  await setUp(tour);
  await people(tour);
  await selling(tour);
  await paying(tour);
  await items(tour);
  await shift(tour);
  await withoutPanel(tour);
  await past(tour);
  await device(tour);
}

async function setUp({ page, shop, look }: Tour): Promise<void> {
  await page.goto(`${shop.url}register/`);
  await page.getByRole('textbox', { name: 'Pairing code' }).waitFor();
  await look('set-up');
  await fill(page, 'Pairing code', 'NONE-SUCH');
  await press(page, 'Set up register');
  await page.locator('[aria-invalid=true]').waitFor();
  await look('set-up-wrong-code');
  await pairRegister(page, shop);
}

async function people({ page, look }: Tour): Promise<void> {
  await look('staff');
  await page.getByRole('list', { name: 'Staff' }).getByRole('button', { name: 'Asha Nair' }).click();
  await fill(page, 'PIN', '9');
  await press(page, 'Sign in');
  await page.locator('[aria-invalid=true]').waitFor();
  await look('pin-wrong');
  await signIn(page, 'Asha Nair', '1234');
}

async function selling({ page, look }: Tour): Promise<void> {
  await page.getByRole('list', { name: 'Products' }).getByRole('button').first().waitFor();
  await look('sale-empty');
  await page.getByRole('navigation', { name: 'Categories' }).getByRole('button').nth(1).click();
  await look('sale-category');
  await page.getByRole('searchbox', { name: 'Search products' }).fill('nothing is called so');
  await page.getByText('No product has').waitFor();
  await look('sale-nothing-found');
  await putInCart(page, 'Flat white', 'Smashed avocado', 'Sourdough loaf', 'Banana');
  await press(page, 'One more Flat white');
  await press(page, 'One less Banana');
  await button(page, 'Undo').waitFor();
  await look('sale-removed');
  await press(page, 'Undo');
  await scan(page, '9399999999999');
  await page.getByText('No product has the barcode').waitFor();
  await look('sale-unknown-barcode');
  await press(page, 'Dismiss');
  await page.getByRole('list', { name: 'Cart' }).getByText('Smashed avocado').click();
  await fill(page, 'Quantity', 'two');
  await fill(page, 'Line discount', '10');
  await press(page, 'Done');
  await look('line');
  await fill(page, 'Quantity', '2');
  await press(page, 'Done');
  await press(page, 'Discount');
  await fill(page, 'Order discount', '5');
  await look('discount');
  await press(page, 'Apply discount');
  await putInCart(page, 'Blueberry muffin', 'Cappuccino', 'Hot chocolate', 'Ham & cheese toastie', 'Leatherwood honey 400 g');
  await look('sale-long-cart');
  await page.getByRole('button', { name: 'Switch staff' }).click();
  await page.getByRole('list', { name: 'Staff' }).waitFor();
  await look('switch-staff');
  await press(page, 'Back to sale');
}

async function paying({ page, look }: Tour): Promise<void> {
  await press(page, 'Pay');
  await page.getByRole('textbox', { name: 'Cash tendered' }).waitFor();
  await look('pay-cash');
  await fill(page, 'Cash tendered', '5');
  await look('pay-too-little');
  await press(page, 'Card');
  await look('pay-card');
  await press(page, 'Split');
  await fill(page, 'Part amount', '1000');
  await press(page, 'Add card part');
  await page.locator('[aria-invalid=true]').waitFor();
  await look('pay-split-wrong');
  await fill(page, 'Part amount', '20');
  await press(page, 'Add card part');
  await page.getByRole('list', { name: 'Payments' }).getByRole('listitem').waitFor();
  await look('pay-part');
  await press(page, 'Back to sale');
  await payCash(page, '200');
  await look('complete');
  await newSale(page);
}

async function items({ page, look }: Tour): Promise<void> {
  const menu = await openMenu(page);
  await until('all sent', () => unsynchronised(page), (count) => count === 0);
  await look('menu');
  await menu.getByRole('button', { name: 'New item' }).click();
  await fill(page, 'Name', 'Ristretto');
  await fill(page, 'Price', 'a lot');
  await press(page, 'Save item');
  await page.locator('[aria-invalid=true]').waitFor();
  await look('new-item-wrong');
  await press(page, 'Back to sale');
}

async function shift({ page, look }: Tour): Promise<void> {
  await openMenu(page);
  await press(page, 'Open shift');
  await look('shift-open');
  await fill(page, 'Counted float', '200');
  await press(page, 'Open shift');
  await page.getByText('The shift is open').waitFor();
  await sellQuick(page, 'Flat white');
  await openMenu(page);
  await press(page, 'Close shift');
  await fill(page, 'Counted cash', '202.80');
  await fill(page, 'Counted card', '1');
  await look('shift-close');
  await press(page, 'Close shift');
  await page.getByRole('dialog').waitFor();
  await look('shift-compare');
  await press(page, 'Close shift now');
  await page.getByRole('heading', { name: 'Shift closed' }).waitFor();
  await look('shift-closed');
  await press(page, 'Done');
}

async function withoutPanel({ page, shop, look }: Tour): Promise<void> {
  await shop.stopPanel();
  await sellQuick(page, 'Flat white');
  await sellQuick(page, 'Croissant');
  await page.getByText('Offline.').waitFor();
  await look('sale-offline');
  await openMenu(page);
  await press(page, 'Synchronise data');
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
  await look('menu-offline');
  await press(page, 'Sign out');
  await page.getByRole('dialog').waitFor();
  await look('sign-out');
  await press(page, 'Stay');
  await openMenu(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await look('settings-unsent');
  await press(page, 'Back to sale');
  await damage(page, await newest(page, 1), '"name":"Flat white"', '"name":"Fiat white"');
  await shop.startPanel();
  await openMenu(page);
  await until('one that is refused', () => unsynchronised(page), (count) => count === 1);
  await page.getByText('1 needs attention').waitFor();
  await look('menu-attention');
}

/** Where in the journal the sale stands that so many others came after. */
function newest(page: Page, after: number): Promise<number> {
  return page.evaluate(async (at) => ((await (await fetch('api/sales')).json()) as { items: { position: number }[] }).items[at]?.position ?? 0, after);
}

async function past({ page, look }: Tour): Promise<void> {
  await page.getByRole('link', { name: 'Sales history' }).click();
  const sales = page.getByRole('list', { name: 'Sales' });
  await sales.getByText('Needs attention').waitFor();
  await look('history');
  await sales.getByRole('button', { name: 'Error' }).click();
  await button(page, 'Retry').waitFor();
  await look('history-error');
  await sales.getByText('T1-000001').click();
  await page.getByRole('region', { name: 'Sale T1-000001' }).getByText('Flat white').waitFor();
  await look('history-sale');
  await press(page, 'Back to sale');
}

async function device({ page, shop, look }: Tour): Promise<void> {
  await damage(page, await newest(page, 1), '"name":"Fiat white"', '"name":"Flat white"');
  await openMenu(page);
  await page.getByRole('link', { name: 'Sales history' }).click();
  await press(page, 'Error');
  await press(page, 'Retry');
  await button(page, 'Error').waitFor({ state: 'detached' });
  await press(page, 'Back to sale');
  await openMenu(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await until('a reset that may be', () => button(page, 'Reset application').isEnabled(), (enabled) => enabled);
  await look('settings');
  await press(page, 'Reset application');
  await page.getByRole('dialog').waitFor();
  await look('reset');
  await press(page, 'Keep it');
  await press(page, 'Back to sale');
  await holdfast(shop, 'remove-link', 'Front counter');
  await openMenu(page);
  await press(page, 'Synchronise data');
  await closeMenu(page);
  await page.getByText('Unlinked.').waitFor();
  await look('sale-unlinked');
}
