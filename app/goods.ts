import { PACK_DIGITS, type Hash } from '../domain/catalogue.js';
import { NAMES } from '../domain/names.js';
import { linesOf, listed, readArrangement, sumOf, type Arranged, type Kept } from './arrangement.js';
import type { Goods } from './no-goods.js';
import { pacer } from './pacer.js';
import { productWith, search } from './search.js';
import { inRows } from './search-index.js';
import { documents } from './shop.js';

/** What arrange.ts does without, at a start: it is not there before it is needed. */
export const memory: {
  /** A shop that arrange.ts has put together, or is putting together. */
  prepared?: Hash;
  /** What is kept for the next start, as far as this page knows. */
  kept?: Kept;
} = {};

/**
 * Reads all products. `tell` hears how much of them is here, from 0 to 1.
 * @param before another state of the shop, as far as there is one in memory.
 * @throws Error when the mirror lacks one of the documents, or has one that is damaged.
 */
export async function readGoods(shop: Hash, hashes: readonly Hash[], before: Arranged | null, tell: (loaded: number) => void): Promise<Goods> {
  let over = false;
  const known = before || memory.prepared === shop ? null : await readKnown(shop, hashes, (loaded) => { if (!over) tell(loaded); });
  // Responses that come late would show less than there is by then.
  over = true;
  return open(known ?? await (await import('./arrange.js')).arranged(shop, hashes, before));
}

/** A start with a shop that this page's program has seen before. Documents are not parsed before somebody wants something of them, and then it is too late to mend them. */
async function readKnown(shop: Hash, hashes: readonly Hash[], tell: (loaded: number) => void): Promise<Arranged | null> {
  const work = pacer();
  const reading = readPacks(tell).catch(console.warn);
  const known = await readArrangement(shop).catch(console.warn);
  if (!known) return null;
  // The mirror has everything: a browser that cannot get at the responses keeps nobody waiting.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, PATIENCE); });
  const packs = await Promise.race([reading, late]);
  clearTimeout(timer);
  const some = hashes.map((hash) => packs?.get(hash.slice(0, PACK_DIGITS)));
  const rest = await documents(hashes.filter((_, at) => !some[at]));
  const all = some.map((document) => document ?? rest.shift() as Uint8Array);
  for (const [at, hash] of hashes.entries()) {
    // It might be read all the same, with another price in it. Where the mirror has it right, that counts; else arrange.ts looks.
    if (known.sums[at] !== sumOf(all[at] as Uint8Array)) {
      [all[at]] = await documents([hash]) as [Uint8Array];
      if (known.sums[at] !== sumOf(all[at] as Uint8Array)) return null;
    }
    await work();
  }
  memory.kept = { stamp: known.stamp, tables: known };
  return { hashes, documents: all, tables: known };
}

function open(arranged: Arranged): Goods {
  const { documents: all, tables } = arranged;
  const index = { ...tables, products: listed(all, tables) };
  return {
    products: index.products, arranged, find: (query) => search(index, query), withCode: (code) => productWith(index, code),
    among: (categories) => {
      const groups = index.categories.map((category) => categories.has(category));
      const rows: number[] = [];
      index.groups.forEach((group, row) => { if (groups[group]) rows.push(row); });
      return inRows(index.products, rows);
    },
  };
}

/** Longest wait for the kept responses, in ms. */
const PATIENCE = 3000;
/** Begun with the page: to open them takes the browser as long as to say which shop is current. To read them then would hold the first screen up. */
const opening = openKept();
opening.catch(() => undefined);

/** Opening it where there is none would make it: a register that was reset leaves nothing behind. */
async function openKept(): Promise<Cache | undefined> {
  return typeof caches !== 'undefined' && await caches.has(NAMES.documents) ? caches.open(NAMES.documents) : undefined;
}

/**
 * The documents that came in packs, by the first digits of their hashes, out of the kept responses: sixteen large reads take
 * a third of the time that the mirror's five hundred take. What is not there, or is damaged, the mirror has.
 */
async function readPacks(tell: (loaded: number) => void): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const cache = await opening;
  const kept = await cache?.keys() ?? [];
  let done = 0;
  await Promise.all(kept.map(async (request) => {
    const names = /pack\/(.+)/.exec(request.url)?.[1];
    const response = names && await cache?.match(request);
    if (!response) return;
    const lines = linesOf(new Uint8Array(await response.arrayBuffer()));
    // Of one that was cut short the last are not there.
    names.split('-').forEach((name, at) => { if (lines[at]) found.set(name, lines[at]); });
    tell(++done / (kept.length + 1));
  }));
  return found;
}
