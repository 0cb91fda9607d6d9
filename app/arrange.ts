import { setMany } from 'idb-keyval';
import type { Hash, Product } from '../domain/catalogue.js';
import { FORM, KEYS, sumOf, TEXTS, type Arrangement, type Head } from './arrangement.js';
import { lineOf, openIndex } from './index-builder.js';
import { kept } from './kept-cart.js';
import { parse } from './shop.js';

// What a start with a shop that is known does without: it has kept what came out of this.

/** What is known of the products of a document, in its order. */
interface Extract {
  readonly lines: readonly string[];
  /** How many SKUs and barcodes. */
  readonly codes: number;
  readonly categories: readonly string[];
  readonly images: readonly string[];
  /** From which to below which byte each is. */
  readonly spans: readonly number[];
  readonly sum: number;
}

/** Of documents that a full sync has just brought, read while others were on their way. */
const ahead = new Map<Hash, Extract>();

/** Reads a document before it is asked for. @throws Error when it is none. */
export function readAhead(hash: Hash, document: Uint8Array): void {
  ahead.set(hash, extract(document));
}

export function forget(): void {
  ahead.clear();
}

/**
 * Sorts all products by their names and indexes them.
 * @param work lets other tasks run. @throws Error when a document is damaged.
 */
export async function arrange(hashes: readonly Hash[], documents: readonly Uint8Array[], work: () => Promise<void>): Promise<Arrangement> {
  const extracts: Extract[] = [];
  for (const [at, hash] of hashes.entries()) {
    extracts.push(ahead.get(hash) ?? extract(documents[at] as Uint8Array));
    await work();
  }
  forget();
  const lines = extracts.flatMap((one) => one.lines);
  const spans = extracts.flatMap((one) => one.spans);
  const categories = extracts.flatMap((one) => one.categories);
  const documentOf = Uint16Array.from(extracts.flatMap((one, document) => one.lines.map(() => document)));
  const order = await sorted(lines, work);
  const groups = new Map([['', 0]]);
  const made = {
    places: new Uint16Array(order.length), froms: new Uint32Array(order.length), tos: new Uint32Array(order.length), groups: new Uint32Array(order.length),
    images: [...new Set(extracts.flatMap(({ images }) => images))], sums: extracts.map(({ sum }) => sum),
  };
  const building = openIndex(order.length, extracts.reduce((sum, { codes }) => sum + codes, 0));
  for (const [row, at] of order.entries()) {
    const category = categories[at] ?? '';
    if (!groups.has(category)) groups.set(category, groups.size);
    building.add(lines[at] ?? '');
    made.places[row] = documentOf[at] ?? 0;
    made.froms[row] = spans[at * 2] ?? 0;
    made.tos[row] = spans[at * 2 + 1] ?? 0;
    made.groups[row] = groups.get(category) ?? 0;
    if (row % 256 === 0) await work();
  }
  const tables = building.finish();
  await work();
  return { ...tables, ...made, categories: [...groups.keys()] };
}

/** Keeps it for the next start. */
export async function keep(shop: Hash, { text, starts, signs, codes, places, froms, tos, groups, categories, images, sums }: Arrangement): Promise<void> {
  const head: Head = { form: FORM, shop, categories, images, sums };
  const step = Math.ceil(text.length / TEXTS);
  const texts = Array.from({ length: TEXTS }, (_, at) => text.slice(at * step, (at + 1) * step));
  const pieces = [head, starts, signs, codes, places, froms, tos, groups, ...texts];
  await setMany(KEYS.map((key, at) => [key, pieces[at]]), kept);
}

function extract(document: Uint8Array): Extract {
  const products = parse(document) as Product[];
  const spans = spansOf(document);
  if (spans.length !== products.length * 2) throw new Error('a document of the shop is damaged on this device');
  return {
    spans, sum: sumOf(document), lines: products.map(lineOf), codes: products.reduce((sum, { barcodes = [] }) => sum + 1 + barcodes.length, 0),
    categories: products.map(({ category = '' }) => category), images: products.flatMap(({ image }) => image ?? []),
  };
}

const [QUOTE, ESCAPE, OPEN, CLOSE] = ['"', '\\', '{', '}'].map((sign) => sign.charCodeAt(0));

/** Where in the JSON of a list its objects are: from, to, from, to… In UTF-8 no part of another sign looks like one of JSON's. */
function spansOf(json: Uint8Array): number[] {
  const spans: number[] = [];
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === QUOTE) {
      for (at++; at < json.length && json[at] !== QUOTE; at++) if (json[at] === ESCAPE) at++;
    } else if (sign === OPEN) {
      if (depth++ === 0) spans.push(at);
    } else if (sign === CLOSE && --depth === 0) spans.push(at + 1);
  }
  return spans;
}

/** The order of lines, without ever holding the thread for long: spread by first letters, then each heap by itself. */
async function sorted(lines: readonly string[], work: () => Promise<void>): Promise<Uint32Array> {
  const heaps = new Map<string, string[]>();
  for (const [at, line] of lines.entries()) {
    const start = line.slice(0, 2);
    // The browser sorts bare texts far sooner than it asks a function of ours, so each carries its place with it.
    const one = `${line}\n${at}`;
    const heap = heaps.get(start);
    if (heap) heap.push(one);
    else heaps.set(start, [one]);
    if (at % 1024 === 0) await work();
  }
  const order = new Uint32Array(lines.length);
  let row = 0;
  for (const start of [...heaps.keys()].sort()) {
    for (const one of (heaps.get(start) ?? []).sort()) order[row++] = Number(one.slice(one.lastIndexOf('\n') + 1));
    await work();
  }
  return order;
}
