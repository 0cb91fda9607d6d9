import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../domain/file.js';
import { inShop, type TestShop } from './fixture.js';
import { ledgerOf, until } from './ledger.js';
import { closeMenu, newSale, openMenu, pairRegister, putInCart, scan, sellQuick, signIn } from './till.js';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const cartText = (page: Page): Promise<string> => page.getByRole('list', { name: 'Cart' }).innerText();
const total = async (page: Page): Promise<string> => /Pay \$([\d.,]+)/.exec(await button(page, 'Pay').innerText())?.[1] ?? '';

/** A register of the sample shop with Asha, who may edit items, at it. */
function atTheTill(work: (page: Page, shop: TestShop) => Promise<void>): () => Promise<void> {
  return () => inShop(async (shop, open) => {
    const { page } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    await work(page, shop);
  });
}

test('quantities, line and order discounts come to the cent that is paid, and a split is paid by card and rounded cash', atTheTill(async (page) => {
  await putInCart(page, 'Flat white', 'Smashed avocado', 'Penne 500 g');
  await button(page, 'One more Flat white').click();
  await button(page, 'One more Flat white').click();
  await button(page, 'One less Flat white').click();
  assert.is(await total(page), '31.29');
  await page.getByRole('list', { name: 'Cart' }).getByText('Smashed avocado').click();
  await page.getByRole('textbox', { name: 'Line discount' }).fill('10');
  await button(page, 'Done').click();
  // 9.60 + 16.65 + 3.19 = 29.44; 5 % of it is 1.47.
  await button(page, 'Discount').click();
  await page.getByRole('textbox', { name: 'Order discount' }).fill('5');
  await button(page, 'Apply discount').click();
  assert.is(await total(page), '27.97');
  await page.getByRole('list', { name: 'Cart' }).getByText('Penne 500 g').click();
  await button(page, 'Remove').click();
  // 26.25 less 1.31 = 24.94
  assert.is(await total(page), '24.94');
  await button(page, 'Pay').click();
  await button(page, 'Split').click();
  await page.getByRole('textbox', { name: 'Part amount' }).fill('10');
  await button(page, 'Add card part').click();
  // 14.94 remain: in coins 14.95.
  await button(page, 'Quick cash').click();
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  const receipt = await page.locator('body').innerText();
  for (const amount of ['24.94', '10.00', '14.95', '0.01']) assert.match(receipt, amount);
}));

test('switching staff keeps the cart, and the sale belongs to whoever completes it', atTheTill(async (page) => {
  await putInCart(page, 'Flat white');
  await page.getByRole('button', { name: 'Switch staff' }).click();
  await page.getByRole('list', { name: 'Staff' }).getByRole('button', { name: 'Ben Cole' }).click();
  await page.getByRole('textbox', { name: 'PIN' }).fill('2580');
  await button(page, 'Sign in').click();
  assert.match(await cartText(page), /Flat white/);
  await button(page, 'Pay').click();
  await button(page, 'Quick cash').click();
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  assert.match(await page.locator('body').innerText(), /Ben Cole/);
}));

test('a reload keeps the person and the cart; a double tap on Complete sale makes one sale', atTheTill(async (page, shop) => {
  await putInCart(page, 'Flat white');
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
  assert.match(await cartText(page), /Flat white/);
  await button(page, 'Pay').click();
  await button(page, 'Card').click();
  await button(page, 'Complete sale').dblclick();
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  await newSale(page);
  await sellQuick(page, 'Long black');
  await until('both in the ledger', () => ledgerOf(shop), (receipts) => receipts.length >= 2);
  assert.equal(await ledgerOf(shop), ['T1-000001', 'T1-000002']);
}));

