import type { Product } from '../domain/catalogue.js';

/** What the customer sees is accented; what the cashier types is not. Lower case, no accents, one kind of space. */
export function fold(text: string): string {
  // Most names are plain ASCII, and normalising 100,000 of them is a noticeable wait on a small till.
  const plain = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\s/g, ' ');
  return plain.toLowerCase();
}

/** A product with its folded name, as they are sorted. */
export interface Entry {
  readonly key: string;
  readonly product: Product;
}

/** All names, SKUs and barcodes in one string, a line a product, in the order of their names. */
export interface SearchIndex {
  readonly products: readonly Product[];
  readonly text: string;
  /** Where each product's line begins; one more at the end. */
  readonly starts: Uint32Array;
}

/** One product's line. */
export function lineOf({ key, product }: Entry): string {
  return `${key}\t${fold(product.sku)}${(product.barcodes ?? []).map((code) => `\t${fold(code)}`).join('')}`;
}

/** @param lines what {@link lineOf} gave for each of `products`. */
export function buildIndex(products: readonly Product[], lines: readonly string[]): SearchIndex {
  const starts = new Uint32Array(lines.length + 1);
  let at = 0;
  for (const [row, line] of lines.entries()) {
    starts[row] = at;
    at += line.length + 1;
  }
  starts[lines.length] = at;
  return { products, text: lines.concat('').join('\n'), starts };
}

/** More than anybody looks through. */
const MOST = 400;

/**
 * Finds the products whose name, SKU or barcode has every word of `query`, in any order.
 * Best first: SKU or barcode is the query, name begins with it, each word begins a word, the rest; by name within each.
 */
export function search({ products, text, starts }: SearchIndex, query: string): Product[] {
  const whole = fold(query).trim();
  const words = whole.split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
  const ranks: Product[][] = [[], [], [], []];
  const [longest = '', ...others] = words;
  // One letter is in nearly every product: only those that begin with it, and no long wait on a small till.
  if (whole.length < 2) return products.filter((_, row) => text[starts[row] ?? 0] === whole).slice(0, MOST);
  let end = 0;
  for (let row = -1, at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, end)) {
    while (end <= at) end = starts[++row + 1] ?? Infinity;
    const line = text.slice(starts[row], end - 1);
    const product = products[row];
    if (product && others.every((word) => line.includes(word))) ranks[rank(line, whole, words)]?.push(product);
  }
  return ranks.flat().slice(0, MOST);
}

function rank(line: string, whole: string, words: readonly string[]): number {
  if (`${line}\t`.includes(`\t${whole}\t`)) return 0;
  if (line.startsWith(whole)) return 1;
  return words.every((word) => beginsWord(line, word)) ? 2 : 3;
}

function beginsWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(line.charAt(at - 1))) return true;
  }
  return false;
}
