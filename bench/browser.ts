import type { CDPSession, Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from '../test/browser/fixture.js';

export type { TestBrowser };

/** Opens a browser on a new profile on the disk, lets `work` have it, and closes it. */
export async function inBrowser<T>(work: (browser: TestBrowser) => Promise<T>): Promise<T> {
  const browser = await openBrowser();
  try {
    browser.page.setDefaultTimeout(600_000);
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A new page of it, closed afterwards. */
export async function inPage<T>({ context }: TestBrowser, url: string, work: (page: Page, session: CDPSession) => Promise<T>): Promise<T> {
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  try {
    await page.goto(url);
    return await work(page, await context.newCDPSession(page));
  } finally {
    await page.close();
  }
}

/** Slows the page's main thread, and nothing else: not its worker, not the browser's own processes. */
export async function throttle(session: CDPSession, rate: number): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** What the page's objects take after two collections, in MB. */
export async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage') as { usedSize: number; backingStorageSize?: number };
  return (usedSize + (backingStorageSize ?? 0)) / 1e6;
}
