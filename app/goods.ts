import type { Hash } from '../domain/catalogue.js';
import { listed, readArrangement, sumOf, type Arrangement } from './arrangement.js';
import type { Goods } from './no-goods.js';
import { pacer } from './pacer.js';
import { productWith, search } from './search.js';
import { inRows } from './search-index.js';
import { ahead, documents, sha256 } from './shop.js';

/** Documents read at once. */
const SLICE = 16;
/** How much more is read before it is shown. */
const STEP = 0.1;

/**
 * Reads all products. `tell` hears how much of them is here, from 0 to 1.
 * @throws Error when the mirror lacks one of the documents, or has one that is damaged.
 */
export async function readGoods(shop: Hash, hashes: readonly Hash[], tell: (loaded: number) => void): Promise<Goods> {
  const work = pacer();
  const arranging = readArrangement(shop).catch(console.warn);
  const all = await readDocuments(hashes, work, tell);
  ahead.clear();
  const known = await arranging;
  if (known && await isAsArranged(hashes, all, known, work)) return open(all, known);
  const { arrange, keep } = await import('./arrange.js');
  const made = await arrange(hashes, all, work);
  // After the screen with it: only time is lost without it.
  setTimeout(() => keep(shop, made).catch(console.warn));
  return open(all, made);
}

function open(documents: readonly Uint8Array[], tables: Arrangement): Goods {
  const index = { ...tables, products: listed(documents, tables) };
  return {
    products: index.products, tables, find: (query) => search(index, query), withCode: (code) => productWith(index, code),
    among: (categories) => {
      const groups = index.categories.map((category) => categories.has(category));
      const rows: number[] = [];
      index.groups.forEach((group, row) => { if (groups[group]) rows.push(row); });
      return inRows(index.products, rows);
    },
  };
}

/** Whether the documents are still what was arranged. They are not parsed before somebody wants something of them, and then it is too late to mend them. */
async function isAsArranged(hashes: readonly Hash[], all: readonly Uint8Array[], { sums }: Arrangement, work: () => Promise<void>): Promise<boolean> {
  for (const [at, document] of all.entries()) {
    if (sums[at] !== sumOf(document)) {
      // It might be read all the same, with another price in it: the worker mends it.
      if (await sha256(document) !== hashes[at]) throw new Error('a document of the shop is damaged on this device');
      return false;
    }
    await work();
  }
  return true;
}

async function readDocuments(hashes: readonly Hash[], work: () => Promise<void>, tell: (loaded: number) => void): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  let told = 0;
  let next = documents(hashes.slice(0, SLICE));
  for (let at = 0; at < hashes.length; at += SLICE) {
    all.push(...await next);
    next = documents(hashes.slice(at + SLICE, at + 2 * SLICE));
    // Whoever waits for it hears of it; until then it is nobody's.
    next.catch(() => undefined);
    await work();
    if (at / hashes.length < told + STEP) continue;
    told = at / hashes.length;
    tell(told);
  }
  return all;
}
