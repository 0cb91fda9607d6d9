import type { Hash } from '../domain/catalogue.js';
import type { Committed, Manifest, Plan } from '../domain/local.js';
import { NAMES } from '../domain/names.js';
import { ask, askText, sentence } from './api.js';
import { followShop } from './follow-shop.js';
import { sendNow } from './standing.js';
import { change, read } from './state.js';

/** Documents fetched at the same time. */
const AT_ONCE = 6;
const PICTURES_AT_ONCE = 2;

/**
 * A full sync: what the panel names and is not here is fetched, then all of it becomes the shop in one step. Cut off
 * anywhere, the old shop stays, and the next run fetches only the rest. Waiting sales are sent beside it.
 * Resolves to whether it went through; why not is in the state.
 */
export async function synchronise(): Promise<boolean> {
  if (read().sync) return false;
  if (!navigator.onLine) {
    change({ syncTrouble: 'There is no connection. Nothing was changed; connect, then synchronise.' });
    return false;
  }
  change({ sync: { what: 'Asking the control panel', done: 0, of: 0 }, syncTrouble: null });
  try {
    if (read().status?.unsynchronised) void sendNow();
    await fetchShop();
    change({ unreachable: false, notice: null });
    return true;
  } catch (error) {
    change({ syncTrouble: `${sentence(error)} ${read().shop ? 'Nothing was changed: the register sells as before.' : 'What has arrived stays here; the next try fetches only the rest.'}` });
    return false;
  } finally {
    change({ sync: null });
  }
}

async function fetchShop(): Promise<void> {
  const text = await askText('GET', 'api/sync/manifest');
  const manifest = JSON.parse(text) as Manifest;
  const hash = await digest(text);
  const { missing } = await ask<Plan>('POST', 'api/sync/plan', { manifest: hash });
  let done = 0;
  await inTurn(AT_ONCE, missing, async (document) => {
    change({ sync: { what: whatIs(manifest, document), done, of: missing.length } });
    await askText('GET', `api/sync/document/${document}`);
    done++;
  });
  change({ sync: { what: 'Putting the shop together', done, of: missing.length } });
  await ask<Committed>('POST', 'api/sync/commit', { manifest: hash });
  await followShop();
  navigator.storage?.persist?.().catch(console.warn);
  void fetchPictures().catch(console.warn);
}

async function digest(text: string): Promise<Hash> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as Hash;
}

function whatIs({ documents }: Manifest, hash: Hash): string {
  if (hash === documents.register) return 'Register';
  if (hash === documents.receipt) return 'Receipt';
  if (hash === documents.staff) return 'Staff';
  return hash === documents.categories ? 'Categories' : 'Products';
}

/** Runs `work` over the list, `width` at a time. After the first failure nothing more is begun. */
async function inTurn<T>(width: number, list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < list.length) {
      const item = list[next++];
      if (item !== undefined) await work(item).catch((error: unknown) => { next = list.length; throw error; });
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Pictures come afterwards and in the background: the worker keeps what passes through it. */
async function fetchPictures(): Promise<void> {
  const { shop } = read();
  if (!shop) return;
  const names = new Set([...shop.index.products, ...shop.staff].flatMap(({ image }) => image ?? []));
  const cache = await caches.open(NAMES.pictures);
  await inTurn(PICTURES_AT_ONCE, [...names], async (name) => {
    if (!await cache.match(`media/${name}`, { ignoreVary: true })) await fetch(`media/${name}`);
  });
}
