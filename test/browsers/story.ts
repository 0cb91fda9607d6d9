import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openShop, type TestShop } from '../browser/fixture.js';
import { ledgerOf, until } from '../browser/ledger.js';
import { OWNER } from '../browser/office.js';
import { openNetwork } from './network.js';
import { visit, type Visitor } from './visitor.js';
import type { Launcher, Size } from './wire.js';

const WINDOW: Size = { width: 1366, height: 768 };

const SEARCH = ['searchbox', 'Search products'] as const;
const STAFF = ['list', 'Staff'] as const;

/**
 * What a shop does with a register, in one browser: set up, sell, lose the network, sell on through a stopped worker, a
 * reload and the browser's end, get the network back. Then each sale is in the panel's ledger once, and the owner sees it.
 */
export async function tellStory(launcher: Launcher): Promise<void> {
  await inBrowser(launcher, story);
}

/** uvu's `test`, or `test.skip` and a line that says why where the browser is not to be had. */
export function whereThereIs(launcher: Launcher): (name: string, work: () => Promise<void>) => void {
  if (!('whyNot' in launcher)) return test;
  console.log(`note: skipped. ${launcher.whyNot}`);
  return test.skip;
}

/** Opens a shop and a browser, lets the test work with them, and closes both. */
export async function inBrowser(launcher: Launcher, work: (shop: TestShop, visitor: Visitor) => Promise<void>): Promise<void> {
  if ('whyNot' in launcher) throw new Error(launcher.whyNot);
  const shop = await openShop();
  try {
    const wire = await launcher.launch(WINDOW);
    await visit(wire).then((visitor) => work(shop, visitor)).finally(() => wire.close());
    console.log(`note: ${wire.version}`);
  } catch (error) {
    console.log(`--- the panel said\n${shop.output().slice(-3000)}`);
    throw error;
  } finally {
    await shop.close();
  }
}

async function story(shop: TestShop, visitor: Visitor): Promise<void> {
  const network = await openNetwork(shop.url);
  const { wire } = visitor;
  const register = `${network.url}register/`;
  await wire.open(register);
  await setUp(visitor, shop.pairingCode);
  await signIn(visitor, 'Asha Nair', '1234');
  // 4.80 + 0.87 = 5.67: in coins 5.65, and 4.35 back on a ten.
  const sold = [await sellForCash(visitor, ['Flat white', 'Banana'], '10', '$4.35')];
  await until('the first sale in the ledger', () => ledgerOf(shop), (receipts) => receipts.length > 0);

  await network.cut();
  for (const product of ['Flat white', 'Sourdough loaf']) sold.push(await sellQuick(visitor, product));
  await wire.stopWorker?.();
  sold.push(await sellQuick(visitor, 'Long black'));
  await unsynchronised(visitor, 3);
  await wire.open(register);
  sold.push(await sellQuick(visitor, 'Banana'));
  await wire.relaunch();
  await wire.open(register);
  await signIn(visitor, 'Ben Cole', '2580');
  sold.push(await sellQuick(visitor, 'Flat white'));
  await unsynchronised(visitor, 5);
  assert.equal(sold, [1, 2, 3, 4, 5, 6].map((number) => `T1-00000${number}`));

  await network.mend();
  sold.push(await sellQuick(visitor, 'Flat white'));
  await unsynchronised(visitor, 0);
  assert.equal(await ledgerOf(shop), sold);
  await seeInPanel(visitor, shop, network.url, sold);
  await network.cut();
}

async function setUp(visitor: Visitor, code: string): Promise<void> {
  await visitor.see(['textbox', 'Pairing code']);
  await visitor.look('set-up');
  await visitor.fill(code, ['textbox', 'Pairing code']);
  assert.not.match(await visitor.words(), /private or guest window/);
  await visitor.tap(['button', 'Set up register']);
  await visitor.see(STAFF);
}

async function signIn(visitor: Visitor, name: string, pin: string): Promise<void> {
  await visitor.tap(STAFF, ['button', name]);
  await visitor.fill(pin, ['textbox', 'PIN']);
  await visitor.look('sign-in');
  await visitor.tap(['button', 'Sign in']);
  await visitor.see(SEARCH);
}

async function putInCart(visitor: Visitor, products: readonly string[]): Promise<void> {
  for (const product of products) {
    await visitor.fill(product, SEARCH);
    // Not where its tile was before the search.
    await visitor.wait(`only ${product}`, (texts) => texts.length > 0 && texts.every((text) => text.includes(product)), ['list', 'Products'], ['button']);
    await visitor.tap(['list', 'Products'], ['button', product]);
  }
}

async function sellQuick(visitor: Visitor, product: string): Promise<string> {
  await putInCart(visitor, [product]);
  await visitor.tap(['button', 'Pay']);
  await visitor.tap(['button', 'Quick cash']);
  return ended(visitor);
}

async function sellForCash(visitor: Visitor, products: readonly string[], tendered: string, change: string): Promise<string> {
  await visitor.see(['list', 'Products'], ['button']);
  await visitor.look('sale');
  await putInCart(visitor, products);
  await visitor.look('cart');
  await visitor.tap(['button', 'Pay']);
  await visitor.tap(['button', 'Cash']);
  await visitor.fill(tendered, ['textbox', 'Cash tendered']);
  await visitor.look('payment');
  await visitor.tap(['button', 'Complete sale']);
  await visitor.see(['heading', 'Sale complete']);
  assert.equal(await visitor.see(['status', 'Change']), [change]);
  await visitor.look('complete');
  return ended(visitor);
}

/** @returns the receipt number */
async function ended(visitor: Visitor): Promise<string> {
  await visitor.see(['heading', 'Sale complete']);
  const number = /T\d+-\d{6}/.exec(await visitor.words())?.[0] ?? '';
  await visitor.tap(['button', 'New sale']);
  await visitor.see(SEARCH);
  return number;
}

/** Waits until the menu counts that many. */
async function unsynchronised(visitor: Visitor, count: number): Promise<void> {
  await visitor.tap(['button', 'Menu']);
  await visitor.wait(`${count} unsynchronised`, ([said = '']) => Number.parseInt(said, 10) === count || (count === 0 && /^No\b/.test(said)), ['status', 'Unsynchronised sales']);
  await visitor.look(`menu ${count}`);
  await visitor.tap(['button', 'Close menu']);
}

async function seeInPanel(visitor: Visitor, shop: TestShop, url: string, sold: readonly string[]): Promise<void> {
  await visitor.wire.open(shop.ownerLink.replace(shop.url, url));
  await visitor.fill(OWNER.name, ['textbox', 'Your name']);
  await visitor.fill(OWNER.email, ['textbox', 'E-mail']);
  await visitor.fill(OWNER.password, ['textbox', 'Password']);
  await visitor.tap(['button', 'Create owner']);
  await visitor.tap(['link', 'Sales']);
  await visitor.wait('all sales on the panel’s page', (rows) => sold.every((number) => rows.filter((row) => row.includes(number)).length === 1), ['row']);
  await visitor.look('panel');
}
