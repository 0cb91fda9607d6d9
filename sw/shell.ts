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
  const shell = __SHELL_FILES__;
  const files = new Set(shell.map((file) => base + file.replace(/\?.*/, '')));

  self.addEventListener('install', (event) => event.waitUntil(seldom().then(({ fill }) => fill(event, mine, base, shell))));
  self.addEventListener('activate', (event) => event.waitUntil(seldom().then(({ clearOlder }) => clearOlder(`${prefix}-shell-`, mine))));
  router.registerRoute(new Route(
    ({ request, url }) => {
      const file = url.origin + url.pathname;
      return request.mode === 'navigate' && (!DEMO || isOwn(url, base)) ? base : files.has(file) && file;
    },
    // Gone from the cache (cleared by hand or for room): the network's is better than nothing.
    async ({ request, params }) => await caches.match(params as unknown as string, { cacheName: mine }) || fetch(request),
  ));
}

/** A demo may stand above a register's path, as at a host's root: that register's pages are not its own. */
function isOwn({ origin, pathname }: URL, base: string): boolean {
  const address = origin + pathname;
  return address === base || address === `${base}index.html`;
}
