import { PACK_DIGITS, PACK_SIZE, type Hash } from '../domain/catalogue.js';
import type { Committed, Manifest, Plan } from '../domain/local.js';
import { ask, askText, patiently, sentence } from './api.js';
import type { Gathering } from './arrange.js';
import { followShop } from './follow-shop.js';
import { otherWords } from './other-words.js';
import { sha256 } from './shop.js';
import { sendNow } from './standing.js';
import { change, read, type Brought } from './state.js';

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
    change({ syncTrouble: read().shop ? otherWords.sellsAsBefore(sentence(error)) : otherWords.fetchesRest(sentence(error)) });
    return false;
  } finally {
    void import('./arrange.js').then(({ forget }) => forget(), console.warn);
    change({ sync: null });
  }
}

async function fetchShop(): Promise<void> {
  // On its way beside the first request.
  const arranging = import('./arrange.js');
  arranging.catch(() => undefined);
  const text = await askText('GET', 'api/sync/manifest');
  const manifest = JSON.parse(text) as Manifest;
  const hash = await sha256(new TextEncoder().encode(text));
  const { missing } = await ask<Plan>('POST', 'api/sync/plan', { manifest: hash });
  const { gather, prepare } = await arranging;
  // While documents are on their way, those that have arrived are put in order: all that a page does for a shop at the end, it does while nobody can do anything else.
  const gathering = gather(manifest.documents.products, read().shop?.index.arranged ?? null);
  await bringAll(missing, gathering, (document, done) => change({ sync: { what: whatIs(manifest, document), done, of: missing.length } }));
  prepare(hash, gathering.finish());
  change({ sync: { what: 'all', done: missing.length, of: missing.length } });
  await ask<Committed>('POST', 'api/sync/commit', { manifest: hash });
  await followShop();
  navigator.storage?.persist?.().catch(console.warn);
  void fetchPictures().catch(console.warn);
}

/**
 * Has the worker bring documents: a few each by itself, many in packs. `show` is told now and then which is next, and how many are here.
 */
async function bringAll(missing: readonly Hash[], gathering: Gathering, show: (document: Hash, done: number) => void): Promise<void> {
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
        if (others.length) await bringPack(some, gathering);
        else await askText('GET', `api/sync/document/${first}`);
        done += some.length;
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

async function bringPack(hashes: readonly Hash[], gathering: Gathering): Promise<void> {
  const [{ ok, status }, body] = await patiently(`api/sync/pack/${hashes.map((hash) => hash.slice(0, PACK_DIGITS)).join('-')}`, {}, (response) => response.arrayBuffer());
  // Whatever it was, each by itself says it in so many words.
  if (!ok) throw new Error(`no pack: ${status}`);
  gathering.take(hashes, body);
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
  for (const image of [...shop.staff.map((member) => member.image), ...new Set(shop.index.arranged?.tables.images.flat())]) if (image) await (await fetch(`media/${image}`)).blob();
}
