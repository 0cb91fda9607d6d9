import * as v from 'valibot';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from './catalogue.js';
import type { SealedSale } from './chain.js';
import { MAX_CENTS, type Cents } from './money.js';
import type { Payment, Sale, SaleId } from './sale.js';

/**
 * The wire between register and panel: everything that crosses it, in one place. docs/protocol.md tells it in prose.
 * All paths are below the register's own (`/register/`); all bodies are JSON.
 *
 *     POST api/pair                    PairRequest → PairReply, and the device's session cookie
 *     GET  api/sync/manifest           Manifest
 *     GET  api/sync/document/<hash>    one of the documents that the manifest names
 *     POST api/sync/finished           FinishedRequest → Done
 *     POST api/sales/batch             BatchRequest → BatchReply
 *     POST api/items, PUT api/items/<id>   ItemRequest → ItemReply
 *     POST api/release                 ReleaseRequest → Done
 *     GET  api/ping                    Done, if this device may talk to this panel
 *     GET  media/<name>                a picture
 *
 * Every request carries the header {@link PROTOCOL_HEADER}. Every answer that is not 2xx is a {@link Refusal}.
 */
export const PROTOCOL = 1;
export const PROTOCOL_HEADER = 'Holdfast-Protocol';

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
  'unsynchronised', 'already-complete', 'not-set-up', 'wrong-pin', 'offline', 'panel-unreachable', 'not-the-panel', 'storage-full', 'storage-failed', 'busy', 'panel-failed',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Why a sealed sale was not recorded. A closed list: everything else that is odd is recorded and flagged. */
export const SALE_REFUSALS = ['not-a-sale', 'bad-hash', 'bad-signature', 'unknown-link', 'foreign-register'] as const;
export type SaleRefusal = (typeof SALE_REFUSALS)[number];

/** What may be odd about a recorded sale. */
export const FLAGS = [
  'unknown-product', 'unknown-staff', 'totals-differ', 'clock-ahead', 'clock-behind',
  'id-reused', 'number-reused', 'chain-broken', 'after-release',
] as const;
export type Flag = (typeof FLAGS)[number];

// ---- pieces
// Made of `custom` alone rather than of pipes of the library's actions: every kind of action is worth 100 bytes of the worker.

const check = <T>(holds: (input: unknown) => boolean, must: string) => v.custom<T>(holds, must);
const text = (max: number, min = 0) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max, `must be a text of ${min ? `${min} to` : 'at most'} ${max} characters`);
const filled = (max: number) => text(max, 1);
const matching = (pattern: RegExp, must: string) => check<string>((input) => typeof input === 'string' && pattern.test(input), must);
const whole = (min: number, max: number) => check<number>(
  (input) => Number.isSafeInteger(input) && (input as number) >= min && (input as number) <= max, `must be a whole number from ${min} to ${max}`);
const oneOf = <T extends string>(list: readonly T[]) => check<T>((input) => list.includes(input as T), `must be one of ${list.join(', ')}`);
const flag = check<boolean>((input) => typeof input === 'boolean', 'must be true or false');
const listOf = <T>(item: v.GenericSchema<T>, min: number, max: number) => v.pipe(
  v.array(item), v.check((list) => list.length >= min && list.length <= max, `must have ${min} to ${max} members`));
const money = check<Cents>((input) => Number.isSafeInteger(input) && Math.abs(input as number) <= MAX_CENTS, 'must be a whole number of cents');
const price = check<Cents>((input) => Number.isSafeInteger(input) && (input as number) >= 0 && (input as number) <= MAX_CENTS, 'must be a whole number of cents, not negative');
const hash = matching(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits') as unknown as v.GenericSchema<Hash>;
const base64url = (min: number, max: number) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max && /^[\w-]+$/.test(input), 'must be base64url');
const isUuid = (input: unknown): boolean => typeof input === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(input);
const uuid = check<SaleId>(isUuid, 'must be a UUID in lower case');
const instant = check<string>(
  (input) => typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(input) && !Number.isNaN(Date.parse(input)),
  'must be a time in ISO 8601 with offset');
