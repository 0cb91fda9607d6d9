import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inShop } from './fixture.js';
import { newSale, openMenu, pairRegister, payCash, putInCart, scan, signIn } from './till.js';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const cart = (page: Page) => page.getByRole('list', { name: 'Cart' }).getByRole('listitem');

// ---- by keyboard alone

/** Longer between two keys than a scanner takes, in ms: so it stays a person's however quick this machine is. */
const PERSON = { delay: 60 };
const press = (page: Page, key: string): Promise<void> => page.keyboard.press(key, PERSON);

interface Focus {
  readonly name: string;
  readonly isShown: boolean;
}

/** Where the keys go, and whether one sees it. */
function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const at = document.activeElement ?? document.body;
    const rings = [at, at.closest('.entry, .search') ?? at].map((element) => getComputedStyle(element));
    return { name: at.getAttribute('aria-label') ?? (at.id || (at.textContent ?? '').trim().replace(/\s+/g, ' ')), isShown: rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) };
  });
}

/** Tabs on to a control. Throws when it does not come, or when the focus cannot be seen on the way. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let keys = 0; keys < 30; keys++) {
    await press(page, 'Tab');
    const at = await focus(page);
    if (at.name && !at.isShown) throw new Error(`the focus is not to be seen on ${at.name}`);
    if (name.test(at.name)) return;
  }
  throw new Error(`no ${String(name)} comes by Tab`);
}

const isAt = async (page: Page, name: RegExp): Promise<void> => {
  const at = await focus(page);
  assert.match(at.name, name);
  assert.ok(at.isShown, at.name);
};

test('from the staff list to the next sale by keyboard alone, by Tab or by the keys of a till, and the focus is always to be seen', () => inShop(async (shop, open) => {
  const { page } = await open();
  await pairRegister(page, shop);
  await tabTo(page, /^Asha Nair$/);
  await press(page, 'Enter');
  await page.getByRole('textbox', { name: 'PIN' }).waitFor();
  await isAt(page, /^pin$/);
  await page.keyboard.type('1234', PERSON);
  await press(page, 'Enter');
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();

  await tabTo(page, /^Search products$/);
  await page.keyboard.type('flat white', PERSON);
  await press(page, 'Enter');
  await cart(page).getByText('Flat white').waitFor();
  await press(page, 'F4');
  await isAt(page, /^Change Flat white/);
  await tabTo(page, /^One more Flat white$/);
  await press(page, 'Enter');
  await tabTo(page, /^Discount$/);
  await press(page, 'Enter');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isAt(page, /^Discount$/);
  await tabTo(page, /^Pay \$9\.60$/);
  await press(page, 'Enter');
  await page.getByRole('textbox', { name: 'Cash tendered' }).waitFor();
  await page.keyboard.type('20', PERSON);
  await press(page, 'Enter');
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  assert.is(await page.getByRole('status', { name: 'Change' }).innerText(), '$10.40');
  await isAt(page, /^New sale$/);
  await press(page, 'Enter');

  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
  await press(page, 'F2');
  await isAt(page, /^Search products$/);
  await page.keyboard.type('croissant', PERSON);
  await tabTo(page, /^Croissant/);
  await press(page, 'Enter');
  await cart(page).getByText('Croissant').waitFor();
  await press(page, 'F9');
  await page.getByRole('textbox', { name: 'Cash tendered' }).waitFor();
  await page.keyboard.type('10', PERSON);
  await press(page, 'F9');
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  await press(page, 'F9');
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
}));

// ---- the device

/** What the page has asked of the device: locks on the screen's sleep that it holds, and the pitches of its tones. */
interface Asked {
  held: { release(): Promise<void> }[];
  readonly tones: number[];
}
type Window = { readonly asked: Asked };

/** Runs in the page before its own scripts: writes down what the browser is asked, and lets it answer itself. */
function listen(): void {
  const asked: Asked = { held: [], tones: [] };
  Object.assign(window, { asked });
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (this: WakeLock, type) {
    const lock = await request.call(this, type);
    asked.held.push(lock);
    lock.addEventListener('release', () => { asked.held = asked.held.filter((one) => one !== lock); });
    return lock;
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when) {
    asked.tones.push(this.frequency.value);
    start.call(this, when);
  };
}

const holds = (page: Page, locks: number): Promise<unknown> => page.waitForFunction((count) => (window as unknown as Window).asked.held.length === count, locks);
const tones = (page: Page, count: number): Promise<unknown> => page.waitForFunction((wanted) => (window as unknown as Window).asked.tones.length === wanted, count);

async function settings(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Screen and sounds' }).waitFor();
}

