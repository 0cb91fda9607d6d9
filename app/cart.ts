import type { Product, RegisterConfig } from '../domain/catalogue.js';
import { MAX_CENTS } from '../domain/money.js';
import { price, type BasisPoints, type LineInput, type Priced, type Thousandths } from '../domain/pricing.js';
import type { Payment, SaleId } from '../domain/sale.js';

/** A line that is still being rung up: a product as it was called and priced when it came into the cart. */
export interface CartLine extends LineInput {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
}

/** A sale that is not finished. It is kept on disk as it stands here. */
export interface Cart {
  /** Made when the cart is opened: one cart, one id, one sale. */
  readonly id: SaleId;
  /** When the first line came in, ms since 1970. */
  readonly openedAt: number;
  readonly lines: readonly CartLine[];
  readonly orderDiscount: BasisPoints;
  /** What has been paid of a split sale. */
  readonly parts: readonly Payment[];
  /** The worker has been asked to take this sale, and its answer has not been seen: it may be a finished sale already. */
  readonly sent: boolean;
}

/** A whole piece, in thousandths. */
export const ONE = 1000;
/** As many as a sale may have (domain/wire.ts). */
const MAX_LINES = 500;
export const MAX_QUANTITY: Thousandths = 1_000_000_000;

/** A UUID, version 4. Not `crypto.randomUUID`: Chromium has that only since 92. */
export function newSaleId(random: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): SaleId {
  const marked = random.map((byte, index) => (index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as SaleId;
}

export function openCart(id: SaleId = newSaleId()): Cart {
  return { id, openedAt: 0, lines: [], orderDiscount: 0, parts: [], sent: false };
}

/** Lines are told apart by product and price: after a price change the same product makes a second line. */
export function keyOf(line: CartLine): string {
  return `${line.productId}@${line.unitPrice}`;
}

/** One more of a product: on its line if it has one, else on a new one at the end. `now` in ms since 1970. */
export function addProduct(cart: Cart, product: Product, config: RegisterConfig, now: number): Cart {
  const line: CartLine = {
    productId: product.id, sku: product.sku, name: product.name, unitPrice: product.price, quantity: ONE, discount: 0, taxRate: product.taxFree ? 0 : config.taxRate,
  };
  const key = keyOf(line);
  const before = cart.lines.find((one) => keyOf(one) === key);
  if (before) return setQuantity(cart, key, before.quantity + ONE);
  return { ...cart, openedAt: cart.lines.length ? cart.openedAt : now, lines: [...cart.lines, line] };
}

/** Sets a line's quantity in thousandths; nothing or less takes the line away. */
export function setQuantity(cart: Cart, key: string, quantity: Thousandths): Cart {
  return quantity > 0 ? changeLine(cart, key, { quantity }) : { ...cart, lines: cart.lines.filter((line) => keyOf(line) !== key) };
}

/** One more (`1`) or one less (`-1`) of a line. */
export function step(cart: Cart, key: string, by: 1 | -1): Cart {
  const line = cart.lines.find((one) => keyOf(one) === key);
  return line ? setQuantity(cart, key, line.quantity + by * ONE) : cart;
}

export function setLineDiscount(cart: Cart, key: string, discount: BasisPoints): Cart {
  return changeLine(cart, key, { discount });
}

function changeLine(cart: Cart, key: string, part: Partial<CartLine>): Cart {
  return { ...cart, lines: cart.lines.map((line) => (keyOf(line) === key ? { ...line, ...part } : line)) };
}

export function priceCart(cart: Cart): Priced {
  return price(cart.lines, cart.orderDiscount);
}

/** Whether one sale can hold the cart, in lines, pieces and money. */
export function fits({ lines }: Cart): boolean {
  const gross = lines.reduce((sum, line) => sum + (line.unitPrice * line.quantity) / ONE, 0);
  return lines.length <= MAX_LINES && lines.every((line) => line.quantity <= MAX_QUANTITY) && gross <= MAX_CENTS;
}