const currencyCode = matching(/^[A-Z]{3}$/, 'must be an ISO 4217 code');
const percent = whole(0, 10_000);
const protocol = check<typeof PROTOCOL>((input) => input === PROTOCOL, `must be ${PROTOCOL}`);
const yes = check<true>((input) => input === true, 'must be true');

// ---- a sale

const line = v.object({
  productId: filled(64), sku: text(64), name: filled(500), unitPrice: money, quantity: whole(1, 1_000_000_000), discount: percent, taxRate: percent,
  gross: money, lineDiscount: money, orderDiscount: money, total: money, tax: money,
});
const payment = v.pipe(
  v.object({ method: oneOf(['cash', 'card']), amount: money, tendered: v.optional(money), change: v.optional(money) }),
  v.check(({ method, tendered, change }) => method === 'card' || (tendered !== undefined && change !== undefined), 'must say what was tendered and what went back'),
) as unknown as v.GenericSchema<Payment>;
export const SaleSchema: v.GenericSchema<Sale> = v.object({
  id: uuid, kind: check<'sale'>((input) => input === 'sale', 'must be sale'), openedAt: instant, completedAt: instant,
  staff: v.object({ id: filled(64), name: filled(200) }), catalogue: hash, currency: currencyCode,
  lines: listOf(line, 1, 1000),
  orderDiscount: percent, totals: v.object({ gross: money, discount: money, total: money, tax: money }), rounding: money,
  payments: listOf(payment, 0, 20),
});

// ---- sales up

export const SealedSaleSchema: v.GenericSchema<SealedSale> = v.object({
  registerId: filled(64), link: whole(1, 1_000_000), seq: whole(1, Number.MAX_SAFE_INTEGER), prev: hash, hash, signature: base64url(80, 96), body: text(MAX_SALE),
});
export const BatchRequestSchema = v.object({
  protocol,
  sales: listOf(SealedSaleSchema, 1, BATCH_SIZE),
});
export type BatchRequest = v.InferOutput<typeof BatchRequestSchema>;

/** What became of one sale. It names the sale by id and hash: a reply that does not is no acknowledgement. */
export type SaleResult =
  | { readonly hash: Hash; readonly id: SaleId; readonly result: 'recorded'; readonly flags: readonly Flag[] }
  | { readonly hash: Hash; readonly id: SaleId | null; readonly result: 'refused'; readonly reason: SaleRefusal; readonly message: string };
const saleResult = v.pipe(
  v.object({ hash, id: check<SaleId | null>((input) => input === null || isUuid(input), 'must be a UUID or null'), result: oneOf(['recorded', 'refused']), flags: v.optional(v.array(oneOf(FLAGS))), reason: v.optional(oneOf(SALE_REFUSALS)), message: v.optional(text(1000)) }),
  v.check(({ id, result, flags, reason, message }) => result === 'recorded' ? id !== null && flags !== undefined : reason !== undefined && message !== undefined, 'must say what became of the sale'),
) as unknown as v.GenericSchema<SaleResult>;
export const BatchReplySchema = v.object({ protocol, results: v.array(saleResult) });
export type BatchReply = v.InferOutput<typeof BatchReplySchema>;

// ---- pairing

export const PairRequestSchema = v.object({
  protocol,
  /** As shown by the panel; spaces, dashes and case do not count. */
  code: filled(20),
  /** What the browser says it is: shown in the panel as the linked device. */
  device: text(300),
  /** base64url of the uncompressed P-256 point (65 bytes) that will verify this device's sales. */
  signingKey: base64url(87, 88),
  /** The same of the key that agrees (ECDH) on the key for PIN verifiers. */
  agreementKey: base64url(87, 88),
});
export type PairRequest = v.InferOutput<typeof PairRequestSchema>;
export const PairReplySchema = v.object({
  protocol, registerId: filled(64), name: filled(200), link: whole(1, 1_000_000), series: filled(20),
  /** The panel's half of the agreement, base64url of the P-256 point. */
  panelKey: base64url(87, 88),
});
export type PairReply = v.InferOutput<typeof PairReplySchema>;

// ---- the shop down

