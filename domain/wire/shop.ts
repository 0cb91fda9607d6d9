import { MOST_HISTORY_DAYS, type Category, type Hash, type Product, type ReceiptDetails, type RegisterConfig, type StaffMember } from '../catalogue.js';
import type { Cents } from '../money.js';
import { list, object, optional, parse, type Schema } from '../schema.js';
import { base64url, currency, exactly, filled, flag, hash, image, orNull, percent, price, protocol, text, whole, type Protocol } from './pieces.js';

// The shop down, and items made or changed at the register.

/** The same shop gives the same bytes: no time of making is in it, so its hash is the shop's. */
export interface Manifest extends Protocol {
  /** How many products the segments hold together. */
  readonly products: number;
  readonly documents: {
    readonly register: Hash;
    readonly receipt: Hash;
    readonly staff: Hash;
    readonly categories: Hash;
    readonly products: readonly Hash[];
  };
}
export type DocumentKind = keyof Manifest['documents'];
export const ManifestSchema = object<Manifest>({
  protocol, products: whole(0, 10_000_000),
  documents: object<Manifest['documents']>({ register: hash, receipt: hash, staff: hash, categories: hash, products: list(hash, 1, 65_536) }),
});

export interface Unchanged extends Protocol {
  /** The hash that the register named. */
  readonly unchanged: Hash;
}

/** The address of a pack: the names of its documents, in its order. */
export const PACK = /^[0-9a-f]{16}(-[0-9a-f]{16}){0,31}$/;

export const RegisterDocument = object<{ [K in keyof Required<RegisterConfig>]: RegisterConfig[K] }>({
  registerId: filled(64), name: filled(200), outlet: text(200), currency, locale: filled(35),
  taxName: text(20), taxRate: percent, cashRounding: whole(1, 100), idleMinutes: whole(0, 1440),
  historyDays: optional(whole(1, MOST_HISTORY_DAYS)),
}) as Schema<RegisterConfig>;
export const ReceiptDocument: Schema<ReceiptDetails> = object<ReceiptDetails>({
  shopName: text(200), outletName: text(200), address: text(500), phone: text(50), taxNumberLabel: text(20), taxNumber: text(50), header: text(1000), footer: text(1000),
});
export const StaffDocument = list(object<{ [K in keyof Required<StaffMember>]: StaffMember[K] }>({
  id: filled(64), name: filled(200), image, mayEditItems: flag,
  pin: optional(object<NonNullable<StaffMember['pin']>>({ salt: base64url(16, 44), iterations: whole(1000, 10_000_000), verifier: base64url(43, 44) })),
}), 1, 10_000) as Schema<readonly StaffMember[]>;
export const CategoriesDocument = list(object<{ [K in keyof Required<Category>]: Category[K] }>({ id: filled(64), name: filled(200), parent: optional(filled(64)) }), 0, 100_000) as Schema<readonly Category[]>;
export const ProductSchema = object<{ [K in keyof Required<Product>]: Product[K] }>({
  id: filled(64), sku: filled(64), name: filled(500), price, barcodes: optional(list(filled(64), 0, 1000)), category: optional(filled(64)), taxFree: optional(exactly(true)), image,
}) as Schema<Product>;

export interface FinishedRequest extends Protocol {
  readonly manifest: Hash;
}
export const FinishedRequestSchema = object<FinishedRequest>({ protocol, manifest: hash });

/**
 * Reads a segment of products: strict as {@link ProductSchema}, but in one loop, because a register reads 100,000.
 * Throws `Error('product 12: price must be …')`.
 */
export function readProducts(json: string): Product[] {
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) throw new Error('products must be an array');
  for (const [index, row] of (rows as Partial<Product>[]).entries()) {
    const sound = typeof row?.id === 'string' && typeof row.sku === 'string' && typeof row.name === 'string' && row.name !== ''
      && Number.isSafeInteger(row.price) && (row.price as number) >= 0
      && (row.barcodes === undefined || Array.isArray(row.barcodes)) && (row.category === undefined || typeof row.category === 'string');
    if (!sound) {
      const why = parse(ProductSchema, row);
      throw new Error(`product ${index}: ${why.ok ? 'malformed' : why.message}`);
    }
  }
  return rows as Product[];
}

export interface ItemRequest extends Protocol {
  readonly staffId: string;
  readonly item: {
    readonly sku: string;
    readonly name: string;
    readonly price: Cents;
    /** Empty: none. */
    readonly barcode: string;
    readonly category: string | null;
    readonly taxFree: boolean;
  };
}
export const ItemRequestSchema = object<ItemRequest>({
  protocol, staffId: filled(64),
  item: object<ItemRequest['item']>({ sku: filled(64), name: filled(500), price, barcode: text(64), category: orNull(filled(64)), taxFree: flag }),
});
export interface ItemReply extends Protocol {
  readonly product: Product;
}
export const ItemReplySchema = object<ItemReply>({ protocol, product: ProductSchema });
