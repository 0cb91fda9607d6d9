import { Route, type Router } from 'workbox-routing';
import { DEMO } from '../domain/demo.js';
import type { Platform } from './platform.js';

declare const self: ServiceWorkerGlobalScope;
declare const __SHELL_FILES__: string[];
declare const __SHELL_VERSION__: string;

/** The hash of everything that the shell is made of, written by the build. */
export const VERSION: string = __SHELL_VERSION__;

/**
 * Keeps the shell: fills a cache of this version at install, answers the register's files and every navigation from
 * it, and clears older versions once this one is active.
 *
 * Ours and not workbox-precaching because of one thing: each file is checked against the hash that the build wrote
 * down. A log-in page that answers 200 for everything would otherwise be installed as the till.
 */
export function serveShell(router: Router, prefix: string, base: string, seldom: Platform['seldom']): void {
  const mine = `${prefix}-shell-${VERSION}`;
  const keys = new Map(__SHELL_FILES__.map((file) => [base + file.replace(/\?.*/, ''), base + file]));

  self.addEventListener('install', (event) => event.waitUntil(seldom().then(({ fill }) => fill(mine, keys))));
  self.addEventListener('activate', (event) => event.waitUntil(seldom().then(({ clearOlder }) => clearOlder(`${prefix}-shell-`, mine))));
  router.registerRoute(new Route(
    ({ request, url }) => request.mode === 'navigate' && (!DEMO || isOwn(url, base)) ? keys.get(`${base}index.html`) : keys.get(url.origin + url.pathname),
    // Gone from the cache (cleared by hand or for room): the network's is better than nothing.
    async ({ request, params }) => await caches.match(params as unknown as string, { cacheName: mine }) || fetch(request),
  ));
}

/** A demo may stand above a register's path, as at a host's root: that register's pages are not its own. */
function isOwn({ origin, pathname }: URL, base: string): boolean {
  const address = origin + pathname;
  return address === base || address === `${base}index.html`;
}
