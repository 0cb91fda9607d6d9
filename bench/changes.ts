import type { Page } from 'playwright-core';
import { openMenu, signIn } from '../test/browser/till.js';
import { NAMES, STORE } from '../domain/names.js';
import { inBrowser, inPage } from './browser.js';
import type { RemoteDevice } from './device.js';
import { finish, spread, type Table } from './figures.js';
import { readOptions } from './options.js';
import { pricesCsv } from './rows.js';
import { openShop } from './shop.js';
import { setUp } from './till.js';

// Target 2: full syncs of a register that has the shop already.

/** What one sync cost. `kept`: how many documents the mirror has that it had not before. */
interface Cost {
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
  readonly kept: number;
  readonly wrote: boolean;
}

const CHANGES = [['nothing', 0], ['one price', 0.000001], ['1 % at random', 0.01]] as const;
const options = readOptions({ rounds: 5, sizes: [100_000] });
const tables: Table[] = [];
const facts: Record<string, number> = {};
for (const size of options.sizes) {
  const shop = await openShop(size);
  const whole = await bytesOf(await shop.device('Office'));
  const costs: Record<string, Cost[]> = {};
  await inBrowser((browser) => inPage(browser, 'about:blank', async (page) => {
    await setUp(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    for (let round = 0; round < options.rounds; round++) {
      for (const [what, share] of CHANGES) {
        if (share > 0) await shop.importCsv(pricesCsv(size, share, round + 1), 'sku=sku,name=name,price=price');
        // The panel makes its documents before: what is measured is the register's part.
        await (await shop.device('Office')).manifest();
        const cost = await synchronise(page);
        (costs[what] ??= []).push(cost);
        console.error(`  ${size} ${what}: ${JSON.stringify(cost)}`);
      }
    }
  }));
  await shop.close();
  for (const [what, all] of Object.entries(costs)) {
    for (const part of ['requests', 'bytes', 'kept'] as const) facts[`changes.${part}.${what}.${size}`] = spread(all.map((cost) => cost[part])).max;
    facts[`changes.wrote.${what}.${size}`] = all.filter(({ wrote }) => wrote).length;
  }
  facts[`changes.download.${size}`] = (facts[`changes.bytes.1 % at random.${size}`] ?? NaN) / whole;
  const per = (part: 'ms' | 'bytes' | 'requests'): Table['runs'] => Object.fromEntries(Object.entries(costs).map(([what, all]) => [what, all.map((cost) => cost[part])]));
  const named = size.toLocaleString('en');
  tables.push(
    { title: `${named} products: time`, unit: 'ms', baseline: 'nothing', runs: per('ms') },
    { title: `${named} products: requests`, unit: '', baseline: 'nothing', runs: per('requests') },
    { title: `${named} products: bytes on the wire`, unit: 'B', baseline: 'nothing', runs: per('bytes') },
  );
}
finish({
  script: 'changes', title: 'Full sync of what changed', tables, facts, notes: ['Requests and bytes of the sync between worker and panel, headers included, also those that follow it (the word that it is finished); not a sign of life that happens to fall into it.'] });

/** What all the products' documents are on the wire, without headers. */
async function bytesOf(device: RemoteDevice): Promise<number> {
  let bytes = 0;
  for (const hash of (await device.manifest()).documents.products) bytes += Number((await device.fetch('GET', `sync/document/${hash}`, undefined, { 'Accept-Encoding': 'gzip' })).headers.get('content-length'));
  return bytes;
}

async function synchronise(page: Page): Promise<Cost> {
  let [requests, bytes, under] = [0, 0, Promise.resolve()];
  const before = await mirror(page);
  const count = (request: import('playwright-core').Request): void => {
    if (!request.serviceWorker() || !request.url().includes('/api/sync/')) return;
    requests++;
    under = under.then(async () => {
      const sizes = await request.sizes();
      bytes += sizes.requestHeadersSize + sizes.requestBodySize + sizes.responseHeadersSize + sizes.responseBodySize;
    });
  };
  const menu = await openMenu(page);
  page.context().on('requestfinished', count);
  const button = menu.getByRole('button', { name: 'Synchronise data' });
  await button.click();
  const ms = await page.evaluate(async () => {
    const start = performance.now();
    const pressed = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Synchronise data')) as HTMLButtonElement;
    while (pressed.disabled) await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - start;
  });
  await page.waitForTimeout(1000);
  page.context().off('requestfinished', count);
  await under;
  const after = await mirror(page);
  await page.getByRole('button', { name: 'Close menu' }).click();
  return { requests, bytes, ms, kept: after.keys.filter((key) => !before.keys.includes(key)).length, wrote: before.text !== after.text };
}

/** The mirror's keys, and a text that changes when anything but a document does. */
function mirror(page: Page): Promise<{ keys: string[]; text: string }> {
  return page.evaluate(async ({ database, store }) => {
    const opened = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(database);
      request.onsuccess = () => resolve(request.result);
    });
    const objects = opened.transaction(store).objectStore(store);
    const [keys, ...records] = await Promise.all([objects.getAllKeys(), objects.get('current'), objects.get('next')].map((request) => new Promise<unknown>((resolve) => {
      (request as IDBRequest).onsuccess = () => resolve((request as IDBRequest).result);
    })));
    opened.close();
    return { keys: (keys as IDBValidKey[]).map(String), text: JSON.stringify(records) };
  }, { database: NAMES.mirror, store: STORE });
}
