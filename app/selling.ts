import { addProduct, keyOf, openCart, setLineDiscount, setQuantity, step, tooMuch, type Cart } from './cart.js';
import type { Product } from '../domain/catalogue.js';
import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { beep } from './beep.js';
import { keepCart } from './kept-cart.js';
import { go } from './route.js';
import { productOf } from './shop.js';
import { change, read, type Notice } from './state.js';

/** Shows the cart and keeps it. @returns whether it was one that a sale can be. */
export function put(cart: Cart, notice: Notice | null = null): boolean {
  const objection = tooMuch(cart);
  if (objection) {
    change({ notice: { text: objection, bad: true } });
    return false;
  }
  change({ cart, notice });
  keepCart(cart).catch(() => change({ notice: { text: 'This device could not store the cart. Selling goes on, but the cart is lost if the browser closes: free some space.', bad: true } }));
  return true;
}

/** The cart may be changed: it is not with the worker, and no earlier attempt may have made it a sale already. */
function isOpen(): boolean {
  const { paying, cart } = read();
  if (cart.sent && !paying) change({ notice: { text: 'This sale may be complete already. Go to Pay to finish it, then start the next one.', bad: true } });
  return !paying && !cart.sent;
}

export function add(product: Product): void {
  const { shop, cart } = read();
  if (shop && isOpen()) put(addProduct(cart, product, shop.config, Date.now()));
}

/** A scanned or typed code. Unknown: a beep and a message, and the cart stays as it is. */
export function addByCode(code: string): void {
  const { shop, route, completed, staff, switching, paying } = read();
  if (!shop || !staff || switching || paying) return;
  change({ panel: null });
  if (route.screen === 'done' && completed) startNewSale();
  else if (route.screen !== '') return refuseCode('Go back to the sale to scan products. The cart is as it was.');
  const product = productOf(shop, code);
  if (product) return add(product);
  refuseCode(shop.loaded < 1 ? 'The products are still being loaded. Scan again in a moment.' : `No product has the barcode ${code}. The cart is as it was.`);
}

function refuseCode(text: string): void {
  beep();
  change({ notice: { text, bad: true } });
}

export function oneMore(key: string): void {
  if (isOpen()) put(step(read().cart, key, 1));
}

export function oneLess(key: string): void {
  if (isOpen()) afterRemoval(step(read().cart, key, -1), key);
}

export function changeQuantity(key: string, quantity: Thousandths): boolean {
  return isOpen() && put(setQuantity(read().cart, key, quantity));
}

export function remove(key: string): void {
  if (isOpen()) afterRemoval(setQuantity(read().cart, key, 0), key);
}

function afterRemoval(cart: Cart, key: string): void {
  const before = read().cart;
  const gone = cart.lines.length < before.lines.length && before.lines.find((line) => keyOf(line) === key);
  put(cart, gone ? { text: `${gone.name} removed.`, undo: before } : null);
}

export function discountLine(key: string, discount: BasisPoints): boolean {
  return isOpen() && put(setLineDiscount(read().cart, key, discount));
}

export function discountOrder(orderDiscount: BasisPoints): boolean {
  return isOpen() && put({ ...read().cart, orderDiscount });
}

/** Empties the cart. Refused when a part of it has been paid: money would be without a sale. */
export function clearCart(): void {
  const { cart } = read();
  if (!isOpen()) return;
  if (cart.parts.length) return change({ notice: { text: 'A part of this sale is paid. Go to Pay and take the part back before clearing the cart.', bad: true } });
  put({ ...openCart(), id: cart.id }, { text: 'Cart cleared.', undo: cart });
}

export function undo(): void {
  const { notice } = read();
  if (notice?.undo && isOpen()) put(notice.undo);
}

export function startNewSale(): void {
  change({ completed: null, notice: null, payTrouble: null });
  go('');
}
