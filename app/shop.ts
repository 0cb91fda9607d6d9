import { createStore, get, getMany } from 'idb-keyval';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from '../domain/catalogue.js';
import { CURRENT, type Current } from '../domain/local.js';
import { NAMES, STORE } from '../domain/names.js';
import type { Arranged } from './arrangement.js';
import { NO_GOODS, type Goods } from './no-goods.js';
import type { Listed } from './search-index.js';

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
  readonly index: Goods;
}

const mirror = createStore(NAMES.mirror, STORE);
/** Documents that a full sync has just brought, read while others were on their way. Forgotten with the next shop that is read. */
export const ahead = new Map<Hash, Uint8Array>();

/** What the mirror names as current; undefined before the first full sync. */
export function readCurrent(): Promise<Current | undefined> {
  return get<Current>(CURRENT, mirror);
}

/**
 * Reads a shop. `show` is given it without its products first, then with how much of them is read.
 * @param before another state of it, as far as that is in memory.
 * @throws Error when the mirror lacks one of its documents.
 */
export async function readShop({ hash, manifest }: Current, show: (shop: Shop) => unknown, before: Arranged | null = null): Promise<Shop> {
  const { register, receipt, staff, categories, products } = manifest.documents;
  let bare: Shop | undefined;
  const reading = documents([register, receipt, staff, categories]);
  // Beside the little that a screen needs.
  const goods = import('./goods.js').then(({ readGoods }) => readGoods(hash, products, before, (loaded) => bare && show({ ...bare, loaded })));
  goods.catch(() => undefined);
  const small = await reading;
  const [config, details, people, tree] = small.map(parse);
  bare = {
    hash, config: config as RegisterConfig, receipt: details as ReceiptDetails, staff: people as StaffMember[], categories: tree as Category[],
    loaded: 0, index: NO_GOODS,
  };
  await show(bare);
  return { ...bare, loaded: 1, index: await goods };
}

const utf8 = new TextDecoder();
export const parse = (document: Uint8Array): unknown => JSON.parse(utf8.decode(document));

export async function sha256(bytes: Uint8Array): Promise<Hash> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as Hash;
}

/** The bytes of documents. @throws Error when the mirror lacks one of them. */
export async function documents(hashes: readonly Hash[]): Promise<Uint8Array[]> {
  // Taken now: what is ahead may change while the disk is read.
  const early = hashes.map((hash) => ahead.get(hash));
  const kept = await getMany<Uint8Array | string>(hashes.filter((_, at) => !early[at]), mirror);
  return early.map((one) => {
    const document = one ?? kept.shift();
    if (document === undefined) throw new Error('a document of the shop is missing from this device');
    // Earlier versions kept the text.
    return typeof document === 'string' ? new TextEncoder().encode(document) : document;
  });
}

/** The product that a scanner or a person names by its whole code. Scanners write a UPC with or without its leading zero. */
export function productOf({ index }: Shop, code: string): Product | undefined {
  return index.withCode(code) ?? index.withCode(`0${code}`) ?? index.withCode(code.replace(/^0/, ''));
}

/** The categories directly below `parent`; `''` is the top. */
export function below(categories: readonly Category[], parent: string): Category[] {
  return categories.filter((category) => (category.parent ?? '') === parent);
}

/** The category with all that are above it, topmost first. */
export function pathTo(categories: readonly Category[], id?: string): Category[] {
  const path: Category[] = [];
  for (let at = categories.find((one) => one.id === id); at && !path.includes(at); at = categories.find((one) => one.id === at?.parent)) path.unshift(at);
  return path;
}

/** The products of a category and of all below it, by name; of the whole shop for `''`. */
export function productsIn({ categories, index }: Shop, id: string): Listed {
  if (id === '') return index.products;
  const wanted = new Set([id]);
  // Until nothing is added: once for each level at the most, where looking for each one's children takes five thousand times five thousand steps.
  for (let before = 0; before < wanted.size;) {
    before = wanted.size;
    for (const one of categories) if (wanted.has(one.parent ?? '')) wanted.add(one.id);
  }
  return index.among(wanted);
}
