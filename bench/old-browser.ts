import { findBrowser } from '../tools/browser.mjs';
import { oldChromium } from '../tools/old-chromium.mjs';
import { openChromium, type ChromiumWire, type Program } from '../test/browsers/chromium.js';
import { openNetwork, type Network } from '../test/browsers/network.js';
import { visit, type Visitor } from '../test/browsers/visitor.js';
import { goodsOf, productDocuments, type RemoteDevice } from './device.js';
import { finish, medianRatio, quantile, type Table } from './figures.js';
import { openHost, type Host } from './host.js';
import { inTurn, readOptions } from './options.js';
import { buildPages } from './pages.js';
import { typedQueries } from './queries.js';
import { sell, shown, started, synchronised } from './in-page.js';
import { makeSales } from './sales.js';
import { openShop, type BenchShop } from './shop.js';
import type { Product } from '../domain/catalogue.js';

// Target 10: the register in tills of 2020 and 2021, beside today's Chromium, all by the same plain DevTools protocol.

const SALES = 25;
/** What one browser measured, in ms. */
type Measured = Readonly<Record<'first full sync' | 'cold start, a screen that takes a tap' | 'cold start, the whole catalogue' | 'search, p95' | 'Pay to 202', number>>;

/** What the same for every browser of a size. */
interface Work {
  readonly shop: BenchShop;
  readonly host: Host;
  readonly queries: readonly string[];
  /** Bodies of finished sales, others each time. */
  sales(): string[];
}

const options = readOptions({ rounds: 5, sizes: [10_000, 100_000] });
await buildPages();
const host = await openHost();
const notes = [
  'Each run is a fresh profile in each browser in turn; today’s is headless too. first full sync, cold start: as on their own pages above; search: the register’s own modules, 200 queries; Pay to 202: the median of so many sales, signed and strictly written.',
  'The builds of 80 and 92 are npm’s chrome-aws-lambda, made for servers. 80 does not know the durability of a transaction: all are strict there.',
];
/** How often a browser needed another try. */
const again = new Map<string, number>();
const programs = await findPrograms();
const tables: Table[] = [];
const facts: Record<string, number> = {};
for (const size of options.sizes) {
  const shop = await openShop(size);
  const work = await prepare(shop, await shop.device('Office'));
  const runs: Record<string, Record<string, number[]>> = {};
  for (let round = 0; round < options.rounds; round++) {
    for (const variant of inTurn(Object.keys(programs), round, options)) {
      const measured = await measure(programs[variant] as Program, work);
      for (const [what, ms] of Object.entries(measured)) ((runs[what] ??= {})[variant] ??= []).push(ms);
      console.error(`  ${size} ${variant} ${JSON.stringify(measured)}`);
    }
  }
  await shop.close();
  for (const [what, of] of Object.entries(runs)) {
    const table: Table = { title: `${size.toLocaleString('en')} products: ${what}`, unit: 'ms', baseline: 'today', runs: of };
    tables.push(table);
    for (const variant of Object.keys(of)) facts[`old.${what}.${variant}.${size}`] = medianRatio(table, variant);
  }
}
for (const [version, times] of again) notes.push(`${version} did not start the worker at once ${times} times, and was loaded again.`);
host.close();
finish({ script: 'old-browser', title: 'Tills of 2020 and 2021', tables, facts, notes });

async function findPrograms(): Promise<Record<string, Program>> {
  const today = findBrowser();
  const found: Record<string, Program> = today ? { today: { path: today } } : {};
  for (const version of [92, 80] as const) {
    const program = await oldChromium(version);
    if ('whyNot' in program) notes.push(`Not measured. ${program.whyNot}`);
    else found[`Chromium ${version}`] = program;
  }
  return found;
}

async function prepare(shop: BenchShop, device: RemoteDevice): Promise<Work> {
  const { documents } = await device.manifest();
  const small = Object.fromEntries(await Promise.all((['register', 'receipt', 'staff', 'categories'] as const).map(async (name) => [name, JSON.stringify(await device.document(documents[name]))])));
  const texts = await productDocuments(device);
  host.put('/documents.json', JSON.stringify({ texts, small }));
  const goods = await goodsOf(device);
  return { shop, host, queries: typedQueries(texts.flatMap((text) => JSON.parse(text) as Product[]), 200), sales: () => makeSales(goods, SALES + 5).map((sale) => JSON.stringify(sale)) };
}

async function measure(program: Program, work: Work): Promise<Measured> {
  const network = await openNetwork(work.shop.url);
  const wire = await openChromium(program, { width: 1366, height: 768 });
  try {
    const visitor = await visit(wire);
    const fullSync = await setUp(visitor, network, await work.shop.pairingCode());
    const signedIn = String(await wire.evaluate('sessionStorage.staff'));
    const pay = quantile((await wire.evaluate(`(${sell})(${JSON.stringify(work.sales())})`) as number[]).slice(5), 0.5);
    const search = await searchTimes(wire, work);
    await wire.relaunch();
    await network.cut();
    const { screen, catalogue } = await startCold(wire, `${network.url}register/`, signedIn);
    return { 'first full sync': fullSync, 'cold start, a screen that takes a tap': screen, 'cold start, the whole catalogue': catalogue, 'search, p95': quantile(search, 0.95), 'Pay to 202': pay };
  } finally {
    await wire.close();
    await network.cut().catch(() => undefined);
  }
}

/** Pairs and signs in. Resolves to the time from the request for the manifest until the whole shop is there. */
async function setUp(visitor: Visitor, network: Network, code: string): Promise<number> {
  const { wire } = visitor;
  await wire.open(`${network.url}register/`);
  await visitor.fill(code, ['textbox', 'Pairing code']);
  await visitor.tap(['button', 'Set up register']);
  const ms = Number(await wire.evaluate(`(${synchronised})()`));
  await visitor.tap(['list', 'Staff'], ['button', 'Asha Nair']);
  await visitor.fill('1234', ['textbox', 'PIN']);
  await visitor.tap(['button', 'Sign in']);
  await visitor.see(['searchbox', 'Search products']);
  return ms;
}

async function searchTimes(wire: ChromiumWire, { host: to, queries }: Work): Promise<number[]> {
  await wire.open(`${to.url('search')}search.html`);
  await wire.evaluate("prepare('/documents.json').then(() => load()).then(() => build('ours'))");
  return await wire.evaluate(`ask(${JSON.stringify(queries)}).times`) as number[];
}

async function startCold(wire: ChromiumWire, url: string, signedIn: string): Promise<{ screen: number; catalogue: number }> {
  await wire.onEachPage(`try { Object.assign(sessionStorage, { staff: ${JSON.stringify(signedIn)}, touched: Date.now() }); } catch { } self.shown = (${shown})();`);
  await openOffline(wire, url);
  return await wire.evaluate(`(${started})()`) as { screen: number; catalogue: number };
}

/** A browser of 2021 now and then cannot start the worker that it has, and looks for the panel instead: then it is loaded again, as somebody at a till would. The time counts from the page that comes. */
async function openOffline(wire: ChromiumWire, url: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await wire.open(url);
    } catch (error) {
      if (tries === 3) throw error;
      console.error(`  ${wire.version}: ${String(error)}; once more`);
      again.set(wire.version, (again.get(wire.version) ?? 0) + 1);
    }
  }
}
