import type { BrowserContext, Page } from 'playwright-core';

/**
 * Stops every service worker as the browser itself does when it needs the memory. Do not call `setOffline(true)` until
 * something has woken the worker again: it would wait for ever.
 */
export async function stopWorkers(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

/**
 * From now on, until the browser is started again, `registration.sync.register()` is refused as on a locked-down
 * device. `origin` without a slash at its end.
 */
export async function denyBackgroundSync(context: BrowserContext, origin: string): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('the context has no browser of its own');
  // The session stays open: with it, the setting would go.
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.setPermission', { permission: { name: 'background-sync' }, setting: 'denied', origin });
}
