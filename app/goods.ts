import type { Hash } from '../domain/catalogue.js';
import { listed, readArrangement, sumOf, type Arranged, type Kept } from './arrangement.js';
import type { Goods } from './no-goods.js';
import { pacer } from './pacer.js';
import { productWith, search } from './search.js';
import { inRows } from './search-index.js';
import { documents } from './shop.js';

/** Documents read at once: few large steps hold the thread, many small ones wait for each other. */
const SLICE = 128;

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
  const known = before || memory.prepared === shop ? null : await readKnown(shop, hashes, tell);
  return open(known ?? await (await import('./arrange.js')).arranged(shop, hashes, before));
}

/** A start with a shop that this page's program has seen before. Documents are not parsed before somebody wants something of them, and then it is too late to mend them. */
async function readKnown(shop: Hash, hashes: readonly Hash[], tell: (loaded: number) => void): Promise<Arranged | null> {
  const work = pacer();
  const arranging = readArrangement(shop).catch(console.warn);
  const all = await readDocuments(hashes, work, tell);
  const known = await arranging;
  if (!known) return null;
  for (const [at, document] of all.entries()) {
    // It might be read all the same, with another price in it: arrange.ts looks.
    if (known.sums[at] !== sumOf(document)) return null;
    await work();
  }
  memory.kept = { shop, tables: known };
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

async function readDocuments(hashes: readonly Hash[], work: () => Promise<void>, tell: (loaded: number) => void): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  let next = documents(hashes.slice(0, SLICE));
  for (let at = 0; at < hashes.length; at += SLICE) {
    all.push(...await next);
    next = documents(hashes.slice(at + SLICE, at + 2 * SLICE));
    // Whoever waits for it hears of it; until then it is nobody's.
    next.catch(() => undefined);
    await work();
    tell(at / hashes.length);
  }
  return all;
}
