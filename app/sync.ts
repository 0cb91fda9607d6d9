import type { Hash } from '../domain/catalogue.js';
import type { Committed, Manifest, Plan } from '../domain/local.js';
import { ask, askText, sentence } from './api.js';
import { followShop } from './follow-shop.js';
import { sendNow } from './standing.js';
import { change, read } from './state.js';

/** Documents fetched at the same time. */
const AT_ONCE = 6;

/**
 * A full sync: what the panel names and is not here is fetched, then all of it becomes the shop in one step. Cut off
 * anywhere, the old shop stays, and the next run fetches only the rest. Waiting sales are sent beside it.
 * Resolves to whether it went through; why not is in the state.
 */
export async function synchronise(): Promise<boolean> {
  if (read().sync) return false;
  change({ sync: { what: 'Asking the control panel', done: 0, of: 0 }, syncTrouble: null });
  try {
    if (read().status.unsynchronised) void sendNow();
    await fetchShop();
    change({ unreachable: false, notice: null });
    return true;
  } catch (error) {
    change({ syncTrouble: `${sentence(error)} ${read().shop ? 'The register sells as before.' : 'The next try fetches only what is missing.'}` });
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
  const rest = [...missing];
  let done = 0;
  // After a failure nothing more is begun: the others find the list empty.
  const lane = async (): Promise<void> => {
    for (let document = rest.shift(); document; document = rest.shift()) {
      change({ sync: { what: whatIs(manifest, document), done, of: missing.length } });
      await askText('GET', `api/sync/document/${document}`).catch((error: unknown) => { rest.length = 0; throw error; });
      done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  change({ sync: { what: 'all', done, of: missing.length } });
  await ask<Committed>('POST', 'api/sync/commit', { manifest: hash });
  await followShop();
  navigator.storage?.persist?.().catch(console.warn);
  void fetchPictures().catch(console.warn);
}

async function digest(text: string): Promise<Hash> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as Hash;
}

/** `staff`, `categories`, … */
function whatIs({ documents }: Manifest, hash: Hash): string {
  return Object.entries(documents).find(([, named]) => named === hash)?.[0] ?? 'products';
}

/** Pictures come afterwards and in the background: the worker keeps what passes through it. */
async function fetchPictures(): Promise<void> {
  const { shop } = read();
  if (!shop) return;
  for (const { image } of [...shop.staff, ...shop.index.products]) if (image) await (await fetch(`media/${image}`)).blob();
}