test('the register installs, keeps the screen lit, sounds and looks as Settings say, and is steady under a finger and a keyboard on the screen', () => inShop(async (shop, open) => {
  const { page, context } = await open({ viewport: { width: 1024, height: 600 } });
  await context.addInitScript(listen);
  await pairRegister(page, shop);
  const session = await context.newCDPSession(page);
  assert.equal((await session.send('Page.getAppManifest')).errors, []);
  assert.equal((await session.send('Page.getInstallabilityErrors')).installabilityErrors, []);
  await holds(page, 0);
  await signIn(page, 'Asha Nair', '1234');

  await holds(page, 1);
  // As the browser does it when another window hides the page, and shows it again.
  await page.evaluate(() => (window as unknown as Window).asked.held[0]?.release());
  await holds(page, 0);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await holds(page, 1);

  await scan(page, '9399999000513');
  await cart(page).getByText('Baby spinach').waitFor();
  await tones(page, 1);
  await scan(page, '9399999999999');
  await tones(page, 2);
  const [taken = 0, refused = 0] = await page.evaluate(() => (window as unknown as Window).asked.tones);
  assert.ok(taken > 2 * refused, 'one tells them apart');

  const steady = await page.evaluate(() => {
    const refused = ['.tile', 'input'].map((selector) => !document.querySelector(selector)?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })));
    const styles = [document.documentElement, document.body, document.querySelector('.tile') ?? document.body, document.querySelector('input') ?? document.body].map((element) => getComputedStyle(element));
    return [...refused, styles[0]?.touchAction, styles[0]?.overscrollBehaviorY, styles[1]?.overscrollBehaviorY, styles[2]?.userSelect, styles[3]?.userSelect];
  });
  assert.equal(steady, [true, false, 'pan-x pan-y', 'none', 'none', 'none', 'text']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openMenu(page);
  assert.is(await page.locator('.drawer').evaluate((drawer) => getComputedStyle(drawer).animationName), 'none');
  await button(page, 'Close menu').click();

  await settings(page);
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const bright = await ground();
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark');
  const dark = await ground();
  assert.is.not(dark, bright);
  await page.getByRole('checkbox', { name: 'Sounds for scans' }).uncheck();
  await button(page, 'Full screen').click();
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await button(page, 'Full screen').click();
  await page.waitForFunction(() => document.fullscreenElement === null);
  await page.reload();
  await page.waitForFunction((wanted) => getComputedStyle(document.body).backgroundColor === wanted, dark);
  await button(page, 'Back to sale').click();
  await scan(page, '9399999999999');
  await page.getByText('No product has the barcode 9399999999999').waitFor();
  await tones(page, 0);

  const menu = await openMenu(page);
  await menu.getByRole('button', { name: 'New item' }).click();
  for (const name of ['Name', 'SKU', 'Price', 'Barcode']) {
    await page.setViewportSize({ width: 1024, height: 600 });
    await page.getByRole('textbox', { name, exact: true }).focus();
    await page.setViewportSize({ width: 1024, height: 240 });
    await page.waitForFunction(() => {
      const box = document.activeElement?.getBoundingClientRect();
      return box !== undefined && box.top >= 64 && box.bottom <= innerHeight;
    });
  }
  await button(page, 'Back to sale').click();
  await openMenu(page);
  await button(page, 'Sign out').click();
  await holds(page, 0);
}));

// ---- scanners

test('a scanner’s garbage is told, and no field, cart, PIN or button takes anything of a scan; what a finger did by mistake is undone', () => inShop(async (shop, open) => {
  const { page } = await open();
  await pairRegister(page, shop);
  await page.getByRole('list', { name: 'Staff' }).getByRole('button', { name: 'Asha Nair' }).click();
  const pin = page.getByRole('textbox', { name: 'PIN' });
  await pin.focus();
  await scan(page, '9300000000015');
  await page.getByText('Sign in first, then scan.').waitFor();
  assert.is(await pin.inputValue(), '');
  await signIn(page, 'Asha Nair', '1234');

  await putInCart(page, 'Flat white');
  await button(page, 'Clear cart').click();
  await button(page, 'Undo').click();
  await button(page, 'Discount').click();
  await button(page, '50 %').click();
  await button(page, 'Apply discount').click();
  await button(page, 'Undo').click();
  await page.locator('#total').filter({ hasText: '$4.80' }).waitFor();

  await button(page, 'Clear cart').focus();
  await scan(page, '7'.repeat(200));
  await page.getByText('What the scanner sent is no barcode: 200 characters.').waitFor();
  const search = page.getByRole('searchbox', { name: 'Search products' });
  await search.fill('cr');
  await scan(page, 'Ä0123');
  await page.getByText('What the scanner sent is no barcode: 5 characters.').waitFor();
  assert.is(await search.inputValue(), 'cr');
  await search.fill('');
  await button(page, 'Pay').click();
  const tendered = page.getByRole('textbox', { name: 'Cash tendered' });
  await tendered.fill('20');
  for (const code of ['5000', 'A-17/b', '8'.repeat(200)]) {
    await scan(page, code);
    await page.getByText('Go back to the sale to scan.').waitFor();
    assert.equal([code, await tendered.inputValue()], [code, '20']);
    await button(page, 'Dismiss').click();
  }
  assert.is(await page.getByRole('heading', { name: 'Sale complete' }).count(), 0);
  await button(page, 'Back to sale').click();
  assert.is(await cart(page).count(), 1);
  assert.is((await payCash(page, '10')).change, '$5.20');
  await newSale(page);
}));

test.run();
