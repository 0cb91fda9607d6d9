import { createStore, get, getMany, set } from 'idb-keyval';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Current } from '../domain/local.js';
import { NAMES, STORE } from '../domain/names.js';
import { productWith } from './search.js';
import { fold, openIndex, type SearchIndex } from './search-index.js';

/** The shop that is sold from, as the last full sync brought it. Read from the mirror: no network and no worker in the way. */
export interface Shop {
  /** The manifest's hash. */
  readonly hash: Hash;
  readonly config: RegisterConfig;
  readonly receipt: ReceiptDetails;
  readonly staff: readonly StaffMember[];
  readonly categories: readonly Category[];
  /** How many of the products are in memory, from 0 to 1. Only the first shop of a start is shown before it is whole. */
  readonly loaded: number;
  readonly index: SearchIndex;
}

/** What a shop's index was worked out to be the last time, without the products: with it a start neither folds nor sorts a name. */
interface Arranged extends Omit<SearchIndex, 'products'> {
  readonly form: typeof FORM;
  /** The manifest's hash. */
  readonly shop: Hash;
  /** For each row, which product it is in the order of the documents. */
  readonly order: Uint32Array;
}

const mirror = createStore(NAMES.mirror, STORE);
const kept = createStore(NAMES.page, STORE);
const ARRANGED = 'arranged';
/** Changes with whatever search-index.ts makes. */
const FORM = 1;
/** Segments read at once. */
const SLICE = 16;
/** Longest that one task works, in ms: a tap in between must not wait. */
const TASK = 12;
/** How much more is read before it is shown. */
const STEP = 0.1;

/** What the mirror names as current; undefined before the first full sync. */
export function readCurrent(): Promise<Current | undefined> {
  return get<Current>(CURRENT, mirror);
}

/**
 * Reads a shop. `show` is given it without its products first, then with how much of them is read.
 * @throws Error when the mirror lacks one of its documents.
 */
export async function readShop({ hash, manifest }: Current, show: (shop: Shop) => void): Promise<Shop> {
  const { register, receipt, staff, categories, products } = manifest.documents;
  const small = await documents([register, receipt, staff, categories]);
  const [config, details, people, tree] = small.map((text) => JSON.parse(text) as unknown);
  const bare: Shop = {
    hash, config: config as RegisterConfig, receipt: details as ReceiptDetails, staff: people as StaffMember[], categories: tree as Category[],
    loaded: 0, index: openIndex(0, 0).finish(),
  };
  show(bare);
  const work = pacer();
  const arranged = await get<Arranged>(ARRANGED, kept).catch(console.warn);
  const all = await readProducts(products, work, (loaded) => show({ ...bare, loaded }));
  const known = arranged && arranged.form === FORM && arranged.shop === hash && arranged.order.length === all.length;
  return { ...bare, loaded: 1, index: known ? rearrange(all, arranged) : await arrange(all, hash, work) };
}

function rearrange(all: readonly Product[], { order, text, starts, signs, codes }: Arranged): SearchIndex {
  return { products: Array.from(order, (at) => all[at] as Product), text, starts, signs, codes };
}

/** All products, in the order of the documents. While some are parsed the next ones are read. */
async function readProducts(segments: readonly Hash[], work: () => Promise<void>, tell: (loaded: number) => void): Promise<Product[]> {
  const all: Product[] = [];
  let told = 0;
  let next = documents(segments.slice(0, SLICE));
  for (let at = 0; at < segments.length; at += SLICE) {
    const texts = await next;
    next = documents(segments.slice(at + SLICE, at + 2 * SLICE));
    // Whoever waits for it hears of it; until then it is nobody's.
    next.catch(() => undefined);
    for (const text of texts) {
      for (const product of JSON.parse(text) as Product[]) all.push(product);
      await work();
    }
    if (at / segments.length < told + STEP) continue;
    told = at / segments.length;
    tell(told);
  }
  return all;
}

/** Sorts and indexes, and keeps what came out for the next start. */
async function arrange(all: readonly Product[], shop: Hash, work: () => Promise<void>): Promise<SearchIndex> {
  const names: string[] = [];
  let codes = 0;
  for (const { name, barcodes = [] } of all) {
    codes += 1 + barcodes.length;
    if (names.push(fold(name)) % 256 === 0) await work();
  }
  const order = await sorted(names, work);
  const building = openIndex(all.length, codes);
  for (const [row, at] of order.entries()) {
    building.add(all[at] as Product, names[at] ?? '');
    if (row % 256 === 0) await work();
  }
  const index = building.finish();
  const { products, ...rest } = index;
  // Only time is lost without it.
  set(ARRANGED, { ...rest, form: FORM, shop, order } satisfies Arranged, kept).catch(console.warn);
  return index;
}

async function documents(hashes: readonly Hash[]): Promise<string[]> {
  const texts = await getMany<string>([...hashes], mirror);
  return texts.map((text) => {
    if (text === undefined) throw new Error('a document of the shop is missing from this device');
    return text;
  });
}

/** The order of names, without ever holding the thread for long: spread by first letters, then each heap by itself. */
async function sorted(names: readonly string[], work: () => Promise<void>): Promise<Uint32Array> {
  const heaps = new Map<string, string[]>();
  for (const [at, name] of names.entries()) {
    const start = name.slice(0, 2);
    // The browser sorts bare texts far sooner than it asks a function of ours, so each carries its place with it.
    const one = `${name}\0${at}`;
    const heap = heaps.get(start);
    if (heap) heap.push(one);
    else heaps.set(start, [one]);
    if (at % 1024 === 0) await work();
  }
  const order = new Uint32Array(names.length);
  let row = 0;
  for (const start of [...heaps.keys()].sort()) {
    for (const one of (heaps.get(start) ?? []).sort()) order[row++] = Number(one.slice(one.lastIndexOf('\0') + 1));
    await work();
  }
  return order;
}

/** @returns what lets other tasks run when this one has worked for long enough. */
function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TASK) return;
    await turn();
    since = performance.now();
  };
}

/** Lets whatever waits have its turn. A timer would take 4 ms each time. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The product that a scanner or a person names by its whole code. Scanners write a UPC with or without its leading zero. */
export function productOf({ index }: Shop, code: string): Product | undefined {
  return productWith(index, code) ?? productWith(index, `0${code}`) ?? productWith(index, code.replace(/^0/, ''));
}

/** The categories directly below `parent`; `''` is the top. */
export function below(categories: readonly Category[], parent: string): Category[] {
  return categories.filter((category) => (category.parent ?? '') === parent);
}

/** The category with all that are above it, topmost first. */
export function pathTo(categories: readonly Category[], id: string): Category[] {
  const path: Category[] = [];
  for (let at = categories.find((one) => one.id === id); at && !path.includes(at); at = categories.find((one) => one.id === at?.parent)) path.unshift(at);
  return path;
}

/** The products of a category and of all below it, by name; of the whole shop for `''`. */
export function productsIn({ categories, index }: Shop, id: string): readonly Product[] {
  if (id === '') return index.products;
  const wanted = new Set([id]);
  // Sets hand out what is added while they are walked: each category brings its children.
  for (const parent of wanted) below(categories, parent).forEach((category) => wanted.add(category.id));
  return index.products.filter(({ category }) => category !== undefined && wanted.has(category));
}
