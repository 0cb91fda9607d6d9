import { clientsClaim } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import type { Hash } from '../domain/catalogue.js';
import { DEMO } from '../domain/demo.js';
import type { Message } from '../domain/local.js';
import { NAMES, PREFIX } from '../domain/names.js';
import type { SaleId } from '../domain/sale.js';
import { servePictures } from './pictures.js';
import { inBrowser } from './platform.js';
import { answer, json, Refused } from './refuse.js';
import { serveShell, VERSION } from './shell.js';
import { openTill, whileAtRest } from './till.js';
import { openDemo } from './demo/index.js';

declare const self: ServiceWorkerGlobalScope;

const base = self.registration.scope;
const platform = inBrowser(VERSION);
const till = openTill(NAMES, base, platform);

serveShell(PREFIX, base);
clientsClaim();
// Only what is fetched before the installation ends is there afterwards.
self.addEventListener('install', (event) => event.waitUntil(platform.seldom()));

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

interface Asked {
  readonly request: Request;
  readonly event: ExtendableEvent;
  /** What the path's pattern captured. */
  readonly part: string;
}

/** Answers a path below `api/`; `pattern` is matched against all of what follows. */
function on(method: 'GET' | 'POST' | 'PUT', pattern: RegExp, verb: (asked: Asked) => Promise<Response>): void {
  registerRoute(
    ({ url }) => url.href.startsWith(`${base}api/`) ? pattern.exec(url.pathname.slice(new URL(base).pathname.length + 4)) : null,
    ({ request, event, params }) => answer(() => verb({ request, event, part: (params as unknown as RegExpExecArray)[1] || '' })),
    method,
  );
}

async function body<T>(request: Request): Promise<Partial<T>> {
  const value: unknown = await request.json().catch(() => { throw new Refused(400, 'not-json', 'The body is not JSON.'); });
  if (typeof value !== 'object' || value === null) throw new Refused(422, 'not-valid', 'The body must be an object.', { path: '' });
  return value as Partial<T>;
}

async function field(request: Request, name: string): Promise<string> {
  const value = (await body<Record<string, unknown>>(request))[name];
  if (typeof value !== 'string' || value === '') throw new Refused(422, 'not-valid', `${name} is missing.`, { path: name });
  return value;
}

on('POST', /^sales$/, async ({ request, event }) => {
  const receipt = await till.sell(await request.text());
  event.waitUntil(till.forward().catch(console.error));
  return json(receipt, 202);
});
on('GET', /^sales$/, async ({ request }) => {
  const query = new URL(request.url).searchParams;
  return json(await till.history(Number(query.get('before')) || Infinity, Number(query.get('limit')) || undefined));
});
on('GET', /^sales\/([\w-]+)$/, async ({ part }) => json(await till.detail(part as SaleId)));
on('POST', /^sales\/([\w-]+)\/retry$/, async ({ part }) => json(await till.retry(part as SaleId)));
on('POST', /^shift\/(open|close)$/, async ({ request, event, part }) => {
  const detail = await till.changeShift(part as 'open' | 'close', await body(request));
  event.waitUntil(till.forward().catch(console.error));
  return json(detail, 202);
});
on('GET', /^status$/, async () => json(await till.status()));
on('POST', /^outbox\/drain$/, async () => { await till.drain(true); return json(await till.status()); });

on('POST', /^pair$/, async ({ request }) => json(await till.setUp(await field(request, 'code'), self.navigator.userAgent)));
on('POST', /^sign-in$/, async ({ request }) => {
  const { staffId, pin } = await body<{ staffId: string; pin: string }>(request);
  return json(await till.checkPin(String(staffId), typeof pin === 'string' ? pin : ''));
});

on('GET', /^sync\/(manifest|(document|pack)\/[\da-f-]+)$/, async ({ request, event }) => (await till.catalogue()).bring(request, event, () => till.passOn('api/ping', 'GET')));
on('POST', /^sync\/plan$/, async ({ request }) => json(await (await till.catalogue()).plan(await field(request, 'manifest') as Hash)));
// The page could not read the shop.
on('POST', /^sync\/mend$/, async () => json({ done: await till.mendShop() }));
on('POST', /^sync\/commit$/, async ({ request, event }) => {
  const manifest = await field(request, 'manifest') as Hash;
  const committed = await till.commit(manifest);
  event.waitUntil(till.finish(manifest).catch(console.error));
  return json(committed);
});

on('GET', /^ping$/, async () => json(await till.passOn('api/ping', 'GET')));
on('POST', /^items$/, async ({ request }) => json(await till.passOn('api/items', 'POST', await body(request))));
on('PUT', /^items\/([\w-]+)$/, async ({ request, part }) => json(await till.passOn(`api/items/${part}`, 'PUT', await body(request))));
on('POST', /^reset$/, async ({ request }) => {
  const { onlyCopy } = await body<{ onlyCopy: boolean }>(request).catch(() => ({ onlyCopy: false }));
  await till.reset(onlyCopy === true);
  return json({ done: true });
});

on('GET', /^unsynchronised$/, async () => json(await till.unsynchronised()));
on('POST', /^unsynchronised$/, async ({ request }) => json(await till.saved(await body(request))));
on('POST', /^folder$/, async () => json(await till.useFolder()));
on('POST', /^lost$/, async ({ request }) => json(await till.passOn('api/lost', 'POST', await body(request))));

on('GET', /^disk$/, async () => json(await till.tryDisk()));
on('GET', /^session$/, async () => json(await till.passOn('api/session', 'GET')));

servePictures(NAMES.pictures, base);
if (DEMO) openDemo(NAMES, base, on);
