import { MOST_HISTORY_DAYS, type Category, type Hash, type Product, type ReceiptDetails, type RegisterConfig, type StaffMember } from './catalogue.js';
import type { SealedSale } from './chain.js';
import { MAX_CENTS, type Cents } from './money.js';
import type { LineAmounts, Totals } from './pricing.js';
import type { Payment, Sale, SaleId, SaleLine } from './sale.js';
import { check, list, object, optional, parse, type Schema } from './schema.js';
import { METHODS, type MethodCount, type Recorded, type ShiftClosing, type ShiftId, type ShiftOpening } from './shift.js';

/**
 * The wire between register and panel: everything that crosses it, in one place. docs/protocol.md tells it in prose.
 * All paths are below the register's own (`/register/`); all bodies are JSON.
 *
 *     POST api/pair                    PairRequest → PairReply, and the device's session cookie
 *     GET  api/sync/manifest           Manifest; to a register that says by {@link SHOP_HEADER} that it has just that shop, Unchanged
 *     GET  api/sync/document/<hash>    one of the documents that the manifest names
 *     GET  api/sync/pack/<names>       many of them, as lines; each name is the start of a hash: {@link PACK}
 *     POST api/sync/finished           FinishedRequest → Done
 *     POST api/sales/batch             BatchRequest → BatchReply
 *     POST api/items, PUT api/items/<id>   ItemRequest → ItemReply
 *     POST api/release                 ReleaseRequest → Done
 *     POST api/lost                    LostRequest → Done: this register's browser has lost its data
 *     GET  api/session                 SessionOffer: the panel's time, to be signed
 *     POST api/session                 SessionRequest → Done, and a new session cookie
 *     GET  api/ping                    Done, if this device may talk to this panel
 *     GET  media/<name>                a picture
 *
 * Every request carries the header {@link PROTOCOL_HEADER}; some carry a {@link Report} too. Every answer that is not 2xx is a {@link Refusal}.
 */
export const PROTOCOL = 1;
export const PROTOCOL_HEADER = 'Holdfast-Protocol';
/** The hash of the manifest of which a register has everything. */
export const SHOP_HEADER = 'Holdfast-Shop';

/** A {@link Report} as JSON, with `api/ping`, `api/sync/finished` and `api/sales/batch`. */
export const REPORT_HEADER = 'Holdfast-Report';

/** Most sales in one batch. */
export const BATCH_SIZE = 50;
/** Largest body that the panel reads, in bytes. */
export const MAX_BODY = 4 * 1024 * 1024;
/** Largest text of one sale, in UTF-16 units. */
export const MAX_SALE = 256 * 1024;

/** Why the panel (or the worker, on its behalf) did not do what was asked. A closed list; each has its sentence in the reply. */
export const REFUSALS = [
  'protocol-older', 'protocol-newer', // the register's protocol, seen from the panel
  'not-json', 'not-valid', 'too-large', 'not-found', 'method-not-allowed',
  'code-unknown', 'code-used', 'code-expired', 'too-many-tries',
  'not-paired', 'link-removed', 'cross-site',
  'not-permitted', 'sku-taken', 'barcode-taken',
  'unsynchronised', 'already-complete', 'shift-changed', 'not-set-up', 'wrong-pin', 'offline', 'panel-unreachable', 'not-the-panel', 'storage-full', 'storage-failed', 'busy', 'panel-failed',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Why a sealed sale was not recorded. A closed list: everything else that is odd is recorded and flagged. */
export const SALE_REFUSALS = ['not-a-sale', 'bad-hash', 'bad-signature', 'unknown-link', 'foreign-register'] as const;
export type SaleRefusal = (typeof SALE_REFUSALS)[number];

/** What may be odd about a recorded sale, or record of a shift. */
export const FLAGS = [
  'unknown-product', 'unknown-staff', 'totals-differ', 'clock-ahead', 'clock-behind',
  'id-reused', 'number-reused', 'chain-broken', 'after-release', 'shift-repeated',
] as const;
export type Flag = (typeof FLAGS)[number];

// ---- pieces

const text = (max: number, min = 0) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max, `must be a text of ${min ? `${min} to` : 'at most'} ${max} characters`);
const filled = (max: number) => text(max, 1);
const matching = <T extends string>(pattern: RegExp, must: string) => check<T>((input) => typeof input === 'string' && pattern.test(input), must);
const whole = (min: number, max: number) => check<number>(
  (input) => Number.isSafeInteger(input) && (input as number) >= min && (input as number) <= max, `must be a whole number from ${min} to ${max}`);
