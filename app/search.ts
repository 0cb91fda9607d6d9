import type { Product } from '../domain/catalogue.js';
import { fold } from './fold.js';
import { BEGINNINGS, bitOf, BLOCK, hashOf, inRows, isBetween, LETTERS, SIGN, SPACE, type Listed, type SearchIndex } from './search-index.js';

/** More than anybody looks through. */
const MOST = 400;

/**
 * Finds the products whose name, SKU or barcode has every word of `query`, in any order.
 * Best first: SKU or barcode is the query, name begins with it, each word begins a word, the rest; by name within each.
 */
export function search(index: SearchIndex, query: string): Listed {
  const whole = fold(query).trim();
  const words = whole.split(' ').filter(Boolean).sort((a, b) => b.length - a.length);
  if (!words.length) return [];
  const exact = rowsOf(index, whole);
  const [from, to] = namedSo(index, whole);
  const named = Array.from({ length: Math.min(to - from, MOST) }, (_, at) => from + at);
  // One letter is in nearly every product: only those that begin with it.
  const others = whole.length < 2 || named.length === MOST ? [] : withWords(index, words, (row) => row >= from && row < to);
  return inRows(index.products, [...new Set([...exact, ...named, ...others])].slice(0, MOST));
}

/** The product that has this very SKU or barcode; a barcode counts before a SKU. */
export function productWith(index: SearchIndex, code: string): Product | undefined {
  const folded = fold(code);
  const [row] = rowsOf(index, folded);
  const [product] = row === undefined ? [] : index.products.slice(row, row + 1);
  // A cashier who scans does not look: whatever the disk has done to the tables, another product is not sold for this one.
  return product && [product.sku, ...product.barcodes ?? []].some((own) => fold(own) === folded) ? product : undefined;
}

function rowsOf({ text, starts, codes }: SearchIndex, code: string): number[] {
  const bySku: number[] = [];
  const byBarcode: number[] = [];
  const mask = codes.length - 1;
  for (let slot = hashOf(code) & mask, row = codes[slot]; row; slot = (slot + 1) & mask, row = codes[slot]) {
    const [, sku, ...barcodes] = text.slice(starts[row - 1], (starts[row] ?? 0) - 1).split('\t');
    if (barcodes.includes(code)) byBarcode.push(row - 1);
    else if (sku === code) bySku.push(row - 1);
  }
  return [...byBarcode, ...bySku];
}

/** The rows, from and to below, whose names begin with a text: names are in order. */
function namedSo({ products, text, starts }: SearchIndex, start: string): [number, number] {
  const first = (isBehind: (found: string) => boolean): number => {
    let [low, high] = [0, products.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = starts[middle] ?? 0;
      if (isBehind(text.slice(at, at + start.length))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return [first((found) => found >= start), first((found) => found > start)];
}

/** The rows that have all the words, those in which each begins a word first. `isKnown`: found already. */
function withWords({ products, text, starts, signs }: SearchIndex, words: readonly string[], isKnown: (row: number) => boolean): number[] {
  const [longest = '', ...others] = words;
  const letters = words.flatMap(bitsOf);
  const beginnings = words.filter((word) => word.length > 1).map((word) => bitOf(SPACE, word.charCodeAt(0), word.charCodeAt(1), BEGINNINGS));
  const beginning: number[] = [];
  const inside: number[] = [];
  for (let base = 0, row = 0; row < products.length && beginning.length < MOST; base += SIGN, row += BLOCK) {
    if (!hasAll(signs, base, letters)) continue;
    // With enough of the last rank only better ones are of interest.
    if (inside.length >= MOST && !hasAll(signs, base + LETTERS, beginnings)) continue;
    const offset = starts[row] ?? 0;
    const block = text.slice(offset, starts[Math.min(row + BLOCK, products.length)]);
    let end = 0;
    for (let here = row - 1, at = block.indexOf(longest); at >= 0; at = block.indexOf(longest, end)) {
      while (end <= at) end = (starts[++here + 1] ?? Infinity) - offset;
      if (isKnown(here)) continue;
      const line = block.slice((starts[here] ?? 0) - offset, end);
      if (!others.every((word) => line.includes(word))) continue;
      (words.every((word) => beginsWord(line, word)) ? beginning : inside).push(here);
    }
  }
  return [...beginning, ...inside];
}

/** The bits for each three letters in a row of a word. */
function bitsOf(word: string): number[] {
  return Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => bitOf(word.charCodeAt(at), word.charCodeAt(at + 1), word.charCodeAt(at + 2), LETTERS));
}

function hasAll(signs: Uint32Array, base: number, bits: readonly number[]): boolean {
  return bits.every((bit) => (signs[base + (bit >>> 5)] ?? 0) >>> (bit & 31) & 1);
}

function beginsWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (at === 0 || isBetween(line.charCodeAt(at - 1))) return true;
  }
  return false;
}
