import type { Page } from 'playwright-core';
import { pairRegister } from '../test/browser/till.js';
import type { BenchShop } from './shop.js';

/** What a register's page saw of itself, from outside: the browser's own clock and records. Times in ms from the page's start. */
export interface Seen {
  /** When the whole catalogue was searchable and sellable. */
  readonly shop: number;
  /** When the request for the manifest began, when the last document was in, when the commit was answered; 0: there was none. */
  readonly manifest: number;
  readonly documents: number;
  readonly commit: number;
  readonly requests: number;
  /** Main-thread tasks over 50 ms: when, and how long. */
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[];
}

/** Notes in every page of the context what the browser tells about it; {@link seen} reads it. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { shop: 0, manifest: 0, documents: 0, commit: 0, requests: 0, longTasks: [] as { at: number; ms: number }[] };
    (window as unknown as { seen: typeof seen }).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.entryType === 'mark' && entry.name === 'shop') seen.shop = entry.startTime;
        if (entry.entryType === 'longtask') seen.longTasks.push({ at: entry.startTime, ms: entry.duration });
        if (entry.entryType !== 'resource' || !entry.name.includes('/api/sync/')) continue;
        seen.requests++;
        const end = entry.startTime + entry.duration;
        if (entry.name.endsWith('/manifest')) seen.manifest = entry.startTime;
        else if (entry.name.endsWith('/commit')) seen.commit = end;
        else if (!entry.name.endsWith('/plan')) seen.documents = Math.max(seen.documents, end);
      }
    }).observe({ entryTypes: ['resource', 'mark', 'longtask'] });
  });
}

/** Waits until the page's shop is whole and the tasks of that are told, and gives what was seen. */
export async function seen(page: Page): Promise<Seen> {
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.shop > 0, undefined, { polling: 50 });
  await page.waitForTimeout(200);
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

/** Sets a register up in a fresh browser; its first full sync runs by itself. */
export async function setUp(page: Page, shop: BenchShop): Promise<Seen> {
  await watchPage(page);
  await pairRegister(page, { url: shop.url, pairingCode: await shop.pairingCode() });
  return seen(page);
}
