// The register's own search, and the peers', over the same rows in one page.
import uFuzzy from '@leeoniya/ufuzzy';
import { Document } from 'flexsearch';
import Fuse from 'fuse.js';
import { createStore, getMany, setMany } from 'idb-keyval';
import MiniSearch from 'minisearch';
import { productOf, readShop, sha256 } from '../../app/shop.ts';
import { NAMES, STORE } from '../../domain/names.ts';

const MOST = 20;
let products = [];
let find;
let scan;

/** The register's own mirror, filled as its worker fills it. */
self.prepare = async (address) => {
  const { texts, small } = await (await fetch(address)).json();
  const bytes = new TextEncoder();
  // Under its hash, by which the register knows a sound document from a damaged one.
  const named = async (text) => [await sha256(bytes.encode(text)), bytes.encode(text)];
  const entries = await Promise.all(texts.map(named));
  await setMany([...entries, ...Object.entries(small).map(([key, text]) => [key, bytes.encode(text)])], createStore(NAMES.mirror, STORE));
  self.current = { hash: 'bench', manifest: { documents: { register: 'register', receipt: 'receipt', staff: 'staff', categories: 'categories', products: entries.map(([key]) => key) } } };
};

const codesOf = ({ sku, barcodes = [] }) => [sku, ...barcodes].join(' ');
const BUILD = {
  async ours() {
    const shop = await readShop(self.current, () => undefined);
    products = shop.index.products;
    find = (query) => shop.index.find(query);
    scan = (code) => productOf(shop, code);
  },
  minisearch() {
    const index = new MiniSearch({ fields: ['name', 'codes'], searchOptions: { prefix: true, combineWith: 'AND' } });
    index.addAll(products.map((product) => ({ id: product.id, name: product.name, codes: codesOf(product) })));
    find = (query) => index.search(query).slice(0, MOST);
  },
  flexsearch() {
    const index = new Document({ document: { id: 'id', index: [{ field: 'name', tokenize: 'forward' }, { field: 'codes', tokenize: 'forward' }] } });
    for (const product of products) index.add({ id: product.id, name: product.name, codes: codesOf(product) });
    find = (query) => index.search(query, { limit: MOST, merge: true });
  },
  ufuzzy() {
    const lines = uFuzzy.latinize(products.map((product) => `${product.name} ${codesOf(product)}`));
    const fuzzy = new uFuzzy({ intraMode: 0 });
    find = (query) => {
      const [found, info, order] = fuzzy.search(lines, query, 1, 1000);
      return order ? order.slice(0, MOST).map((at) => info.idx[at]) : (found ?? []).slice(0, MOST);
    };
  },
  fuse() {
    const index = new Fuse(products, { keys: ['name', 'sku', 'barcodes'], threshold: 0.3, ignoreLocation: true, limit: MOST });
    find = (query) => index.search(query, { limit: MOST });
  },
};

/** Only the products, as every register has them in memory; the index comes on top. */
self.load = async () => {
  const texts = await getMany(self.current.manifest.documents.products, createStore(NAMES.mirror, STORE));
  products = texts.flatMap((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
};
/** Resolves to ms; ours reads the products from the disk in it. */
self.build = async (variant) => {
  if (variant === 'ours') products = [];
  const start = performance.now();
  await BUILD[variant]();
  return performance.now() - start;
};
/** Each query's ms, and how many found nothing. */
self.ask = (queries) => {
  for (const query of queries.slice(0, 10)) find(query);
  let empty = 0;
  const times = queries.map((query) => {
    const start = performance.now();
    const { length } = find(query);
    const ms = performance.now() - start;
    if (length === 0) empty++;
    return ms;
  });
  return { times, empty };
};
self.scan = (codes) => codes.map((code) => {
  const start = performance.now();
  const found = scan(code);
  const ms = performance.now() - start;
  if (!found) throw new Error(`${code} is not found`);
  return ms;
});
