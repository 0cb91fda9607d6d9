import type { Page } from 'playwright-core';
import { signIn } from '../test/browser/till.js';
import { heap, inBrowser, inPage, throttle, type TestBrowser } from './browser.js';
import { productDocuments } from './device.js';
import { finish, medianRatio, spread, type Table } from './figures.js';
import { openHost, type Host } from './host.js';
import { inTurn, readOptions } from './options.js';
import { buildPages } from './pages.js';
import { openShop, type BenchShop } from './shop.js';
import { seen, setUp, watchPage } from './till.js';

// Target 3: a browser that starts without a network, until its screen takes a tap and until the whole catalogue is found.

/** One start. Times in ms from the click; `rest` is what else was seen. */
interface Start {
  readonly screen: number;
  readonly catalogue: number;
  readonly longest: number;
  readonly tap: number;
  readonly heap: number;
}

const options = readOptions({ rounds: 5, sizes: [1000, 10_000, 100_000, 300_000] });
await buildPages();
const host = await openHost();
const tables: Table[] = [];
const facts: Record<string, number> = {};
const RATES = [1, 6];
for (const size of options.sizes) {
  const shop = await openShop(size);
  const texts = await productDocuments(await shop.device('Office'));
  host.put('/rows.json', JSON.stringify(texts.flatMap((text) => JSON.parse(text) as unknown[])));
  const screens: Record<string, Record<string, number[]>> = {};
  const reads: Record<string, Record<string, number[]>> = {};
  const starts: Start[] = [];
  for (let round = 0; round < options.rounds; round++) await inBrowser(async (browser) => {
    const signedIn = await prepare(browser, shop, host);
    for (const rate of RATES) {
      await browser.relaunch();
      await browser.context.setOffline(true);
      const note = (into: Record<string, Record<string, number[]>>, variant: string, ms: number): void => void ((into[`×${rate}`] ??= {})[variant] ??= []).push(ms);
      for (const variant of inTurn(['ours', 'empty', 'text'], round, options)) {
        if (variant === 'empty') note(screens, variant, await startEmpty(browser, host, rate));
        if (variant === 'text') note(reads, 'text', await readText(browser, host, rate));
        if (variant !== 'ours') continue;
        const start = await startOurs(browser, shop, signedIn, rate);
        if (rate === 1) starts.push(start);
        note(screens, variant, start.screen);
        note(reads, variant, start.catalogue);
        console.error(`  ${size} ×${rate} ${JSON.stringify(start)}`);
      }
    }
  });
  await shop.close();
  const named = size.toLocaleString('en');
  for (const rate of RATES.map((one) => `×${one}`)) {
    const screen: Table = { title: `${named} products, CPU ${rate}: a screen that takes a tap`, unit: 'ms', baseline: 'empty', runs: screens[rate] ?? {} };
    const read: Table = { title: `${named} products, CPU ${rate}: the whole catalogue`, unit: 'ms', baseline: 'text', runs: reads[rate] ?? {} };
    tables.push(screen, read);
    facts[`start.screen.${size}.${rate}`] = medianRatio(screen, 'ours');
    facts[`start.catalogue.${size}.${rate}`] = medianRatio(read, 'ours');
  }
  facts[`grow.cold start, whole catalogue.${size}`] = spread(reads['×1']?.['ours'] ?? []).median;
  for (const part of ['longest', 'tap', 'heap'] as const) facts[`start.${part}.${size}`] = spread(starts.map((start) => start[part])).median;
}
host.close();
finish({
  script: 'cold-start', title: 'Cold start, offline', tables, facts,
  notes: [
    'A new browser process on the same profile, offline; somebody is signed in, as after a reload. From the start of the navigation.',
    'empty: a page of Preact with one button, from the cache by the simplest worker. text: the same rows as one text under one key of idb-keyval, read and parsed.',
    'ours, whole catalogue: from the arrival of the register’s script until all of it can be searched: with starting the program, sorting and indexing.',
    'CPU ×6 slows the page’s main thread only.',
  ],
});

/** Fills a profile with all three. Resolves to what the register remembers of who is signed in. */
async function prepare(browser: TestBrowser, shop: BenchShop, to: Host): Promise<string> {
  const signedIn = await inPage(browser, 'about:blank', async (page) => {
    await setUp(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    return page.evaluate(() => String(sessionStorage.staff));
  });
  await inPage(browser, `${to.url('empty')}empty.html?worker`, (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)));
  await inPage(browser, `${to.url('empty')}empty.html`, (page) => page.waitForSelector('#ready'));
  await inPage(browser, `${to.url('empty')}empty.html`, async (page) => { await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)); });
  await inPage(browser, `${to.url('text')}text.html`, (page) => page.evaluate(() => (window as unknown as { keep(address: string): Promise<void> }).keep('/rows.json')));
  return signedIn;
}

/** Notes when what matches is in the page and the frame with it has been made. */
async function watchFor(page: Page, selector: string): Promise<void> {
  await page.addInitScript((wanted) => {
    (window as unknown as { shown: Promise<number> }).shown = (async () => {
      while (!document.querySelector(wanted)) await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now();
    })();
  }, selector);
}
function shown(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
}

function startEmpty(browser: TestBrowser, to: Host, rate: number): Promise<number> {
  return inPage(browser, 'about:blank', async (page, session) => {
    await throttle(session, rate);
    await watchFor(page, '#ready');
    await page.goto(`${to.url('empty')}empty.html`);
    return shown(page);
  });
}

/** The page comes from the network, which is there for it alone: only the reading is measured. */
async function readText(browser: TestBrowser, to: Host, rate: number): Promise<number> {
  await browser.context.setOffline(false);
  const ms = await inPage(browser, `${to.url('text')}text.html`, async (page, session) => {
    await throttle(session, rate);
    return page.evaluate(() => (window as unknown as { read(): Promise<number> }).read());
  });
  await browser.context.setOffline(true);
  return ms;
}

function startOurs(browser: TestBrowser, shop: BenchShop, signedIn: string, rate: number): Promise<Start> {
  return inPage(browser, 'about:blank', async (page, session) => {
    await throttle(session, rate);
    await watchPage(page);
    await page.addInitScript((staff) => {
      try { Object.assign(sessionStorage, { staff, touched: Date.now() }); } catch { /* about:blank has none */ }
      (window as unknown as { taps: number[] }).taps = [];
      new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window as unknown as { taps: number[] }).taps.push(duration))).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    }, signedIn);
    await watchFor(page, 'input[type=search]');
    await page.goto(`${shop.url}register/`);
    const screen = await shown(page);
    // A cashier who does not wait: taps while the catalogue loads.
    const field = await page.locator('input[type=search]').boundingBox();
    for (let taps = 0; taps < 8 && field; taps++) await page.mouse.click(field.x + 20, field.y + 10);
    const { shop: whole, longTasks } = await seen(page);
    const tap = await page.evaluate(() => Math.max(0, ...(window as unknown as { taps: number[] }).taps));
    const script = await page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).find(({ name }) => /\/app-[\w-]+\.js$/.test(name))?.responseEnd ?? 0);
    return { screen, catalogue: whole - script, longest: Math.max(0, ...longTasks.map(({ ms }) => ms)), tap, heap: await heap(session) };
  });
}
