import { clientsClaim } from 'workbox-core/clientsClaim.js';
import { Route, Router } from 'workbox-routing';
import { DEMO } from '../domain/demo.js';
import type { Message } from '../domain/local.js';
import { NAMES, PREFIX } from '../domain/names.js';
import type { Asked } from './asked.js';
import { servePictures } from './pictures.js';
import { inBrowser } from './platform.js';
import { answer, json } from './refuse.js';
import { serveShell, VERSION } from './shell.js';
import { openTill, whileAtRest } from './till.js';
import { openDemo } from './demo/index.js';

declare const self: ServiceWorkerGlobalScope;

const base = self.registration.scope;
const router = new Router();
const platform = inBrowser(VERSION);
const till = openTill(NAMES, base, platform);

// Its installation reads the second script: only what is fetched before it ends is there afterwards.
serveShell(router, PREFIX, base, platform.seldom);
clientsClaim();
router.addFetchListener();

// The worker's first fetch is its start: whatever an earlier life left unsent goes out now.
let awake = false;
self.addEventListener('fetch', (event) => {
  if (awake) return;
  awake = true;
  event.waitUntil(till.start().catch(console.error));
});

self.addEventListener('message', (event) => {
  const message = event.data as Message | null;
  switch (message && message.type) {
    case 'claim': return event.waitUntil(self.clients.claim());
    case 'drain': return event.waitUntil(till.drain((message as { urgent?: boolean }).urgent));
    case 'take-over': return event.waitUntil(whileAtRest(NAMES, () => self.skipWaiting()));
    // `wake`: being called was all that was asked.
  }
});

/** Answers a path below `api/`; `pattern` is matched against all of what follows. */
function on(method: 'GET' | 'POST' | 'PUT', pattern: RegExp, verb: (asked: Asked) => Promise<Response>): void {
  router.registerRoute(new Route(
    ({ url }) => url.href.startsWith(`${base}api/`) ? pattern.exec(url.pathname.slice(new URL(base).pathname.length + 4)) : null,
    ({ request, event, params }) => answer(() => verb({ request, event, part: (params as unknown as RegExpExecArray)[1] || '' })),
    method,
  ));
}

on('POST', /^sales$/, async ({ request, event }) => {
  const receipt = await till.sell(await request.text());
  event.waitUntil(till.forward().catch(console.error));
  return json(receipt, 202);
});
on('GET', /^status$/, async () => json(await till.status()));
on('POST', /^outbox\/drain$/, async () => { await till.drain(true); return json(await till.status()); });

servePictures(router, NAMES.pictures, base);
if (DEMO) openDemo(NAMES, base, on);
// Everything else that a page asks for.
for (const method of ['GET', 'POST', 'PUT'] as const) on(method, /^(.*)$/, async (asked) => (await platform.seldom()).answerOthers(asked, till));
