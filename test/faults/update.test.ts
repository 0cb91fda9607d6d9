import { createHash } from 'node:crypto';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openBrowser, openShop, type TestBrowser, type TestShop } from '../browser/fixture.js';
import { ledgerOf, until } from '../browser/ledger.js';
import { newSale, openMenu, pairRegister, payQuickCash, putInCart, sellQuick, signIn } from '../browser/till.js';
import { openFolder, ROOT } from '../folder.js';
import { numbers } from './premises.js';
import { openProxy, type Proxy } from './proxy.js';

interface Updating {
  readonly shop: TestShop;
  readonly proxy: Proxy;
  readonly browser: TestBrowser;
  readonly page: Page;
  /** Puts a new version on the panel, has the page look for it, and waits until it is installed. */
  release(): Promise<void>;
  /** Whether the page is still the one that was there at the beginning. */
  isSamePage(): Promise<boolean>;
  /** The new version's mark is in the shell that the page runs in. */
  isNew(): Promise<boolean>;
  /** A newer worker is installed and waits. */
  isWaiting(): Promise<boolean>;
}

/** A Holdfast of its own, whose built register can be changed, with a register that is signed in. */
async function updating(work: (parts: Updating) => Promise<void>): Promise<void> {
  const copy = openFolder();
  for (const part of ['package.json', 'dist', join('static', 'demo')]) cpSync(join(ROOT, part), join(copy.path, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy.path, 'node_modules'));
  const shop = await openShop({ root: copy.path });
  const proxy = await openProxy(shop.url);
  const browser = await openBrowser();
  const { page } = browser;
  try {
    await pairRegister(page, { url: proxy.url, pairingCode: shop.pairingCode });
    await signIn(page, 'Asha Nair', '1234');
    await page.evaluate(() => Object.assign(window, { theSame: true }));
    const isWaiting = (): Promise<boolean> => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting));
    await work({
      shop, proxy, browser, page, isWaiting,
      release: async () => {
        putNewVersion(join(copy.path, 'dist', 'register'));
        await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
      },
      isSamePage: () => page.evaluate(() => 'theSame' in window),
      // Not by asking the worker: as long as it is asked, it is not idle, and is not replaced.
      isNew: () => page.evaluate(async () => !(await navigator.serviceWorker.ready).waiting && !('theSame' in window) && [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes('--the-new-version')))),
    });
  } catch (error) {
    console.log(`${await page.locator('body').innerText({ timeout: 2000 }).catch(String)}\n${browser.complaints.slice(-10).join('\n')}\n${shop.output().slice(-1500)}`);
    throw error;
  } finally {
    await browser.close();
    await proxy.close();
    await shop.close();
    copy.close();
  }
}

/** What a build with one changed file is: its bytes, its hash in the worker's list of files, and the version, the hash of them all. */
function putNewVersion(register: string): void {
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const revision = (bytes: Buffer): string => hash(bytes).slice(0, 10);
  const [style, worker] = [join(register, 'register.css'), join(register, 'sw.js')];
  const before = readFileSync(style);
  const after = Buffer.concat([before, Buffer.from('\n:root { --the-new-version: 1; }\n')]);
  const script = readFileSync(worker, 'utf8');
  const version = /["`]([0-9a-f]{12})["`]/.exec(script)?.[1];
  if (!version || !script.includes(revision(before))) throw new Error('the built worker does not list its files as expected');
  writeFileSync(style, after);
  writeFileSync(worker, script.replace(`?${revision(before)}`, `?${revision(after)}`).replaceAll(version, hash(after).slice(0, 12)));
}

/** By itself, and then sells: with the new shell and the journal of the old version. */
async function takesOverAndSells({ shop, page, isNew, isSamePage }: Updating, next: number): Promise<void> {
  // A look in the moment of the reload finds no page.
  await until('the new version', async () => await isNew().catch(() => false) && !await isSamePage().catch(() => true), (isOver) => isOver);
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
  assert.is(await sellQuick(page, 'Long black'), numbers('T1', next, next)[0]);
  await until('its arrival', () => ledgerOf(shop), (receipts) => receipts.length === next);
  assert.equal((await ledgerOf(shop)).sort(), numbers('T1', 1, next));
}

/** Waits a while in which the new version could take over, and may not. */
async function staysOld({ isWaiting, isNew, isSamePage }: Updating): Promise<void> {
  await until('the new version installed', isWaiting, (waits) => waits, 30);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal([await isWaiting(), await isNew(), await isSamePage()], [true, false, true]);
}

test('a new version waits while a sale is open, up to its end, and then takes over by itself', () =>
  updating(async (parts) => {
    const { page, release } = parts;
    await putInCart(page, 'Flat white');
    await release();
    await staysOld(parts);
    await putInCart(page, 'Croissant');
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await staysOld(parts);
    await page.getByRole('button', { name: 'Quick cash', exact: true }).click();
    await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
    await staysOld(parts);
    await newSale(page);
    await takesOverAndSells(parts, 2);
  }));

test('a new version waits while sales are being sent, and none is sent twice or lost over it', () =>
  updating(async (parts) => {
    const { page, proxy, release } = parts;
    proxy.break('lose-request');
    await sellQuick(page, 'Flat white');
    await sellQuick(page, 'Croissant');
    proxy.break('hang');
    const before = proxy.sendings.length;
    await page.evaluate(() => { navigator.serviceWorker.controller?.postMessage({ type: 'drain', urgent: true }); });
    await until('a sending', async () => proxy.sendings.length, (count) => count > before);
    await release();
    await staysOld(parts);
    // Nor when the browser itself is asked to, as a page of another version would.
    await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.postMessage({ type: 'take-over' }));
    await staysOld(parts);
    proxy.heal();
    await takesOverAndSells(parts, 3);
  }));

test('a new version waits while a full sync is under way, which goes through', () =>
  updating(async (parts) => {
    const { page, proxy, release } = parts;
    // Long enough for the new version to be installed meanwhile on a busy machine, and short of the register's own patience.
    proxy.break({ slow: 12_000 }, { path: /^\/register\/api\/sync\/manifest$/ });
    const menu = await openMenu(page);
    const was = await menu.innerText();
    await menu.getByRole('button', { name: 'Synchronise data' }).click();
    await release();
    await staysOld(parts);
    assert.is(await menu.getByRole('button', { name: 'Synchronise data' }).isEnabled(), false, 'it is still under way');
    proxy.heal();
    await takesOverAndSells(parts, 1);
    assert.is.not(was, '');
  }));

test('a new version whose files do not come whole is not installed, and the old one goes on', () =>
  updating(async (parts) => {
    const { page, proxy, isWaiting, isNew } = parts;
    for (const fault of ['cut', { status: 200, headers: { 'content-type': 'text/css' }, body: '<title>Log in</title>' }] as const) {
      proxy.break(fault, { path: /register\.css$/ });
      await parts.release().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.equal([await isWaiting(), await isNew()], [false, false]);
    }
    await putInCart(page, 'Flat white');
    await payQuickCash(page);
    await newSale(page);
    proxy.heal();
    await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
    await takesOverAndSells(parts, 2);
  }));

test.run();