const oneOf = <T extends string>(...these: readonly T[]) => check<T>((input) => these.includes(input as T), `must be one of ${these.join(', ')}`);
const exactly = <T extends string | number | true>(value: T) => check<T>((input) => input === value, `must be ${value}`);
const orNull = <T>(schema: Schema<T>): Schema<T | null> => (input, path) => input === null ? null : schema(input, path);
const flag = check<boolean>((input) => typeof input === 'boolean', 'must be true or false');
const money = check<Cents>((input) => Number.isSafeInteger(input) && Math.abs(input as number) <= MAX_CENTS, 'must be a whole number of cents');
/** Of many sales: larger than any one of them may be. */
const sum = check<Cents>(Number.isSafeInteger, 'must be a whole number of cents');
const price = check<Cents>((input) => Number.isSafeInteger(input) && (input as number) >= 0 && (input as number) <= MAX_CENTS, 'must be a whole number of cents, not negative');
const hash = matching<Hash>(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits');
const base64url = (min: number, max: number) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max && /^[\w-]+$/.test(input), 'must be base64url');
const uuid = matching<SaleId>(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case');
const instant = check<string>(
  (input) => typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(input) && !Number.isNaN(Date.parse(input)),
  'must be a time in ISO 8601 with offset');
const currency = matching(/^[A-Z]{3}$/, 'must be an ISO 4217 code');
const percent = whole(0, 10_000);
const protocol = exactly(PROTOCOL);
const image = optional(matching(/^[0-9a-f]{64}\.(svg|png|jpg|webp)$/, 'must be the name of a picture'));
type Protocol = { readonly protocol: typeof PROTOCOL };

// ---- a sale

const amounts: { readonly [K in keyof LineAmounts]: Schema<Cents> } = { gross: money, lineDiscount: money, orderDiscount: money, total: money, tax: money };
const line = object<SaleLine>({
  productId: filled(64), sku: text(64), name: filled(500), unitPrice: money, quantity: whole(1, 1_000_000_000), discount: percent, taxRate: percent, ...amounts,
});
const payment = object<{ method: Payment['method']; amount: Cents; tendered: Cents | undefined; change: Cents | undefined }>(
  { method: oneOf(...METHODS), amount: money, tendered: optional(money), change: optional(money) },
  { holds: ({ method, tendered, change }) => method === 'card' || (tendered !== undefined && change !== undefined), must: 'must say what was tendered and what went back' },
) as Schema<Payment>;
const staff = object<Sale['staff']>({ id: filled(64), name: filled(200) });
const shift = uuid as Schema<string> as Schema<ShiftId>;
export const SaleSchema: Schema<Sale> = object<{ [K in keyof Required<Sale>]: Sale[K] }>({
  id: uuid, kind: exactly('sale'), openedAt: instant, completedAt: instant,
  staff, register: optional(filled(200)), shift: optional(shift), catalogue: hash, currency, lines: list(line, 1, 1000), orderDiscount: percent,
  totals: object<Totals>({ gross: money, discount: money, total: money, tax: money }), rounding: money, payments: list(payment, 0, 20),
});

// ---- a shift

const ofShift = { id: uuid, shift, staff, register: optional(filled(200)), currency, float: price };
export const ShiftOpeningSchema = object<{ [K in keyof Required<ShiftOpening>]: ShiftOpening[K] }>({ kind: exactly('shift-open'), ...ofShift, at: instant }) as Schema<ShiftOpening>;
export const ShiftClosingSchema = object<{ [K in keyof Required<ShiftClosing>]: ShiftClosing[K] }>({
  kind: exactly('shift-close'), ...ofShift, openedAt: instant, closedAt: instant,
  methods: list(object<MethodCount>({ method: oneOf(...METHODS), counted: whole(0, Number.MAX_SAFE_INTEGER) as Schema<Cents>, expected: sum, difference: sum }), 1, METHODS.length),
  sales: object<ShiftClosing['sales']>({ count: whole(0, MAX_CENTS), total: sum }), unsynchronised: whole(0, MAX_CENTS),
}) as Schema<ShiftClosing>;
/** Whatever a register seals: a sale, unless it says that it is a record of a shift. */
export const RecordSchema: Schema<Recorded> = (input, path) => {
  const kind = (input as Partial<Recorded> | null)?.kind;
  return (kind === 'shift-open' ? ShiftOpeningSchema : kind === 'shift-close' ? ShiftClosingSchema : SaleSchema)(input, path);
};

// ---- sales and shifts up

export const SealedSaleSchema: Schema<SealedSale> = object<SealedSale>({
  registerId: filled(64), link: whole(1, 1_000_000), seq: whole(1, Number.MAX_SAFE_INTEGER), prev: hash, hash, signature: base64url(80, 96), body: text(MAX_SALE),
});
export interface BatchRequest extends Protocol {
  readonly sales: readonly SealedSale[];
}
export const BatchRequestSchema = object<BatchRequest>({ protocol, sales: list(SealedSaleSchema, 1, BATCH_SIZE) });

/** What became of one sale. It names the sale by id and hash: a reply that does not is no acknowledgement. */
export type SaleResult =
  | { readonly hash: Hash; readonly id: SaleId; readonly result: 'recorded'; readonly flags: readonly Flag[] }
  | { readonly hash: Hash; readonly id: SaleId | null; readonly result: 'refused'; readonly reason: SaleRefusal; readonly message: string };
interface AnyResult {
  readonly hash: Hash;
  readonly id: SaleId | null;
  readonly result: SaleResult['result'];
  readonly flags: readonly Flag[] | undefined;
  readonly reason: SaleRefusal | undefined;
  readonly message: string | undefined;
}
const saleResult = object<AnyResult>(
  { hash, id: orNull(uuid), result: oneOf('recorded', 'refused'), flags: optional(list(oneOf(...FLAGS), 0, FLAGS.length)), reason: optional(oneOf(...SALE_REFUSALS)), message: optional(text(1000)) },
  { holds: ({ id, result, flags, reason, message }) => result === 'recorded' ? id !== null && flags !== undefined : reason !== undefined && message !== undefined, must: 'must say what became of the sale' },
) as Schema<SaleResult>;
export interface BatchReply extends Protocol {
  readonly results: readonly SaleResult[];
}
export const BatchReplySchema = object<BatchReply>({ protocol, results: list(saleResult, 0, BATCH_SIZE) });

// ---- pairing

export interface PairRequest extends Protocol {
  /** As shown by the panel; spaces, dashes and case do not count. */
  readonly code: string;
  /** What the browser says it is: shown in the panel as the linked device. */
  readonly device: string;
  /** base64url of the uncompressed P-256 point (65 bytes) that will verify this device's sales. */
  readonly signingKey: string;
  /** The same of the key that agrees (ECDH) on the key for PIN verifiers. */
  readonly agreementKey: string;
}
export const PairRequestSchema = object<PairRequest>({ protocol, code: filled(20), device: text(300), signingKey: base64url(87, 88), agreementKey: base64url(87, 88) });
export interface PairReply extends Protocol {
  readonly registerId: string;
  readonly name: string;
  readonly link: number;
  readonly series: string;
  /** The panel's half of the agreement, base64url of the P-256 point. */
  readonly panelKey: string;
}
export const PairReplySchema = object<PairReply>({ protocol, registerId: filled(64), name: filled(200), link: whole(1, 1_000_000), series: filled(20), panelKey: base64url(87, 88) });

// ---- a new session for a device that lost its cookie

export interface SessionOffer extends Protocol {
  /** By the panel's clock. */
  readonly time: string;
}
export const SessionOfferSchema = object<SessionOffer>({ protocol, time: instant });
export interface SessionRequest extends SessionOffer {
  readonly registerId: string;
  readonly link: number;
  /** base64url, by the device's signing key over domain/chain.ts `sessionText`. */
  readonly signature: string;
}
export const SessionRequestSchema = object<SessionRequest>({ protocol, time: instant, registerId: filled(64), link: whole(1, 1_000_000), signature: base64url(80, 96) });

// ---- the shop down

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

// ---- items made or changed at the register

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

/** What a browser that was this register knows of what it has lost; its own clock, its own count. */
export interface LostRequest extends Protocol {
  readonly registerId: string;
  readonly link: number;
  /** Highest number that the link had given. */
  readonly highest: number;
  /** How many of its sales had not been acknowledged. */
  readonly unsynchronised: number;
  /** When that was so. */
  readonly at: string;
}
export const LostRequestSchema = object<LostRequest>({
  protocol, registerId: filled(64), link: whole(1, 1_000_000), highest: whole(0, Number.MAX_SAFE_INTEGER), unsynchronised: whole(0, Number.MAX_SAFE_INTEGER), at: instant,
});

// ---- what a register says of itself

/**
 * How a browser keeps what is on the device. `persistent`: until somebody clears it. `best-effort`: it may be cleared
 * when the device is full. `ephemeral`: it seems to go when its window is closed, which is a guess.
 */
export const STORAGES = ['persistent', 'best-effort', 'ephemeral', 'unknown'] as const;
export type Storage = (typeof STORAGES)[number];
/** Said by the way: nothing depends on it, and what of it cannot be read counts as not said. */
export interface Report {
  /** Of the register's program: hexadecimal, the same for the same files. */
  readonly version: string;
  /** By the register's own clock; null: none yet. */
  readonly lastFullSync: string | null;
  readonly storage: Storage;
  /** Sales on the device that are not acknowledged, those in this very request included. */
  readonly unsynchronised: number;
}
export const ReportSchema = object<Report>({
  version: matching(/^[0-9a-f]{8,64}$/, 'must be hexadecimal'), lastFullSync: orNull(instant), storage: oneOf(...STORAGES), unsynchronised: whole(0, Number.MAX_SAFE_INTEGER),
});

export const ReleaseRequestSchema = object<Protocol>({ protocol });
export const DoneSchema = object<Protocol & { readonly done: true }>({ protocol, done: exactly(true) });

// ---- refusals

/** Every answer that is not 2xx, from panel and worker alike. `message` is for people: what is wrong and what to do. */
export interface Refusal {
  readonly error: {
    readonly code: RefusalCode;
    readonly message: string;
    /** Dotted path of the field: `sales.0.seq`. */
    readonly path?: string | undefined;
    /** Seconds until it makes sense to try again. */
    readonly retryAfter?: number | undefined;
    /** The panel's protocol, with `protocol-older` and `protocol-newer`. */
    readonly protocol?: number | undefined;
  };
}
export const RefusalSchema = object<Refusal>({
  error: object<Required<Refusal['error']>>({
    code: oneOf(...REFUSALS), message: text(10_000), path: optional(text(1000)), retryAfter: optional(whole(0, Number.MAX_SAFE_INTEGER)), protocol: optional(whole(0, Number.MAX_SAFE_INTEGER)),
  } as never) as Schema<Refusal['error']>,
});

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
