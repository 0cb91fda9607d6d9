import type { SealedSale } from '../chain.js';
import type { Hash } from '../catalogue.js';
import type { Cents } from '../money.js';
import type { LineAmounts, Totals } from '../pricing.js';
import type { Payment, Sale, SaleId, SaleLine } from '../sale.js';
import { list, object, optional, type Schema } from '../schema.js';
import { METHODS } from '../shift.js';
import { currency, exactly, filled, hash, base64url, instant, money, oneOf, orNull, percent, protocol, shift, staff, text, uuid, whole, type Protocol } from './pieces.js';
import { FLAGS, MAX_SALE, MOST_SALES, SALE_REFUSALS, type Flag, type SaleRefusal } from './protocol.js';

// A sale, and how sales and shifts go up.

const amounts: { readonly [K in keyof LineAmounts]: Schema<Cents> } = { gross: money, lineDiscount: money, orderDiscount: money, total: money, tax: money };
const line = object<SaleLine>({
  productId: filled(64), sku: text(64), name: filled(500), unitPrice: money, quantity: whole(1, 1_000_000_000), discount: percent, taxRate: percent, ...amounts,
});
const payment = object<{ method: Payment['method']; amount: Cents; tendered: Cents | undefined; change: Cents | undefined }>(
  { method: oneOf(...METHODS), amount: money, tendered: optional(money), change: optional(money) },
  { holds: ({ method, tendered, change }) => method === 'card' || (tendered !== undefined && change !== undefined), must: 'must say what was tendered and what went back' },
) as Schema<Payment>;
export const SaleSchema: Schema<Sale> = object<{ [K in keyof Required<Sale>]: Sale[K] }>({
  id: uuid, kind: exactly('sale'), openedAt: instant, completedAt: instant,
  staff, register: optional(filled(200)), shift: optional(shift), catalogue: hash, currency, lines: list(line, 1, 1000), orderDiscount: percent,
  totals: object<Totals>({ gross: money, discount: money, total: money, tax: money }), rounding: money, payments: list(payment, 0, 20),
});

export const SealedSaleSchema: Schema<SealedSale> = object<SealedSale>({
  registerId: filled(64), link: whole(1, 1_000_000), seq: whole(1, Number.MAX_SAFE_INTEGER), prev: hash, hash, signature: base64url(80, 96), body: text(MAX_SALE),
});
export interface BatchRequest extends Protocol {
  readonly sales: readonly SealedSale[];
}
export const BatchRequestSchema = object<BatchRequest>({ protocol, sales: list(SealedSaleSchema, 1, MOST_SALES) });

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
  /** How many sales this panel takes in one batch. Absent: `BATCH_SIZE`. */
  readonly most?: number | undefined;
}
/** One that says nothing spoils no acknowledgement. */
const hint: Schema<number | undefined> = (most) => (Number.isSafeInteger(most) && (most as number) > 0 ? most as number : undefined);
export const BatchReplySchema = object<BatchReply>({ protocol, results: list(saleResult, 0, MOST_SALES), most: hint });
