import { createStore, get, getMany } from 'idb-keyval';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Current } from '../domain/local.js';
import { NAMES, STORE } from '../domain/names.js';
import { buildIndex, fold, lineOf, type Entry, type SearchIndex } from './search.js';

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
  /** By barcode, and by SKU where no barcode is the same. */
  readonly codes: ReadonlyMap<string, Product>;
}

const mirror = createStore(NAMES.mirror, STORE);
/** Segments read at once. */
const SLICE = 16;
/** Longest that one task works, in ms: a tap in between must not wait. */
const TASK = 12;

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
    loaded: 0, index: buildIndex([], []), codes: new Map(),
  };
  show(bare);
  const work = pacer();
  const entries: Entry[] = [];
  for (let at = 0; at < products.length; at += SLICE) {
    for (const text of await documents(products.slice(at, at + SLICE))) {
      for (const product of JSON.parse(text) as Product[]) entries.push({ key: fold(product.name), product });
      await work();
    }
    show({ ...bare, loaded: at / products.length });
  }
  return { ...bare, loaded: 1, ...(await indexed(await sorted(entries, work), work)) };
}

async function documents(hashes: readonly Hash[]): Promise<string[]> {
  const texts = await getMany<string>([...hashes], mirror);
  return texts.map((text) => {
    if (text === undefined) throw new Error('a document of the shop is missing from this device');
    return text;
  });
}

/** Sorts by name without ever holding the thread for long: spread by first letters, then each heap by itself. */
async function sorted(entries: readonly Entry[], work: () => Promise<void>): Promise<Entry[]> {
  const heaps = new Map<string, Entry[]>();
  for (const entry of entries) {
    const start = entry.key.slice(0, 2);
    const heap = heaps.get(start);
    if (heap) heap.push(entry);
    else heaps.set(start, [entry]);
  }
  await work();
  const result: Entry[] = [];
  for (const start of [...heaps.keys()].sort()) {
    for (const entry of (heaps.get(start) ?? []).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) result.push(entry);
    await work();
  }
  return result;
}

async function indexed(entries: readonly Entry[], work: () => Promise<void>): Promise<Pick<Shop, 'index' | 'codes'>> {
  const codes = new Map<string, Product>();
  const lines: string[] = [];
  const products: Product[] = [];
  for (const entry of entries) {
    const { product } = entry;
    lines.push(lineOf(entry));
    products.push(product);
    for (const code of product.barcodes ?? []) codes.set(code, product);
    const sku = fold(product.sku);
    if (!codes.has(sku)) codes.set(sku, product);
    if (products.length % 512 === 0) await work();
  }
  return { index: buildIndex(products, lines), codes };
}

/** @returns what lets other tasks run when this one has worked for long enough. */
function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TASK) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}

/** The product that a scanner or a person names by its whole code. Scanners write a UPC with or without its leading zero. */
export function productOf({ codes }: Shop, code: string): Product | undefined {
  return codes.get(code) ?? codes.get(`0${code}`) ?? codes.get(code.replace(/^0/, '')) ?? codes.get(fold(code));
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
