import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inShop, type TestBrowser, type TestShop } from './fixture.js';
import { ledgerOf, until } from './ledger.js';
import { closeMenu, openMenu, pairRegister, sellQuick, signIn, unsynchronised } from './till.js';
import { denyBackgroundSync } from './worker.js';

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, n) => `T1-${String(from + n).padStart(6, '0')}`);

/** Sells `before` sales with nothing at the other end, closes the browser, starts it again, still offline, and sells `after` more; then everything comes back. */
async function tradeOffline(shop: TestShop, browser: TestBrowser, before: number, after: number, prepare: () => Promise<void> = async () => undefined): Promise<void> {
  await prepare();
  await pairRegister(browser.page, shop);
  await signIn(browser.page, 'Asha Nair', '1234');
  await shop.stopPanel();
  await browser.context.setOffline(true);
  const sold: string[] = [];
  for (let n = 0; n < before; n++) sold.push(await sellQuick(browser.page, n % 3 ? 'Flat white' : 'Sourdough loaf'));
  await openMenu(browser.page);
  assert.is(await unsynchronised(browser.page), before);
  await closeMenu(browser.page);

  await browser.relaunch();
  await prepare();
  await browser.context.setOffline(true);
  await browser.page.goto(`${shop.url}register/`);
  // Where the browser can, it answers from the worker's cache before a worker has started.
  assert.ok(await browser.page.evaluate(() => (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]).every((start) => !('workerRouterEvaluationStart' in start) || start.workerStart === 0)));
  await signIn(browser.page, 'Ben Cole', '2580');
  for (let n = 0; n < after; n++) sold.push(await sellQuick(browser.page, 'Long black'));
  await openMenu(browser.page);
  assert.is(await unsynchronised(browser.page), before + after);
  assert.equal(sold, numbers(1, before + after));

  await shop.startPanel();
  await browser.context.setOffline(false);
  await until('an empty outbox', () => unsynchronised(browser.page), (count) => count === 0);
  assert.equal(await ledgerOf(shop), numbers(1, before + after));
  await browser.page.getByRole('link', { name: 'Sales history' }).click();
  const items = browser.page.getByRole('list', { name: 'Sales' }).getByRole('listitem');
  await until('a green history', () => items.allInnerTexts(), (texts) => texts.length > 0 && texts.every((text) => text.includes('Synchronised')));
}

test('fifty sales without panel or network survive the browser’s end, and all arrive by themselves, each once, in order', () =>
  inShop(async (shop, open) => tradeOffline(shop, await open(), 50, 2)));

test('the same where Background Sync is denied', () =>
  inShop(async (shop, open) => {
    const browser = await open();
    await tradeOffline(shop, browser, 5, 1, () => denyBackgroundSync(browser.context, shop.url.slice(0, -1)));
    const tried = await browser.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready as ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } };
      return registration.sync.register('probe').then(() => 'granted', (error: Error) => error.name);
    });
    assert.is(tried, 'NotAllowedError');
  }));

test('the panel is killed and comes back while the register goes on selling: each sale is there once', () =>
  inShop(async (shop, open) => {
    const { page } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    await sellQuick(page, 'Flat white');
    await shop.killPanel();
    await sellQuick(page, 'Flat white');
    await sellQuick(page, 'Flat white');
    await shop.startPanel();
    await sellQuick(page, 'Flat white');
    await until('four sales in the ledger', () => ledgerOf(shop), (receipts) => receipts.length >= 4);
    assert.equal(await ledgerOf(shop), numbers(1, 4));
  }));

test.run();
