import { createStore, get, getMany, set } from 'idb-keyval';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Current } from '../domain/local.js';
import { NAMES, STORE } from '../domain/names.js';
import { productWith } from './search.js';
import type { SearchIndex } from './search-index.js';

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
const NOTHING: SearchIndex = { products: [], text: '', starts: new Uint32Array(1), signs: new Uint32Array(0), codes: new Int32Array(2) };

/** Products of documents that a full sync has just brought, read while others were on their way. Forgotten with the next shop that is read. */
export const ahead = new Map<Hash, readonly Product[]>();

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
    loaded: 0, index: NOTHING,
  };
  show(bare);
  const work = pacer();
  const arranged = await get<Arranged>(ARRANGED, kept).catch(console.warn);
  const all = await readProducts(products, work, (loaded) => show({ ...bare, loaded }));
  const known = arranged && arranged.form === FORM && arranged.shop === hash && arranged.order.length === all.length;
  ahead.clear();
  if (known) return { ...bare, loaded: 1, index: rearrange(all, arranged) };
  const { index, order } = await (await import('./arrange.js')).arrange(all, work);
  const { products: _, ...rest } = index;
  // Only time is lost without it.
  set(ARRANGED, { ...rest, form: FORM, shop: hash, order } satisfies Arranged, kept).catch(console.warn);
  return { ...bare, loaded: 1, index };
}

function rearrange(all: readonly Product[], { order, text, starts, signs, codes }: Arranged): SearchIndex {
  return { products: Array.from(order, (at) => all[at] as Product), text, starts, signs, codes };
}

/** All products, in the order of the documents. While some are parsed the next ones are read. */
async function readProducts(segments: readonly Hash[], work: () => Promise<void>, tell: (loaded: number) => void): Promise<Product[]> {
  const all: Product[] = [];
  let told = 0;
  let next = readSegments(segments.slice(0, SLICE));
  for (let at = 0; at < segments.length; at += SLICE) {
    const some = await next;
    next = readSegments(segments.slice(at + SLICE, at + 2 * SLICE));
    // Whoever waits for it hears of it; until then it is nobody's.
    next.catch(() => undefined);
    for (const segment of some) {
      for (const product of typeof segment === 'string' ? JSON.parse(segment) as Product[] : segment) all.push(product);
      await work();
    }
    if (at / segments.length < told + STEP) continue;
    told = at / segments.length;
    tell(told);
  }
  return all;
}

/** Each as text, but for those that were read {@link ahead}. */
async function readSegments(hashes: readonly Hash[]): Promise<(string | readonly Product[])[]> {
  const known = hashes.map((hash) => ahead.get(hash));
  const texts = await documents(hashes.filter((_, at) => !known[at]));
  return known.map((products) => products ?? texts.shift() ?? '');
}

/** @throws Error when the mirror lacks one of them. */
export async function documents(hashes: readonly Hash[]): Promise<string[]> {
  const texts = await getMany<string>([...hashes], mirror);
  return texts.map((text) => {
    if (text === undefined) throw new Error('a document of the shop is missing from this device');
    return text;
  });
}

/** @returns what lets other tasks run when this one has worked for long enough. */
export function pacer(): () => Promise<void> {
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
