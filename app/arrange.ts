import { promisifyRequest } from 'idb-keyval';
import type { Hash, Product } from '../domain/catalogue.js';
import { FORM, KEYS, LINE_END, linesOf, sumOf, TEXTS, type Arranged, type Arrangement, type Head } from './arrangement.js';
import { memory } from './goods.js';
import { openIndex } from './index-builder.js';
import { kept } from './kept-cart.js';
import { lineOf } from './line.js';
import { pacer } from './pacer.js';
import { ahead, documents as readDocuments, parse, sha256 } from './shop.js';
import { sortLines } from './sort-lines.js';

// What a start with a shop that is known does without: it has kept what came out of this.

/** The shop that a full sync puts together while its documents arrive. */
let preparing: Promise<Arranged> | null = null;
let keeping: Promise<unknown> = Promise.resolve();

/** The products of a shop are on their way here: whoever reads it next need not read them. */
export function prepare(shop: Hash, made: Promise<Arranged>): void {
  memory.prepared = shop;
  preparing = made;
  // Whoever reads it hears of it.
  made.catch(() => undefined);
}

/** A full sync is over: what it has prepared has been taken, or will not be. */
export function forget(): void {
  preparing = null;
  delete memory.prepared;
  ahead.clear();
}

/** What was prepared, or put together now. It is kept for the next start. @param before see {@link gather} @throws Error like {@link Gathering.finish} */
export async function arranged(shop: Hash, hashes: readonly Hash[], before: Arranged | null): Promise<Arranged> {
  const ready = memory.prepared === shop ? preparing : null;
  forget();
  // What could not be put together then may be now.
  const made = await ready?.catch(console.warn) ?? await gather(hashes, before).finish();
  // After the screen with it, and one after the other: only time is lost without it.
  setTimeout(() => { keeping = keeping.then(() => keep(shop, made)).catch((error: unknown) => { delete memory.kept; console.warn(error); }); });
  return made;
}

/** Documents read from the disk at once. */
const SLICE = 64;

/** A catalogue that is put together while its documents arrive. */
export interface Gathering {
  /** A pack of documents, which the worker has checked and kept: JSON, a line each, in the order of these hashes. */
  take(hashes: readonly Hash[], body: ArrayBuffer): void;
  /**
   * What has not come is taken from what there was before, or from the mirror.
   * @throws Error when a document is missing or damaged.
   */
  finish(): Promise<Arranged>;
}

/** @param hashes of the documents of products. @param before another state of the same shop: only what is not in that is read. */
export function gather(hashes: readonly Hash[], before: Arranged | null): Gathering {
  const work = pacer();
  const positions = new Map(hashes.map((hash, at) => [hash, at]));
  const documents: Uint8Array[] = [];
  const of: Of = { images: [], counts: [], sums: [] };
  const categories = new Map([['', 0]]);
  const rows: Rows = { texts: [], places: [], ordinals: [], groups: [] };

  const groupOf = (category: string): number => {
    if (!categories.has(category)) categories.set(category, categories.size);
    return categories.get(category) ?? 0;
  };
  const add = (place: number, document: Uint8Array): void => {
    const products = parse(document) as Product[];
    if (products.length) rows.texts.push(`${products.map(lineOf).join('\n')}\n`);
    for (const [ordinal, { category = '' }] of products.entries()) {
      rows.places.push(place);
      rows.ordinals.push(ordinal);
      rows.groups.push(groupOf(category));
    }
    documents[place] = document;
    of.images[place] = [...new Set(products.flatMap(({ image }) => image ?? []))];
    of.counts[place] = products.length;
  };

  let last = Promise.resolve();
  const take = (names: readonly Hash[], body: ArrayBuffer): void => {
    last = last.then(async () => {
      const lines = linesOf(new Uint8Array(body));
      // Of another version's worker: it says only that they are here.
      if (lines.length !== names.length) return;
      for (const [at, hash] of names.entries()) {
        const document = lines[at] as Uint8Array;
        const place = positions.get(hash);
        if (place === undefined) ahead.set(hash, document);
        else add(place, document);
        await work();
      }
    });
    // Whoever finishes hears of it; until then it is nobody's.
    last.catch(() => undefined);
  };

  /** The products of documents that were there before. */
  const carryOver = async ({ hashes: had, documents: theirs, tables }: Arranged): Promise<void> => {
    const moved = had.map((hash) => positions.get(hash)).map((place = GONE) => (documents[place] ? GONE : place));
    moved.forEach((place, at) => {
      if (place === GONE) return;
      documents[place] = theirs[at] as Uint8Array;
      of.images[place] = tables.images[at] ?? [];
      of.counts[place] = tables.counts[at] ?? 0;
      of.sums[place] = tables.sums[at];
    });
    const groups = tables.categories.map(groupOf);
    rows.texts.push(tables.text);
    tables.places.forEach((place, row) => {
      rows.places.push(moved[place] ?? GONE);
      rows.ordinals.push(tables.ordinals[row] ?? 0);
      rows.groups.push(groups[tables.groups[row] ?? 0] ?? 0);
    });
    await work();
  };

  const readRest = async (): Promise<void> => {
    const rest = [...positions].filter(([, place]) => !documents[place]);
    for (let at = 0; at < rest.length; at += SLICE) {
      const some = rest.slice(at, at + SLICE);
      const read = await readDocuments(some.map(([hash]) => hash));
      for (const [index, document] of read.entries()) {
        const [hash = '', place] = some[index] ?? [];
        // It might be read all the same, with another price in it.
        if (await sha256(document) !== hash) throw new Error('a document of the shop is damaged on this device');
        if (place !== undefined) add(place, document);
        await work();
      }
    }
  };

  const finish = async (): Promise<Arranged> => {
    await last;
    if (before && isSame(hashes, before.hashes)) return before;
    if (before) await carryOver(before);
    await readRest();
    // The same document twice: two segments that are empty.
    hashes.forEach((hash, at) => { for (const table of [documents, of.images, of.counts] as unknown[][]) table[at] = table[positions.get(hash) ?? at]; });
    return { hashes, documents, tables: { ...await tablesOf(rows, work), ...of, categories: [...categories.keys()] } };
  };
  return { take, finish };
}

