import { get, getMany } from 'idb-keyval';
import type { Hash, Product } from '../domain/catalogue.js';
import { kept } from './kept-cart.js';
import type { Listed, SearchTables } from './search-index.js';
import { parse } from './shop.js';

/** All that is worked out of a shop's products but for themselves: what is searched, and where in the documents each of them is. */
export interface Arrangement extends SearchTables {
  /** For each product, in the order of their names: which document it is in, and from which to below which byte of that. */
  readonly places: Uint16Array;
  readonly froms: Uint32Array;
  readonly tos: Uint32Array;
  /** For each product which of `categories` it is in. */
  readonly groups: Uint32Array;
  /** Ids; `''`: none. */
  readonly categories: readonly string[];
  /** All pictures. */
  readonly images: readonly string[];
  /** For each document {@link sumOf} it. */
  readonly sums: readonly number[];
}

/** The first of the pieces that an arrangement is kept in. */
export interface Head extends Pick<Arrangement, 'categories' | 'images' | 'sums'> {
  readonly form: typeof FORM;
  /** The manifest's hash. */
  readonly shop: Hash;
}

/** Changes with whatever arrange.ts makes. */
export const FORM = 3;
/** How many pieces the text is kept in. To read a large value takes the browser one go, in which nobody can tap. */
export const TEXTS = 8;
/** In the page's store: head, numbers, text. */
export const KEYS = Array.from({ length: 8 + TEXTS }, (_, at) => `arranged${at ? `-${at}` : ''}`);

/** What the last one was that was kept; undefined when it is not this shop's, or none of this program's. */
export async function readArrangement(shop: Hash): Promise<Arrangement | undefined> {
  if (!isOf(await get<Head>('arranged', kept), shop)) return undefined;
  // All in one transaction: another tab may be keeping another shop's just now.
  const pieces = await getMany<unknown>(KEYS, kept);
  const [head, starts, signs, codes, places, froms, tos, groups, ...texts] = pieces;
  if (!isOf(head as Head, shop) || pieces.includes(undefined)) return undefined;
  return { ...head as Head, starts, signs, codes, places, froms, tos, groups, text: texts.join('') } as Arrangement;
}

function isOf(head: Head | undefined, shop: Hash): boolean {
  return head !== undefined && head.form === FORM && head.shop === shop;
}

/** The products in their order. Each is parsed when it is asked for: of 100,000 nobody looks at more than some. */
export function listed(documents: readonly Uint8Array[], { places, froms, tos }: Arrangement): Listed {
  const product = (row: number): Product => parse((documents[places[row] ?? 0] as Uint8Array).subarray(froms[row], tos[row])) as Product;
  return { length: places.length, slice: (from, to) => Array.from({ length: Math.max(0, Math.min(to, places.length) - from) }, (_, at) => product(from + at)) };
}

/** Tells a document from one that was damaged on the disk. Not from one that somebody made to look like it: who can write here can write anything. */
export function sumOf(document: Uint8Array): number {
  // Whatever a store gives out is a buffer of its own.
  const words = new Int32Array(document.buffer, document.byteOffset, document.length >> 2);
  let sum = document.length;
  for (let at = 0; at < words.length; at++) sum = Math.imul(sum, 31) + (words[at] as number) | 0;
  for (let at = words.length * 4; at < document.length; at++) sum = Math.imul(sum, 31) + (document[at] as number) | 0;
  return sum;
}
