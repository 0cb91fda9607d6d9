import { PACK_DIGITS, PACK_SIZE, type Hash } from '../domain/catalogue.js';
import type { Committed, Manifest, Plan } from '../domain/local.js';
import { ask, askText, sentence } from './api.js';
import { followShop } from './follow-shop.js';
import { otherWords } from './other-words.js';
import { pacer } from './pacer.js';
import { ahead, documents, sha256 } from './shop.js';
import { sendNow } from './standing.js';
import { change, read, type Brought } from './state.js';

const arranging = () => import('./arrange.js');
/** Documents fetched at the same time, and packs of them: on a slow line several packs might all come too late. */
const AT_ONCE = 6;
const PACKS_AT_ONCE = 3;
/** How often at the most a full sync shows how far it is. */
const STEPS = 20;

/**
 * A full sync: what the panel names and is not here is fetched, then all of it becomes the shop in one step. Cut off
 * anywhere, the old shop stays, and the next run fetches only the rest. Waiting sales are sent beside it.
 * Resolves to whether it went through; why not is in the state.
 */
export async function synchronise(): Promise<boolean> {
  if (read().sync) return false;
  change({ sync: { what: 'asking', done: 0, of: 0 }, syncTrouble: null });
  try {
    if (read().status.unsynchronised) void sendNow();
    await fetchShop();
    change({ unreachable: false, notice: null });
    return true;
  } catch (error) {
    ahead.clear();
    void arranging().then(({ forget }) => forget(), console.warn);
    change({ syncTrouble: read().shop ? otherWords.sellsAsBefore(sentence(error)) : otherWords.fetchesRest(sentence(error)) });
    return false;
  } finally {
    change({ sync: null });
  }
}

async function fetchShop(): Promise<void> {
  const text = await askText('GET', 'api/sync/manifest');
  const manifest = JSON.parse(text) as Manifest;
  const hash = await sha256(new TextEncoder().encode(text));
  const { missing } = await ask<Plan>('POST', 'api/sync/plan', { manifest: hash });
  const arrived = reader(manifest, await arranging());
  await bringAll(missing, arrived, (document, done) => change({ sync: { what: whatIs(manifest, document), done, of: missing.length } }));
  await arrived([]);
  change({ sync: { what: 'all', done: missing.length, of: missing.length } });
  await ask<Committed>('POST', 'api/sync/commit', { manifest: hash });
  await followShop();
  navigator.storage?.persist?.().catch(console.warn);
  void fetchPictures().catch(console.warn);
}

/**
 * While documents are on their way, those that have arrived are read: all that a page does for a shop at the end, it does
 * while nobody can do anything else.
 */
function reader({ documents: { products } }: Manifest, { readAhead, forget }: Awaited<ReturnType<typeof arranging>>): (hashes: readonly Hash[]) => Promise<void> {
  const wanted = new Set(products);
  const work = pacer();
  let before = Promise.resolve();
  const read = async (hashes: readonly Hash[]): Promise<void> => {
    const all = await documents(hashes);
    for (const [at, hash] of hashes.entries()) {
      const document = all[at] as Uint8Array;
      readAhead(hash, document);
      ahead.set(hash, document);
      await work();
    }
  };
  ahead.clear();
  forget();
  // One after the other; whoever needs what could not be read here says so.
  return (hashes) => before = before.then(() => read(hashes.filter((hash) => wanted.has(hash)))).catch(console.warn);
}

/**
 * Has the worker bring documents: a few each by itself, many in packs. `arrived` is told which are here; `show` is told
 * now and then which is next, and how many are here.
 */
async function bringAll(missing: readonly Hash[], arrived: (hashes: readonly Hash[]) => void, show: (document: Hash, done: number) => void): Promise<void> {
  const many = missing.length > PACK_SIZE;
  const rest = inGroups(missing, many ? PACK_SIZE : 1);
  let [done, next, failed] = [0, 0, false];
  const lane = async (): Promise<void> => {
    for (let some = rest.shift(); some && !failed; some = rest.shift()) {
      const [first = '' as Hash, ...others] = some;
      if (done >= next) {
        show(first, done);
        next = done + missing.length / STEPS;
      }
      try {
        await askText('GET', `api/sync/${others.length ? `pack/${some.map((hash) => hash.slice(0, PACK_DIGITS)).join('-')}` : `document/${first}`}`);
        done += some.length;
        arrived(some);
      } catch (error) {
        // After a failure nothing more is begun. But a pack may only have been too much for a slow line: all that is left is tried in small.
        failed = !others.length;
        if (failed) throw error;
        rest.push(...inGroups([...some, ...rest.splice(0).flat()], 1));
      }
    }
  };
  await Promise.all(Array.from({ length: many ? PACKS_AT_ONCE : AT_ONCE }, lane));
}

function inGroups(hashes: readonly Hash[], size: number): Hash[][] {
  const groups: Hash[][] = [];
  for (let at = 0; at < hashes.length; at += size) groups.push(hashes.slice(at, at + size));
  return groups;
}

/** `staff`, `categories`, … */
function whatIs({ documents }: Manifest, hash: Hash): Brought {
  const known = ['register', 'receipt', 'staff', 'categories'] as const;
  return known.find((name) => documents[name] === hash) ?? 'products';
}

/** Pictures come afterwards and in the background: the worker keeps what passes through it. */
async function fetchPictures(): Promise<void> {
  const { shop } = read();
  if (!shop) return;
  for (const image of [...shop.staff.map((member) => member.image), ...shop.index.tables?.images ?? []]) if (image) await (await fetch(`media/${image}`)).blob();
}
