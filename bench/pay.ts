import type { Page } from 'playwright-core';
import { inBrowser, inPage, throttle } from './browser.js';
import { goodsOf } from './device.js';
import { finish, medianRatio, quantile, spread, type Table } from './figures.js';
import { openHost } from './host.js';
import { inTurn, readOptions } from './options.js';
import { buildPages } from './pages.js';
import { makeSales, type Goods } from './sales.js';
import { openShop } from './shop.js';
import { setUp } from './till.js';

// Target 5: from Pay to 202. The register's own page asks its own worker; a run is the median of so many sales.

const SALES = 40;
const options = readOptions({ rounds: 5, sizes: [10_000] });
const [backlog = 10_000] = options.sizes;
await buildPages();
const host = await openHost();
const shop = await openShop(1000);
const goods = await goodsOf(await shop.device('Office'));
const runs: Record<string, Record<string, number[]>> = {};
const note = (title: string, variant: string, ms: number): void => void ((runs[title] ??= {})[variant] ??= []).push(ms);
await inBrowser(async (browser) => {
  const plain = await browser.context.newPage();
  await plain.goto(`${host.url('plain')}empty.html`);
  await inPage(browser, 'about:blank', async (page, session) => {
    await setUp(page, shop);
    const online = (): Promise<number> => median(page, 'api/sales', goods);
    const bare = (): Promise<number> => median(plain, '/api/sales', goods);
    const plainSession = await browser.context.newCDPSession(plain);
    const way = { 'plain POST': bare, ours: online };
    for (const rate of [1, 6]) {
      await throttle(session, rate);
      await throttle(plainSession, rate);
      for (let round = 0; round < options.rounds; round++) {
        for (const variant of inTurn(Object.keys(way), round, options)) note(`online, CPU ×${rate}`, variant, await way[variant as keyof typeof way]());
      }
    }
    // What throttles a page keeps a processor busy itself.
    for (const one of [session, plainSession]) await throttle(one, 1);
    await settled(page);
    for (let round = 0; round < options.rounds; round++) {
      for (const variant of inTurn(['stopped', 'stopped, then woken', 'running'], round, options)) note('worker', variant, await afterStop(page, session, goods, variant));
    }
    await settled(page);
    await browser.context.setOffline(true);
    for (let round = 0; round < options.rounds; round++) note('unsynchronised', 'few', await online());
    await sell(page, goods, backlog);
    for (let round = 0; round < options.rounds; round++) note('unsynchronised', `${backlog}`, await online());
  });
});
host.close();
await shop.close();
const tables: Table[] = Object.entries(runs).map(([title, of]) => ({
  title, unit: 'ms', baseline: title === 'worker' ? 'running' : title === 'unsynchronised' ? 'few' : 'plain POST', runs: of,
}));
const of = (title: string, variant: string): number => medianRatio(tables.find((table) => table.title === title) as Table, variant);
finish({
  script: 'pay', title: 'Pay to 202', tables,
  facts: {
    'pay.ratio.×1': of('online, CPU ×1', 'ours'), 'pay.ratio.×6': of('online, CPU ×6', 'ours'), [`pay.backlog.${backlog}`]: of('unsynchronised', `${backlog}`),
    'pay.stopped': spread(runs['worker']?.['stopped'] ?? []).median, 'pay.woken': spread(runs['worker']?.['stopped, then woken'] ?? []).median,
  },
  notes: [
    `A run is the median of ${SALES} sales of 2 kB, with 120 ms between, so that the one before is delivered; plain POST: a page without a worker, to a bare server that parses the JSON and answers 201.`,
    'ours, online: the sale is read, checked, numbered, chained, signed and strictly written, and goes on to the panel meanwhile.',
    'unsynchronised: offline, with a few sales waiting and with so many. worker: the first sale after the worker was stopped, without and with the wake-up that opening the payment screen is.',
    'CPU ×6 slows the page, not the worker.',
  ],
});

/** Sells on an open register page. Resolves to the median of the times. */
async function median(page: Page, address: string, of: Goods): Promise<number> {
  const bodies = makeSales(of, SALES + 5).map((sale) => JSON.stringify(sale));
  const times = await page.evaluate(async ([url, all]) => {
    const each: number[] = [];
    for (const body of all) {
      const start = performance.now();
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      await response.text();
      each.push(performance.now() - start);
      if (!response.ok) throw new Error(String(response.status));
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    return each;
  }, [address, bodies] as const);
  return quantile(times.slice(5), 0.5);
}

async function afterStop(page: Page, session: import('playwright-core').CDPSession, of: Goods, variant: string): Promise<number> {
  const [body] = makeSales(of, 1).map((sale) => JSON.stringify(sale));
  if (variant !== 'running') {
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await page.waitForTimeout(500);
  }
  return page.evaluate(async ([text, wake]) => {
    if (wake) {
      navigator.serviceWorker.controller?.postMessage({ type: 'wake' });
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    const start = performance.now();
    await (await fetch('api/sales', { method: 'POST', headers: { 'content-type': 'application/json' }, body: text as string })).text();
    return performance.now() - start;
  }, [body ?? '', variant === 'stopped, then woken'] as const);
}

/** Fills the register with unsent sales, some at a time: the journal takes them one after the other anyway. */
async function sell(page: Page, of: Goods, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 500) {
    const bodies = makeSales(of, Math.min(500, left)).map((sale) => JSON.stringify(sale));
    await page.evaluate(async (all) => {
      while (all.length) await Promise.all(all.splice(-10).map((body) => fetch('api/sales', { method: 'POST', headers: { 'content-type': 'application/json' }, body })));
    }, bodies);
  }
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(async () => (await (await fetch('api/status')).json() as { unsynchronised: number }).unsynchronised === 0, undefined, { polling: 500 });
}