test('a page whose second script does not come loads itself again, but not over an open cart', () => inShop(async (shop, open) => {
  const { page } = await open();
  await page.clock.install();
  await page.route('**/others-*.js', (route) => route.abort());
  await page.goto(`${shop.url}register/`);
  await page.getByRole('heading', { name: 'The register cannot run here' }).waitFor();
  await page.unroute('**/others-*.js');
  await page.clock.fastForward(31_000);
  await page.getByRole('textbox', { name: 'Pairing code' }).waitFor();
  await pairRegister(page, shop);
  await signIn(page, 'Asha Nair', '1234');
  await putInCart(page, 'Flat white');
  // Lost from the kept shell, and no network to have it from.
  await page.evaluate(async () => {
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) if (/others-/.test(request.url)) await (await caches.open(name)).delete(request);
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await page.context().setOffline(true);
  await page.reload();
  await button(page, 'Pay').click();
  await page.getByText('A part of the register').waitFor();
  await page.goBack();
  await page.evaluate(() => { document.title = 'the same page'; });
  await page.context().setOffline(false);
  await page.clock.fastForward(31_000);
  assert.match(await cartText(page), /Flat white/);
  assert.is(await page.title(), 'the same page');
  await button(page, 'Clear cart').click();
  await page.clock.fastForward(31_000);
  await page.waitForFunction(() => document.title !== 'the same page');
  await sellQuick(page, 'Long black');
  await until('it in the ledger', () => ledgerOf(shop), (receipts) => receipts.length >= 1);
}));

test('a barcode is sold wherever the focus is, and an unknown one leaves the cart as it is and says so', atTheTill(async (page) => {
  await putInCart(page, 'Flat white');
  await button(page, 'Discount').focus();
  await scan(page, '9399999999999');
  await page.getByText(/9399999999999/).first().waitFor();
  assert.is(await page.getByRole('list', { name: 'Cart' }).getByRole('listitem').count(), 1);
  assert.is(await page.getByRole('dialog').count(), 0, 'the Enter of the scanner pressed no button');
}));

test('a barcode is never an amount: scanned at the payment, into a quantity or a half-typed search, it pays and changes nothing', atTheTill(async (page) => {
  await putInCart(page, 'Flat white');
  await page.getByRole('list', { name: 'Cart' }).getByText('Flat white').click();
  await page.getByRole('textbox', { name: 'Quantity' }).focus();
  await scan(page, '96385074');
  assert.match(await cartText(page), /4\.80/);
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search products' }).fill('cr');
  await scan(page, '9399999999999');
  await page.getByText(/No product has the barcode 9399999999999/).waitFor();
  assert.is(await page.getByRole('searchbox', { name: 'Search products' }).inputValue(), 'cr');
  await page.getByRole('searchbox', { name: 'Search products' }).fill('');
  await button(page, 'Pay').click();
  await button(page, 'Cash').click();
  await page.getByRole('textbox', { name: 'Cash tendered' }).fill('20');
  await scan(page, '96385074');
  await page.getByText(/Go back to the sale to scan/).waitFor();
  assert.is(await page.getByRole('textbox', { name: 'Cash tendered' }).inputValue(), '20');
  assert.is(await page.getByRole('heading', { name: 'Sale complete' }).count(), 0);
  await page.getByRole('textbox', { name: 'Cash tendered' }).fill('20,00');
  assert.is(await button(page, 'Complete sale').isDisabled(), true, 'a decimal comma is not read as something else');
}));

test('a paid part keeps its cart, and a discount goes with the last line', atTheTill(async (page) => {
  await putInCart(page, 'Flat white');
  await button(page, 'Discount').click();
  await page.getByRole('textbox', { name: 'Order discount' }).fill('50');
  await button(page, 'Apply discount').click();
  assert.is(await total(page), '2.40');
  await button(page, 'One less Flat white').click();
  await putInCart(page, 'Flat white');
  assert.is(await total(page), '4.80');
  await button(page, 'Pay').click();
  await button(page, 'Split').click();
  await page.getByRole('textbox', { name: 'Part amount' }).fill('3');
  await button(page, 'Add card part').click();
  await button(page, 'Back to sale').click();
  await button(page, 'One less Flat white').click();
  await page.getByText(/is paid already/).waitFor();
  assert.match(await cartText(page), /Flat white/);
}));

test('an item is made and edited at the register by who may, and is there at once; another register gets it with its next sync', atTheTill(async (page) => {
  const menu = await openMenu(page);
  await menu.getByRole('button', { name: 'New item' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Flat white');
  await page.getByRole('textbox', { name: 'SKU' }).fill('NEW-9');
  await page.getByRole('textbox', { name: 'Price' }).fill('a lot');
  await button(page, 'Save item').click();
  await page.getByText('Enter a price').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ristretto grande');
  await page.getByRole('textbox', { name: 'Price' }).fill('4.40');
  await button(page, 'Save item').click();
  await putInCart(page, 'Ristretto grande');
  assert.is(await total(page), '4.40');
  await page.getByRole('list', { name: 'Cart' }).getByText('Ristretto grande').click();
  await button(page, 'Edit item').click();
  await page.getByRole('textbox', { name: 'Price' }).fill('4.60');
  await button(page, 'Save item').click();
  await page.getByRole('searchbox', { name: 'Search products' }).fill('Ristretto grande');
  await page.getByRole('list', { name: 'Products' }).getByText('$4.60').waitFor();
}));

test('offline, the control panel and the items are shown, disabled, with the reason, and return by themselves', atTheTill(async (page, shop) => {
  await shop.stopPanel();
  await page.context().setOffline(true);
  await page.getByText('Offline.').waitFor();
  const menu = await openMenu(page);
  assert.is(await menu.getByRole('button', { name: 'New item' }).isDisabled(), true);
  const link = menu.getByRole('link', { name: 'Control panel' });
  assert.equal([await link.getAttribute('aria-disabled'), await link.getAttribute('href')], ['true', null]);
  assert.match(await menu.innerText(), /Waits for the connection/);
  const before = await menu.getByRole('status', { name: 'Last full sync' }).innerText();
  await menu.getByRole('button', { name: 'Synchronise data' }).click();
  await menu.getByRole('alert').filter({ hasText: /connection/ }).waitFor();
  assert.is(await menu.getByRole('status', { name: 'Last full sync' }).innerText(), before);
  await closeMenu(page);
  await shop.startPanel();
  await page.context().setOffline(false);
  await page.getByText('Offline.').waitFor({ state: 'hidden' });
  const again = await openMenu(page);
  await until('the link to the panel', () => again.getByRole('link', { name: 'Control panel' }).getAttribute('href'), (href) => href === '/panel/');
}));

test('a shop without a network saves its sales to a file; once somebody has seen it there, they can sign out; a later sale is unsaved again', atTheTill(async (page, shop) => {
  await page.evaluate(() => { Object.assign(window, { showSaveFilePicker: undefined }); });
  await shop.stopPanel();
  await sellQuick(page, 'Flat white');
  await sellQuick(page, 'Croissant');
  await openMenu(page);
  await button(page, 'Sign out').click();
  await page.getByRole('dialog', { name: 'Not signed out yet' }).getByText('T1-000001 to T1-000002').waitFor();
  const save = async (answer: string): Promise<Download> => {
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save unsynchronised sales').click()]);
    await button(page, answer).click();
    return download;
  };
  await save('No');
  await page.getByText('Nothing counts as saved').waitFor();
  const download = await save('Yes, it is there');
  await page.getByRole('dialog', { name: 'Sign out?' }).getByText(download.suggestedFilename()).waitFor();
  assert.match(download.suggestedFilename(), /^Front counter T1 \d{4}-\d\d-\d\d \d{4}\.holdfast\.jsonl$/);
  assert.equal([...readFile(readFileSync(await download.path(), 'utf8').split('\n'))].map((part) => part.kind === 'sale' ? part.sealed.seq : part.kind), ['head', 1, 2]);
  await button(page, 'Sign out now').click();
  await signIn(page, 'Asha Nair', '1234');
  await sellQuick(page, 'Flat white');
  await openMenu(page);
  await button(page, 'Sign out').click();
  await page.getByText('1 sale is neither sent nor saved to a file: T1-000003. 2 others are not sent, but saved.').waitFor();
}));

test('sign-out and reset wait for the last sale; then reset frees the register and clears what is the register’s, and only that', atTheTill(async (page, shop) => {
  await page.evaluate(() => new Promise<void>((resolve) => {
    localStorage.setItem('somebody-else', 'stays');
    const request = indexedDB.open('somebody-else');
    request.onsuccess = () => { request.result.close(); resolve(); };
  }));
  await shop.stopPanel();
  await sellQuick(page, 'Flat white');
  await openMenu(page);
  await button(page, 'Sign out').click();
  const no = page.getByRole('dialog', { name: 'Not signed out yet' });
  await no.getByText('1 sale is neither sent nor saved to a file: T1-000001.').waitFor();
  await button(page, 'Close').click();
  await openMenu(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  assert.is(await button(page, 'Reset application').isDisabled(), true);
  const refused = await page.evaluate(async () => (await fetch('api/reset', { method: 'POST' })).status);
  assert.is(refused, 409);
  await shop.startPanel();
  await until('the button’s release', () => button(page, 'Reset application').isEnabled(), (enabled) => enabled);
  await button(page, 'Reset application').click();
  await Promise.all([page.waitForEvent('load'), button(page, 'Reset now').click()]);
  await page.getByRole('textbox', { name: 'Pairing code' }).waitFor();
  assert.equal(await ledgerOf(shop), ['T1-000001']);
  const left = await page.evaluate(async () => ({ databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(), other: localStorage.getItem('somebody-else') }));
  assert.ok(left.databases.includes('somebody-else') && left.other === 'stays');
  assert.equal(left.caches.filter((name) => !name.includes('-shell-')), []);
  const { link } = await page.evaluate(async () => (await fetch('api/status')).json() as Promise<{ link: string }>);
  assert.is(link, 'none');
}));

test.run();
