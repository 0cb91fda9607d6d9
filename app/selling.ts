import { addProduct, fits, openCart, priceCart, setLineDiscount, setQuantity, step, type Cart } from './cart.js';
import type { Product } from '../domain/catalogue.js';
import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { beep } from './beep.js';
import { keepCart } from './kept-cart.js';
import { remaining } from './payment.js';
import { go } from './route.js';
import { productOf } from './shop.js';
import { change, read, screenOf, type Notice } from './state.js';

/** Shows the cart and keeps it. @returns whether it was one that a sale can be. */
export function put(given: Cart, notice: Notice | null = null): boolean {
  // What was taken off the whole order goes with its last line: the next customer has not earned it.
  const cart = given.lines.length ? given : { ...given, orderDiscount: 0 };
  if (!fits(cart)) return refuse('That is more than one sale holds. Nothing was changed.');
  if (cart.parts.length && remaining(priceCart(cart).totals.total, cart.parts) <= 0) return refuse(PAID);
  change({ cart, notice });
  keepCart(cart).catch(() => change({ notice: { text: 'The cart could not be stored: it is lost if the browser closes. Selling goes on; free some space.', bad: true } }));
  return true;
}

const PAID = 'More than that is paid already. Press Pay and take a part back first.';

/** @returns false. */
function refuse(text: string): boolean {
  change({ notice: { text, bad: true } });
  return false;
}

/** The cart may be changed: it is not with the worker, and no earlier attempt may have made it a sale already. */
function isOpen(): boolean {
  const { paying, cart } = read();
  if (cart.sent && !paying) change({ notice: { text: 'This sale may be complete already. Press Pay to find out.', bad: true } });
  return !paying && !cart.sent;
}

export function add(product: Product): void {
  const { shop, cart } = read();
  if (shop && isOpen()) put(addProduct(cart, product, shop.config, Date.now()));
}

/** A scanned or typed code. Unknown: a beep and a message, and the cart stays as it is. */
export function addByCode(code: string): void {
  const { shop, staff, switching, paying } = read();
  if (!shop || !staff || switching || paying) return;
  change({ panel: null });
  const screen = screenOf(read());
  if (screen === 'done') startNewSale();
  else if (screen) return refuseCode('Go back to the sale to scan. The cart is as it was.');
  const product = productOf(shop, code);
  if (product) return add(product);
  refuseCode(shop.loaded < 1 ? 'The products are still being loaded. Scan again soon.' : `No product has the barcode ${code}. The cart is as it was.`);
}

function refuseCode(text: string): void {
  beep();
  refuse(text);
}

export function oneMore(key: string): void {
  if (isOpen()) put(step(read().cart, key, 1));
}

export function oneLess(key: string): void {
  takeAway(step(read().cart, key, -1));
}

/** @returns whether it was taken. */
export function changeLine(key: string, quantity: Thousandths, discount: BasisPoints): boolean {
  const cart = setQuantity(setLineDiscount(read().cart, key, discount), key, quantity);
  return quantity ? isOpen() && put(cart) : takeAway(cart);
}

export function remove(key: string): void {
  takeAway(setQuantity(read().cart, key, 0));
}

/** A line that goes can be brought back. */
function takeAway(cart: Cart): boolean {
  const before = read().cart;
  return isOpen() && put(cart, cart.lines.length < before.lines.length ? { text: 'Removed from the cart.', undo: before } : null);
}

export function discountOrder(orderDiscount: BasisPoints): boolean {
  return isOpen() && put({ ...read().cart, orderDiscount });
}

/** Empties the cart; but not when a part of it has been paid: money would be without a sale. */
export function clearCart(): void {
  const { cart } = read();
  if (!isOpen()) return;
  put({ ...openCart(), parts: cart.parts }, { text: 'Cart cleared.', undo: cart });
}

export function undo(): void {
  const { notice } = read();
  if (notice?.undo && isOpen()) put(notice.undo);
}

export function startNewSale(): void {
  change({ completed: null, notice: null, payTrouble: null });
  go('');
}