/** The place of a product that is no longer there. */
const GONE = -1;

/** What is known of products before they are in order: their lines, each with its end, and for each where it is (or {@link GONE}) and the number of its category. */
interface Rows {
  readonly texts: string[];
  readonly places: number[];
  readonly ordinals: number[];
  readonly groups: number[];
}
type Of = { readonly [K in 'images' | 'counts' | 'sums']: Arrangement[K][number][] };

async function tablesOf({ texts, places, ordinals, groups }: Rows, work: () => Promise<void>): Promise<Omit<Arrangement, keyof Of | 'categories'>> {
  const text = texts.join('');
  const units = new Uint16Array(text.length);
  const starts = new Uint32Array(places.length + 1);
  let [codes, ends, isWide] = [0, 0, false];
  // The browser makes no fast code of a loop in a function that waits: what is long is in one that does not.
  const readUnits = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      if (unit === TAB && places[ends] !== GONE) codes++;
      if (unit > 0x7e && (unit < 0xa0 || unit > 0xff)) isWide = true;
      if (unit === LINE_END) starts[++ends] = at + 1;
      else units[at] = unit;
    }
  };
  for (let at = 0; at < text.length; at += LETTERS_AT_ONCE) {
    readUnits(at, Math.min(text.length, at + LETTERS_AT_ONCE));
    await work();
  }
  const order = Uint32Array.from(places.keys()).filter((row) => places[row] !== GONE);
  await sortLines(units, starts, order, work);
  const building = openIndex(order.length, codes);
  const addRows = (from: number, to: number): void => order.subarray(from, to).forEach((at) => building.add(text.slice(starts[at], (starts[at + 1] ?? 1) - 1)));
  for (let row = 0; row < order.length; row += ROWS_AT_ONCE) {
    addRows(row, row + ROWS_AT_ONCE);
    await work();
  }
  const tables = building.finish();
  await work();
  const sorted = isWide ? Array.from(order, (at) => text.slice(starts[at], starts[at + 1])).join('') : inBytes(units, starts, order);
  await work();
  const inOrder = (of: readonly number[]) => order.map((at) => of[at] ?? 0);
  return { ...tables, text: sorted, places: Uint16Array.from(inOrder(places)), ordinals: inOrder(ordinals), groups: inOrder(groups) };
}

/** The lines in their order. A text of which any part has been among wider letters takes the browser two bytes for each, and twice the time to search; one made of bytes does not. */
function inBytes(units: Uint16Array, starts: Uint32Array, order: Uint32Array): string {
  const bytes = new Uint8Array(units.length);
  let length = 0;
  order.forEach((row) => {
    const end = (starts[row + 1] as number) - 1;
    for (let at = starts[row] as number; at < end; at++) bytes[length++] = units[at] as number;
    bytes[length++] = LINE_END;
  });
  return new TextDecoder('latin1').decode(bytes.subarray(0, length));
}

/** Between two looks at the clock: a millisecond or two. */
const LETTERS_AT_ONCE = 100_000;
const ROWS_AT_ONCE = 1000;
const TAB = 9;

/** Keeps it for the next start. Of what was there only what has become another is written: a new price changes one sum. */
async function keep(shop: Hash, { documents, tables }: Arranged): Promise<void> {
  const work = pacer();
  const sums: number[] = [];
  for (const [at, document] of documents.entries()) {
    sums.push(tables.sums[at] ?? sumOf(document));
    await work();
  }
  const before = memory.kept;
  const stamp = Math.random();
  const pieces = piecesOf(shop, { ...tables, sums }, stamp);
  const had = before && piecesOf(shop, before.tables, stamp);
  await kept('readwrite', async (store) => {
    const there = await promisifyRequest(store.get('arranged') as IDBRequest<Head | undefined>);
    // Another tab may have kept its own meanwhile, of the same shop too, with its categories in another order.
    const known = there && there.form === FORM && there.stamp === before?.stamp ? had : null;
    try {
      pieces.forEach((piece, at) => { if (!isAlike(piece, known?.[at])) store.put(piece, KEYS[at]); });
      // An earlier form had one more.
      store.delete(`arranged-${KEYS.length}`);
    } catch (error) {
      // All or none: for want of memory a large piece may not even begin to be written.
      store.transaction.abort();
      throw error;
    }
    return promisifyRequest(store.transaction);
  });
  memory.kept = { stamp, tables };
}

function piecesOf(shop: Hash, { text, starts, signs, codes, places, ordinals, groups, categories, counts, images, sums }: Arrangement, stamp: number): unknown[] {
  const head: Head = { form: FORM, stamp, shop, categories, counts, images, sums };
  const step = Math.ceil(text.length / TEXTS);
  return [head, starts, signs, codes, places, ordinals, groups, ...Array.from({ length: TEXTS }, (_, at) => text.slice(at * step, (at + 1) * step))];
}

function isAlike(piece: unknown, other: unknown): boolean {
  if (piece === other) return true;
  return ArrayBuffer.isView(piece) && ArrayBuffer.isView(other) && isSame(piece as Uint32Array, other as Uint32Array);
}

function isSame<T>(some: ArrayLike<T>, others: ArrayLike<T>): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}
