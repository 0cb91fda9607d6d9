import type { Product } from '../domain/catalogue.js';

/** What the customer sees is accented; what the cashier types is not. Lower case, no accents, no vowel signs of Hebrew and Arabic, no lengthened letters, one kind of space. */
export function fold(text: string): string {
  // Most names are plain ASCII, and normalising 100,000 of them is a noticeable wait on a small till.
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670]/g, '').replace(/\s/g, ' ');
  return plain.toLowerCase();
}

/** Whether a word can begin after this UTF-16 unit: it is neither letter, mark nor digit. */
export function isBetween(unit: number): boolean {
  // Letters and digits first: most units are.
  if ((unit > 96 && unit < 123) || (unit > 47 && unit < 58)) return false;
  return unit < 128 || !/[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit));
}

/** Products that share one sign. */
export const BLOCK = 64;
/** A sign's length in numbers of 32 bits: a part for three letters anywhere, a part for the words' beginnings. */
export const LETTERS = 128;
export const BEGINNINGS = 32;
export const SIGN = LETTERS + BEGINNINGS;
/** Stands in a sign for whatever a word begins after. */
export const SPACE = 32;

/** Products in some order. Of a whole shop's each is parsed when it is asked for, and not before; an array of them is one too. */
export interface Listed {
  readonly length: number;
  /** Those from `from` to below `to`. */
  slice(from: number, to: number): readonly Product[];
}

/** Those of them that are in these rows. */
export function inRows(products: Listed, rows: readonly number[]): Listed {
  return { length: rows.length, slice: (from, to) => rows.slice(from, to).map((row) => products.slice(row, row + 1)[0] as Product) };
}

/** What is worked out of a catalogue: a text and plain arrays of numbers. They are stored as they are, some 10 MB for 100,000 products. */
export interface SearchTables {
  /** `name\tSKU\tbarcode…\n` for each product, folded, in the order of the names. */
  readonly text: string;
  /** Where each product's line begins; one more at the end. */
  readonly starts: Uint32Array;
  /** For each {@link BLOCK} of lines: which three letters in a row there are, and which two a word begins with. A set bit may be another's. */
  readonly signs: Uint32Array;
  /** A hash table by whole codes: a row plus 1; 0 is empty. Its length is a power of two. */
  readonly codes: Int32Array;
}

/** With the products themselves, a row each. */
export interface SearchIndex extends SearchTables {
  readonly products: Listed;
}

/** Where in a sign of `words` words the bit for three letters is. */
export function bitOf(first: number, second: number, third: number, words: number): number {
  return Math.imul(first * 961 + second * 31 + third, 0x9e3779b1) >>> 12 & (words * 32 - 1);
}

export function hashOf(code: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < code.length; at++) hash = Math.imul(hash ^ code.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
