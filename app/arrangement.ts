import { getMany } from 'idb-keyval';
import type { Hash, Product } from '../domain/catalogue.js';
import { kept } from './kept-cart.js';
import type { Listed, SearchTables } from './search-index.js';
import { parse } from './shop.js';

/** All that is worked out of a shop's products but for themselves: what is searched, and where each of them is. */
export interface Arrangement extends SearchTables {
  /** For each product, in the order of their names: which document it is in, and which one of that it is. */
  readonly places: Uint16Array;
  readonly ordinals: Uint32Array;
  /** For each product which of `categories` it is in. */
  readonly groups: Uint32Array;
  /** Ids; `''`: none. */
  readonly categories: readonly string[];
  /** For each document how many products it has. */
  readonly counts: readonly number[];
  /** For each document the pictures of its products. */
  readonly images: readonly (readonly string[])[];
  /** For each document {@link sumOf} it, where that has been worked out. */
  readonly sums: readonly (number | undefined)[];
}

/** With the documents that it is of, and their hashes. */
export interface Arranged {
  readonly hashes: readonly Hash[];
  readonly documents: readonly Uint8Array[];
  readonly tables: Arrangement;
}

/** The first of the pieces that an arrangement is kept in. */
export interface Head extends Pick<Arrangement, 'categories' | 'counts' | 'images' | 'sums'> {
  readonly form: typeof FORM;
  /** Of this writing, by chance: two tabs number the same shop's categories each in its own way. */
  readonly stamp: number;
  /** The manifest's hash. */
  readonly shop: Hash;
}

/** What is in the page's store. */
export interface Kept {
  readonly stamp: number;
  readonly tables: Arrangement;
}

/** Changes with whatever arrange.ts makes, and with how fold.ts folds. */
export const FORM = 4;
/** How many pieces the text is kept in. To read a large value takes the browser one go, in which nobody can tap. */
export const TEXTS = 8;
/** In the page's store: head, numbers, text. */
export const KEYS = Array.from({ length: 7 + TEXTS }, (_, at) => `arranged${at ? `-${at}` : ''}`);

/** What the last one was that was kept; undefined when it is not this shop's, or none of this program's. */
export async function readArrangement(shop: Hash): Promise<Arrangement & Head | undefined> {
  // All in one transaction: another tab may be keeping another shop's just now.
  const pieces = await getMany<unknown>(KEYS, kept);
  const [first, starts, signs, codes, places, ordinals, groups, ...texts] = pieces;
  const head = first as Head;
  if (pieces.includes(undefined) || head.form !== FORM || head.shop !== shop) return undefined;
  return { ...head, starts, signs, codes, places, ordinals, groups, text: texts.join('') } as Arrangement & Head;
}

/** The products in their order. Each is parsed when it is asked for: of 100,000 nobody looks at more than some. */
export function listed(documents: readonly Uint8Array[], { places, ordinals, counts }: Arrangement): Listed {
  const known = new Map<number, readonly number[]>();
  const product = (row: number): Product => {
    const at = places[row] ?? 0;
    const ordinal = ordinals[row] ?? 0;
    const document = documents[at] as Uint8Array;
    const starts = known.get(at) ?? startsIn(document);
    known.set(at, starts);
    // Written by a panel that begins its products otherwise: the document whole.
    if (starts.length - 1 !== counts[at]) return (parse(document) as Product[])[ordinal] as Product;
    return parse(document.subarray(starts[ordinal], (starts[ordinal + 1] ?? 0) - 1)) as Product;
  };
  return { length: places.length, slice: (from, to) => Array.from({ length: Math.max(0, Math.min(to, places.length) - from) }, (_, at) => product(from + at)) };
}

// A sign for each byte: the browser's own search in a text is many times faster than a loop of ours over bytes.
const bytewise = new TextDecoder('latin1');

/** Where the products of a document begin, which begin with their id; one more at the end. In JSON no text can have what they begin with in it: a quote in a text is escaped, and behind a text's end there is no `i`. */
function startsIn(document: Uint8Array): number[] {
  const json = bytewise.decode(document);
  const starts: number[] = [];
  for (let at = 1; at; at = json.indexOf(',{"id":', at) + 1) starts.push(at);
  return [...starts, json.length];
}

export const LINE_END = 10;

/** The documents of a pack. Each is a copy: with a part of a pack the whole of it would be kept. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += (lines[lines.length - 1] as Uint8Array).length + 1) {
    const end = bytes.indexOf(LINE_END, from);
    lines.push(bytes.slice(from, end < 0 ? bytes.length : end));
  }
  return lines;
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
