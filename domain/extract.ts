import type { Product } from './catalogue.js';
import { fold } from './fold.js';

/** What a register works out of documents of products before they can be found: the worker, which reads each document anyway, says it to the page. */
export interface Extract {
  /** {@link lineOf} each product, with `\n` between, in the order of the documents. */
  readonly lines: string;
  /** How many products each document has. */
  readonly counts: readonly number[];
  /** Ids; `''`: none. */
  readonly categories: readonly string[];
  /** For each product which of `categories` it is in. */
  readonly groups: readonly number[];
  /** For each document the pictures of its products. */
  readonly images: readonly (readonly string[])[];
}

const PLAIN = /^[\x20-\x7e]*$/;
/** ASCII and the letters that Europe writes. */
const LATIN = /^[\x20-\x7e\u00a1-\u024f]*$/;
const bare = new Map<string, string>();

/** The same as {@link fold}, sooner: normalising 100,000 names is a noticeable wait on a small till, and most have no letter, or few, that need it. */
export function foldMany(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return LATIN.test(text) ? text.replace(/[\u00a1-\u024f]/g, bareLetter).toLowerCase() : fold(text);
}

function bareLetter(letter: string): string {
  const found = bare.get(letter) ?? fold(letter);
  bare.set(letter, found);
  return found;
}

/** What is searched of a product, without a line's end. None of its parts has a control character in it: folding makes them spaces. */
export function lineOf({ name, sku, barcodes = [] }: Product): string {
  let line = `${foldMany(name)}\t${foldMany(sku)}`;
  for (const barcode of barcodes) line += `\t${foldMany(barcode)}`;
  return line;
}

/** @param documents the products of each; of a document of something else, none. */
export function extractOf(documents: readonly (readonly Product[])[]): Extract {
  const lines: string[] = [];
  const groups: number[] = [];
  const known = new Map<string, number>();
  for (const products of documents) for (const product of products) {
    const { category = '' } = product;
    lines.push(lineOf(product));
    if (!known.has(category)) known.set(category, known.size);
    groups.push(known.get(category) ?? 0);
  }
  const images = documents.map((products) => [...new Set(products.flatMap(({ image }) => image ?? []))]);
  return { lines: lines.join('\n'), counts: documents.map(({ length }) => length), categories: [...known.keys()], groups, images };
}

/** The media type of an extract and the documents that it is of in one body: its length in bytes in {@link HEAD} bytes, its JSON, the documents with a line's end between. */
export const EXTRACT = 'application/octet-stream';
export const HEAD = 4;
