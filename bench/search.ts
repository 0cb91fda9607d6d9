import type { Page } from 'playwright-core';
import type { Product } from '../domain/catalogue.js';
import { heap, inBrowser, inPage, throttle } from './browser.js';
import { productDocuments } from './device.js';
import { finish, quantile, spread, type Table } from './figures.js';
import { openHost } from './host.js';
import { inTurn, readOptions } from './options.js';
import { buildPages } from './pages.js';
import { barcodes, typedQueries } from './queries.js';
import { openShop } from './shop.js';

// Target 4: search as typed, in memory. The register's own modules in a page of their own, beside the peers'.

interface Asked {
  readonly times: readonly number[];
  readonly empty: number;
}
interface SearchPage {
  prepare(address: string): Promise<void>;
  load(): Promise<void>;
  build(variant: string): Promise<number>;
  ask(queries: readonly string[]): Asked;
  scan(codes: readonly string[]): number[];
}

const PEERS = ['minisearch', 'flexsearch', 'ufuzzy', 'fuse'];
/** Beyond this a peer takes minutes to index and to ask; that it grows is seen before. */
const PEERS_UP_TO = 100_000;
/** Beyond this a peer's index takes a minute to build on a slowed processor. */
const SLOWED_UP_TO = 10_000;
const MEASURES = ['build', 'p50', 'p95', 'worst', 'index'] as const;
type Measured = Record<(typeof MEASURES)[number], number>;
const UNITS: Readonly<Record<keyof Measured, string>> = { build: 'ms', p50: 'ms', p95: 'ms', worst: 'ms', index: 'MB' };
const RATES = [1, 6];

const options = readOptions({ rounds: 5, sizes: [1000, 10_000, 100_000, 300_000] });
await buildPages();
const host = await openHost();
const tables: Table[] = [];
const facts: Record<string, number> = {};
const notes = [
  'Queries: 200, seeded: beginnings of words (50 %), a word and a beginning (25 %), barcodes’ and SKUs’ beginnings (20 %), what is not there (5 %).',
  'ours: every match found and ranked, 400 handed out; build is reading the mirror, sorting and indexing. Peers are given the products in memory and hand out 20.',
  'minisearch: prefix, AND. flexsearch: Document, tokenize forward. ufuzzy: latinized, search(…, 1, 1000). fuse: threshold 0.3, ignoreLocation. Index: what the heap has more than with the products alone.',
];
for (const size of options.sizes) {
  const shop = await openShop(size);
  const device = await shop.device('Office');
  const { documents } = await device.manifest();
  const small = Object.fromEntries(await Promise.all((['register', 'receipt', 'staff', 'categories'] as const).map(async (name) => [name, JSON.stringify(await device.document(documents[name]))])));
  const texts = await productDocuments(device);
  await shop.close();
  host.put('/documents.json', JSON.stringify({ texts, small }));
  const products = texts.flatMap((text) => JSON.parse(text) as Product[]);
  const queries = typedQueries(products, 200);
  const codes = barcodes(products, 200);
  const found: Record<string, Record<string, Measured[]>> = {};
  for (let round = 0; round < options.rounds; round++) await inBrowser(async (browser) => {
    await inPage(browser, `${host.url('search')}search.html`, (page) => page.evaluate((address) => (window as unknown as SearchPage).prepare(address), '/documents.json'));
    for (const rate of RATES) {
      for (const variant of inTurn(['ours', ...PEERS.filter((peer) => isTried(peer, size, rate))], round, options)) {
        await inPage(browser, `${host.url('search')}search.html`, async (page, session) => {
          await page.evaluate((address) => (window as unknown as SearchPage).prepare(address), '/documents.json');
          await page.evaluate(() => (window as unknown as SearchPage).load());
          const before = await heap(session);
          await throttle(session, rate);
          const build = await page.evaluate((name) => (window as unknown as SearchPage).build(name), variant);
          const { times, empty } = await ask(page, variant === 'fuse' ? queries.slice(0, 30) : queries);
          await throttle(session, 1);
          const index = await heap(session) - before;
          const measured = { build, p50: quantile(times, 0.5), p95: quantile(times, 0.95), worst: Math.max(...times), index };
          ((found[`×${rate}`] ??= {})[variant] ??= []).push(measured);
          console.error(`  ${size} ×${rate} ${variant} ${JSON.stringify(measured)} ${empty} found nothing`);
          if (variant === 'ours') {
            const scans = await page.evaluate((all) => (window as unknown as SearchPage).scan(all), codes);
            facts[`search.scan.${size}.×${rate}`] = Math.max(facts[`search.scan.${size}.×${rate}`] ?? 0, ...scans);
          }
        });
      }
    }
  });
  facts[`grow.search, p95.${size}`] = spread((found['×1']?.['ours'] ?? []).map(({ p95 }) => p95)).median;
  for (const [rate, variants] of Object.entries(found)) {
    for (const measure of MEASURES) {
      const runs = Object.fromEntries(Object.entries(variants).map(([variant, all]) => [variant, all.map((one) => one[measure])]));
      tables.push({ title: `${size.toLocaleString('en')} products, CPU ${rate}: ${measure}`, unit: UNITS[measure], baseline: 'ours', runs });
      for (const [variant, values] of Object.entries(runs)) facts[`search.${measure}.${variant}.${size}.${rate}`] = spread(values).median;
    }
  }
}
host.close();
finish({ script: 'search', title: 'Search', tables, facts, notes });

function isTried(peer: string, size: number, rate: number): boolean {
  if (size > PEERS_UP_TO || (peer === 'fuse' && rate > 1)) return false;
  return rate === 1 || size <= SLOWED_UP_TO;
}

function ask(page: Page, queries: readonly string[]): Promise<Asked> {
  return page.evaluate((all) => (window as unknown as SearchPage).ask(all), queries);
}
