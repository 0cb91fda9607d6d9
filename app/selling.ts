import { addProduct, fits, openCart, plainPercent, priceCart, setLineDiscount, setQuantity, step, type Cart } from './cart.js';
import type { Product } from '../domain/catalogue.js';
import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { keepCart } from './kept-cart.js';
import { remaining } from './payment.js';
import { go } from './route.js';
import { isGarbage } from './scan.js';
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

/** @returns whether it came into the cart. */
export function add(product: Product): boolean {
  const { shop, cart } = read();
  return shop !== null && isOpen() && put(addProduct(cart, product, shop.config, Date.now()));
}

/** A scanned or typed code. Unknown: a low tone and a message, and the cart stays as it is. */
export function addByCode(code: string): void {
  const taken = sell(code);
  import('./screens/others.js').then(({ sound }) => sound(taken)).catch(console.warn);
}

function sell(code: string): boolean {
  const { shop, staff, switching, paying } = read();
  if (!shop || !staff || switching) return refuse('Sign in first, then scan. Nothing was sold.');
  if (paying) return false;
  change({ panel: null });
  const screen = screenOf(read());
  if (screen === 'done') startNewSale();
  else if (screen) return refuse(`Go back to the sale to scan. ${AS_IT_WAS}`);
  const product = productOf(shop, code);
  if (product) return add(product);
  if (shop.loaded < 1) return refuse('The products are still being loaded. Scan again soon.');
  return refuse(isGarbage(code) ? `What the scanner sent is no barcode: ${code.length} characters. Scan again. ${AS_IT_WAS}` : `No product has the barcode ${code}. ${AS_IT_WAS}`);
}

const AS_IT_WAS = 'The cart is as it was.';

export function oneMore(key: string): void {
  if (isOpen()) put(step(read().cart, key, 1));
}

export function oneLess(key: string): void {
  takeAway(step(read().cart, key, -1));
}

/** @returns whether it was taken. */
export function changeLine(key: string, quantity: Thousandths, discount: BasisPoints): boolean {
  const before = read().cart;
  const cart = setQuantity(setLineDiscount(before, key, discount), key, quantity);
  return quantity ? isOpen() && put(cart, { text: 'The line is changed.', undo: before }) : takeAway(cart);
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
  const { cart } = read();
  return isOpen() && put({ ...cart, orderDiscount }, { text: `${plainPercent(orderDiscount) || 'No'}${orderDiscount ? ' %' : ''} discount on the order.`, undo: cart });
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
