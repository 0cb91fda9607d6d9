import type { Product } from '../domain/catalogue.js';
import type { Arranged } from './arrangement.js';
import type { Listed } from './search-index.js';

/** All products of a shop, and what finds them. */
export interface Goods {
  /** In the order of their names. */
  readonly products: Listed;
  /** Null while they are being read. */
  readonly arranged: Arranged | null;
  /** See search.ts. */
  readonly find: (query: string) => Listed;
  /** The product that has this very SKU or barcode. */
  readonly withCode: (code: string) => Product | undefined;
  /** Those in any of the categories. */
  readonly among: (categories: ReadonlySet<string>) => Listed;
}

/** Before they have been read. */
export const NO_GOODS: Goods = { products: [], arranged: null, find: () => [], withCode: () => undefined, among: () => [] };
