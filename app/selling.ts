import { addProduct, fits, openCart, priceCart, step, type Cart } from './cart.js';
import type { Product } from '../domain/catalogue.js';
import { keepCart } from './kept-cart.js';
import { words } from './language.js';
import { remaining } from './payment.js';
import { go } from './route.js';
import { isGarbage } from './scan.js';
import { productOf } from './shop.js';
import { change, read, screenOf, type Notice } from './state.js';

/** Shows the cart and keeps it. @returns whether it was one that a sale can be. */
export function put(given: Cart, notice: Notice | null = null): boolean {
  // What was taken off the whole order goes with its last line: the next customer has not earned it.
  const cart = given.lines.length ? given : { ...given, orderDiscount: 0 };
  if (!fits(cart)) return refuse(words.tooMuch);
  if (cart.parts.length && remaining(priceCart(cart).totals.total, cart.parts) <= 0) return refuse(words.paidMore);
  change({ cart, notice });
  keepCart(cart).catch(() => change({ notice: { text: words.notStored, bad: true } }));
  return true;
}

/** @returns false. */
function refuse(text: string): boolean {
  change({ notice: { text, bad: true } });
  return false;
}

/** The cart may be changed: it is not with the worker, and no earlier attempt may have made it a sale already. */
export function isOpen(): boolean {
  const { paying, cart } = read();
  if (cart.sent && !paying) change({ notice: { text: words.maybeComplete, bad: true } });
  return !paying && !cart.sent;
}

/** @returns whether it came into the cart. */
export function add(product: Product): boolean {
  const { shop, cart } = read();
  return shop !== null && isOpen() && put(addProduct(cart, product, shop.config, Date.now()));
}

/** Scanned at a sale before the products were there. */
const early: string[] = [];

/** What was scanned too early is looked for as soon as there is something to look in. */
export function mindEarly(): void {
  if ((read().shop?.loaded ?? 0) >= 1) early.splice(0).forEach(addByCode);
}

/** A scanned or typed code. Unknown: a low tone and a message, and the cart stays as it is. */
export function addByCode(code: string): void {
  const taken = sell(code);
  import('./screens/others.js').then(({ sound }) => sound(taken)).catch(console.warn);
}

function sell(code: string): boolean {
  const { shop, staff, switching, paying } = read();
  if (!shop || !staff || switching) return refuse(words.signInFirst);
  if (paying) return false;
  change({ panel: null });
  const screen = screenOf(read());
  if (screen === 'done') startNewSale();
  else if (screen) return refuse(words.scanAtSale);
  const product = productOf(shop, code);
  if (product) return add(product);
  if (shop.loaded < 1) {
    early.push(code);
    return refuse(words.stillLoading);
  }
  return refuse(isGarbage(code) ? words.noBarcode(code.length) : words.unknownBarcode(code));
}

export function oneMore(key: string): void {
  if (isOpen()) put(step(read().cart, key, 1));
}

export function oneLess(key: string): void {
  takeAway(step(read().cart, key, -1));
}

/** A line that goes can be brought back. */
export function takeAway(cart: Cart): boolean {
  const before = read().cart;
  return isOpen() && put(cart, cart.lines.length < before.lines.length ? { text: words.removed, undo: before } : null);
}

/** Empties the cart; but not when a part of it has been paid: money would be without a sale. */
export function clearCart(): void {
  const { cart } = read();
  if (!isOpen()) return;
  put({ ...openCart(), parts: cart.parts }, { text: words.cartCleared, undo: cart });
}

export function undo(): void {
  const { notice } = read();
  if (notice?.undo && isOpen()) put(notice.undo);
}

export function startNewSale(): void {
  change({ completed: null, notice: null, payTrouble: null });
  go('');
}
