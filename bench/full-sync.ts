import { buildPages } from './pages.js';
import { inBrowser, inPage } from './browser.js';
import { productDocuments } from './device.js';
import { finish, medianRatio, spread, type Table } from './figures.js';
import { openHost, type Host } from './host.js';
import { inTurn, readOptions, type Options } from './options.js';
import { openShop, type BenchShop } from './shop.js';
import { setUp } from './till.js';

// Target 1: the first full sync of a register, from the panel to searchable and sellable.

const PEERS = ['dexie', 'rxdb', 'pouch'];
/** Beyond this a peer takes minutes. */
const SLOW = { rxdb: 10_000, pouch: 10_000, dexie: 100_000 } as Readonly<Record<string, number>>;

const options = readOptions({ rounds: 5, sizes: [1000, 10_000, 100_000, 300_000] });
await buildPages();
const host = await openHost();
const tables: Table[] = [];
const facts: Record<string, number> = {};
for (const size of options.sizes) {
  const shop = await openShop(size);
  try {
    const table = await measure(shop, host, size, options);
    tables.push(table);
    for (const variant of Object.keys(table.runs)) facts[`fullSync.${variant}.${size}`] = medianRatio(table, variant);
    facts[`grow.first full sync.${size}`] = spread(table.runs['ours'] ?? []).median;
  } finally {
    await shop.close();
  }
}
host.close();
finish({
  script: 'full-sync', title: 'First full sync', tables, facts,
  notes: [
    'ours: from the request for the manifest until the whole catalogue is verified, cached, mirrored, indexed and on the screen; the panel’s documents were made before.',
    'bare: fetch and JSON.parse of the same rows in one gzipped response, nothing kept. bare, not packed: the same without gzip.',
    'dexie (indexes on SKU and barcodes) bulkPut, rxdb (Dexie storage) bulkInsert, pouch bulkDocs: fetch, parse and store; no index for searching by words.',
  ],
});

async function measure(shop: BenchShop, to: Host, size: number, chosen: Options): Promise<Table> {
  const texts = await productDocuments(await shop.device('Office'));
  const rows = texts.flatMap((text) => JSON.parse(text) as unknown[]);
  to.put('/rows.json', JSON.stringify(rows));
  const runs: Record<string, number[]> = {};
  const variants = ['ours', 'bare', 'bare, not packed', ...PEERS.filter((peer) => size <= (SLOW[peer] ?? 0))];
  for (let round = 0; round < chosen.rounds; round++) {
    await inBrowser(async (browser) => {
      for (const variant of inTurn(variants, round, chosen)) {
        const ms = variant === 'ours'
          ? await inPage(browser, 'about:blank', async (page) => {
            const { manifest, documents, commit, shop: end, requests, longTasks } = await setUp(page, shop);
            const longest = longTasks.filter(({ at }) => at > manifest).reduce((most, task) => Math.max(most, task.ms), 0);
            console.error(`  ours ${size}: documents ${Math.round(documents - manifest)}, commit ${Math.round(commit - manifest)}, shop ${Math.round(end - manifest)} ms; ${requests} requests, longest task ${Math.round(longest)} ms`);
            return end - manifest;
          })
          : await inPage(browser, `${to.url(variant.replace(/\W+/g, '-'))}load.html`, (page) => page.evaluate(
            ([peer, address, count]) => (window as unknown as { write(...of: unknown[]): Promise<number> }).write(peer, address, count),
            [variant.startsWith('bare') ? 'bare' : variant, `/rows.json${variant === 'bare, not packed' ? '?plain' : ''}`, rows.length] as const,
          ));
        (runs[variant] ??= []).push(ms);
        console.error(`  ${size} ${variant} ${Math.round(ms)} ms`);
      }
    });
  }
  return { title: `${size.toLocaleString('en')} products`, unit: 'ms', baseline: 'bare', runs };
}