/** The same shop gives the same bytes: no time of making is in it, so its hash is the shop's. */
export const ManifestSchema = v.object({
  protocol,
  /** How many products the segments hold together. */
  products: whole(0, 10_000_000),
  documents: v.object({ register: hash, receipt: hash, staff: hash, categories: hash, products: listOf(hash, 1, 65_536) }),
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type DocumentKind = keyof Manifest['documents'];

const image = v.optional(matching(/^[0-9a-f]{64}\.(svg|png|jpg|webp)$/, 'must be the name of a picture'));
export const RegisterDocument: v.GenericSchema<RegisterConfig> = v.object({
  registerId: filled(64), name: filled(200), outlet: text(200), currency: currencyCode, locale: filled(35),
  taxName: text(20), taxRate: percent, cashRounding: whole(1, 100), idleMinutes: whole(0, 1440),
});
export const ReceiptDocument: v.GenericSchema<ReceiptDetails> = v.object({
  shopName: text(200), outletName: text(200), address: text(500), phone: text(50), taxNumberLabel: text(20), taxNumber: text(50), header: text(1000), footer: text(1000),
});
export const StaffDocument: v.GenericSchema<readonly StaffMember[]> = listOf(v.object({
  id: filled(64), name: filled(200), image, mayEditItems: flag,
  pin: v.optional(v.object({ salt: base64url(16, 44), iterations: whole(1000, 10_000_000), verifier: base64url(43, 44) })),
}), 1, 10_000);
export const CategoriesDocument: v.GenericSchema<readonly Category[]> = v.array(v.object({ id: filled(64), name: filled(200), parent: v.optional(filled(64)) }));
export const ProductSchema: v.GenericSchema<Product> = v.object({
  id: filled(64), sku: filled(64), name: filled(500), price: price, barcodes: v.optional(v.array(filled(64))),
  category: v.optional(filled(64)), taxFree: v.optional(yes), image,
});

export const FinishedRequestSchema = v.object({ protocol, manifest: hash });

// ---- items made or changed at the register

export const ItemRequestSchema = v.object({
  protocol,
  staffId: filled(64),
  item: v.object({ sku: filled(64), name: filled(500), price: price, barcode: text(64), category: check<string | null>((input) => input === null || (typeof input === 'string' && input.length > 0 && input.length <= 64), 'must be a category or null'), taxFree: flag }),
});
export type ItemRequest = v.InferOutput<typeof ItemRequestSchema>;
export const ItemReplySchema = v.object({ protocol, product: ProductSchema });

export const ReleaseRequestSchema = v.object({ protocol });
export const DoneSchema = v.object({ protocol, done: yes });

// ---- refusals

/** Every answer that is not 2xx, from panel and worker alike. `message` is for people: what is wrong and what to do. */
export const RefusalSchema = v.object({
  error: v.object({
    code: oneOf(REFUSALS),
    message: text(10_000),
    /** Dotted path of the field: `sales.0.seq`. */
    path: v.optional(text(1000)),
    /** Seconds until it makes sense to try again. */
    retryAfter: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
    /** The panel's protocol, with `protocol-older` and `protocol-newer`. */
    protocol: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
  }),
});
export type Refusal = v.InferOutput<typeof RefusalSchema>;

// ---- parsing

/** The result of {@link parse}. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly path: string; readonly message: string };

/** Parses what came over the wire, out of a file or out of storage. The message names the path of what is wrong. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Parsed<T> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? '';
  return { ok: false, path, message: `${path || 'the body'} ${said(issue)}` };
}

/** The same from JSON text. */
export function parseJson<T>(schema: v.GenericSchema<unknown, T>, json: string): Parsed<T> {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    return { ok: false, path: '', message: 'the body is not JSON' };
  }
  return parse(schema, input);
}

/** Our own sentences start with "must"; the library's own ("Invalid type: Expected …") are put into the same form. */
function said(issue: v.BaseIssue<unknown>): string {
  if (issue.message.startsWith('must')) return issue.message;
  return issue.received === 'undefined' ? 'is missing' : `must be ${issue.expected ?? 'something else'}, not ${issue.received}`;
}

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
