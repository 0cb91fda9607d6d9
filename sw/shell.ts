import { cacheNames, setCacheNameDetails } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const __SHELL_FILES__: { url: string; revision: string }[];
declare const __SHELL_VERSION__: string;

/** The hash of everything that the shell is made of, written by the build. */
export const VERSION: string = __SHELL_VERSION__;

/** Precaches the shell and answers every navigation from it: the register opens without a network, and whole or not at all. */
export function serveShell(prefix: string): void {
  setCacheNameDetails({ prefix });
  precacheAndRoute(__SHELL_FILES__);
  cleanupOutdatedCaches();
  registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));
}

export const shellCache = (): string => cacheNames.precache;
