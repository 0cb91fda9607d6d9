import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { SealedSale } from '../domain/chain.js';
import type { Status } from '../domain/local.js';
import { startNode } from '../test/program.js';
import { inBrowser, inPage, type TestBrowser } from './browser.js';
import { goodsOf } from './device.js';
import { finish, keep, medianRatio, quantile, spread, type Table } from './figures.js';
import { openHost } from './host.js';
import { inTurn, readOptions } from './options.js';
import { buildPages } from './pages.js';
import { BENCH, WORK } from './places.js';
import { makeSales, type Goods } from './sales.js';
import { openShop, type BenchShop } from './shop.js';
import { setUp } from './till.js';

// Target 6: what has piled up offline goes out. All but PouchDB send to the same panel, authentic sealed sales.

const PEERS = ['bare', 'workbox', 'rxdb', 'pouch'] as const;
interface DrainPage {
  fill(way: string, sales: readonly SealedSale[]): Promise<void>;
  drain(way: string, address?: string): Promise<number>;
}
/** ms for the drain, and the page's 95th percentile of the time between frames before and in it. */
interface Drained {
  readonly ms: number;
  readonly atRest: number;
  readonly draining: number;
}

const options = readOptions({ rounds: 5, sizes: [1000, 10_000] });
await buildPages();
const host = await openHost();
const couchFolder = join(WORK, `couch-${process.pid}`);
const couch = startNode([join(BENCH, 'couch.cjs'), couchFolder], { cwd: BENCH });
await couch.says('listens on');
const couchUrl = `http://127.0.0.1:${/listens on (\d+)/.exec(couch.output())?.[1]}`;
const shop = await openShop(1000);
const goods = await goodsOf(await shop.device('Office'));
const tables: Table[] = [];
const facts: Record<string, number> = {};
const results = {
  script: 'drain', title: 'Sales that have piled up go out', tables, facts,
  notes: [
    'ours: the register itself, with journal, queue and acknowledgements, from the browser’s word that it is online to the status that says that nothing waits.',
    'bare: a page that reads sales from one idb-keyval store and posts them by hundreds, each in one request; ours sends up to 200, which is what this panel says that it takes.',
    'workbox: Queue.replayRequests in a worker, one request a sale. rxdb: push replication, batchSize 100. All three into the same panel, which checks, records and commits. pouch: replicate.to, batch_size 100, into express-pouchdb on LevelDB.',
  ],
};
for (const size of options.sizes) {
  const runs: Record<string, number[]> = {};
  const ours: Drained[] = [];
  const table: Table = { title: `${size.toLocaleString('en')} sales`, unit: 'sales/s', baseline: 'ours', runs };
  tables.push(table);
  for (let round = 0; round < options.rounds; round++) {
    await inBrowser(async (browser) => {
      for (const variant of inTurn(['ours', ...PEERS], round, options)) {
        const drained = variant === 'ours' ? await drainOurs(browser, size) : null;
        if (drained) ours.push(drained);
        const ms = drained ? drained.ms : await drainPeer(browser, variant, size, round);
        (runs[variant] ??= []).push(size / ms * 1000);
        console.error(`  ${size} ${variant} ${Math.round(size / ms * 1000)} sales/s ${drained ? JSON.stringify(drained) : ''}`);
      }
    });
    for (const variant of Object.keys(runs)) facts[`drain.${variant}.${size}`] = 1 / medianRatio(table, variant);
    facts[`grow.drain, by sales waiting.${size}`] = spread(ours.map(({ ms }) => ms)).median;
    facts[`drain.speed.${size}`] = spread(runs['ours'] ?? []).median;
    facts[`drain.frames.${size}`] = spread(ours.map(({ atRest, draining }) => draining / atRest)).median;
    // A round of ten thousand takes six minutes: what there is stays, should somebody end it.
    keep(results);
  }
}
host.close();
couch.kill();
await couch.ended;
rmSync(couchFolder, { recursive: true, force: true });
await shop.close();
finish(results);

/** A new register each time: it sells offline, then comes online. */
async function drainOurs(browser: TestBrowser, count: number): Promise<Drained> {
  return inPage(browser, 'about:blank', async (page) => {
    await setUp(page, shop);
    await browser.context.setOffline(true);
    await sellOffline(page, goods, count);
    await page.evaluate(() => {
      const frames: number[] = [];
      const seen = { frames, online: 0, done: new Promise<number>((resolve) => {
        new BroadcastChannel('holdfast').onmessage = ({ data }: MessageEvent<{ status?: Status }>) => { if (data.status?.unsynchronised === 0) resolve(performance.now()); };
      }) };
      window.addEventListener('online', () => { seen.online = performance.now(); });
      (window as unknown as { drain: typeof seen }).drain = seen;
      (async () => { for (;;) frames.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve))); })().catch(console.error);
    });
    await page.waitForTimeout(2000);
    await browser.context.setOffline(false);
    const { online, done, frames } = await page.evaluate(async () => {
      const { drain } = window as unknown as { drain: { online: number; done: Promise<number>; frames: number[] } };
      const end = await drain.done;
      return { online: drain.online, done: end, frames: drain.frames };
    });
    const gaps = (from: number, to: number): number => quantile(frames.filter((at) => at > from && at < to).map((at, index, all) => at - (all[index - 1] ?? at)).slice(1), 0.95);
    await browser.context.clearCookies();
    return { ms: done - online, atRest: gaps(0, online), draining: gaps(online, done) };
  }).finally(() => forget(browser, shop));
}

/** The next register in this browser starts from nothing. */
async function forget(browser: TestBrowser, { url }: BenchShop): Promise<void> {
  await inPage(browser, 'about:blank', (_, session) => session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' }));
}

async function drainPeer(browser: TestBrowser, variant: string, count: number, round: number): Promise<number> {
  const device = await shop.device(`Peer ${variant}`);
  const sealed: SealedSale[] = [];
  for (const sale of makeSales(goods, count, round + 1)) sealed.push(await device.seal(sale));
  const name = `${variant}-${count}`;
  const panel = shop.url.replace('127.0.0.1', `${name}.localhost`);
  const [cookie = '', value = ''] = device.cookie.split('=');
  await browser.context.addCookies([{ name: cookie, value, url: `${panel}register/` }]);
  const address = variant === 'pouch' ? `${host.url(name)}replicate.html` : `${panel}register/bench/drain.html`;
  return inPage(browser, address, async (page) => {
    for (let at = 0; at < sealed.length; at += 10_000) await page.evaluate(([way, sales]) => (window as unknown as DrainPage).fill(way, sales), [variant, sealed.slice(at, at + 10_000)] as const);
    return page.evaluate(([way, to]) => (window as unknown as DrainPage).drain(way, to), [variant, `${couchUrl}/r${Date.now()}`] as const);
  });
}

async function sellOffline(page: Page, of: Goods, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 500) {
    const bodies = makeSales(of, Math.min(500, left), left).map((sale) => JSON.stringify(sale));
    await page.evaluate(async (all) => {
      while (all.length) await Promise.all(all.splice(-10).map((body) => fetch('api/sales', { method: 'POST', headers: { 'content-type': 'application/json' }, body })));
    }, bodies);
  }
}
