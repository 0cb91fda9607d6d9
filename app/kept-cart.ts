import { createStore, get, set } from 'idb-keyval';
import { NAMES, STORE } from '../domain/names.js';
import { openCart, type Cart } from './cart.js';

// IndexedDB and not localStorage, which loses its last seconds when the browser is killed.
const kept = createStore(NAMES.page, STORE);
/** How long a reloaded tab waits for its own place, in ms: the page before it may not be gone yet. */
const PATIENCE = 1500;
const PLACE = 'holdfast-place';

let key = 'cart-0';
let writing: Promise<void> = Promise.resolve();

/**
 * Finds the cart that this tab was working on. Each tab of the register has a cart of its own: two tabs with one cart
 * would be two sales with one id. The first tab has the first place, after a crash too.
 */
export async function restoreCart(): Promise<Cart> {
  key = `cart-${await takePlace()}`;
  return (await get<Cart>(key, kept).catch(() => undefined)) ?? openCart();
}

async function takePlace(): Promise<number> {
  const before = sessionStorage.getItem(PLACE);
  if (before !== null && await hold(Number(before), PATIENCE)) return Number(before);
  for (let place = 0; ; place++) {
    if (!await hold(place, 0)) continue;
    sessionStorage.setItem(PLACE, String(place));
    return place;
  }
}

/** Takes the lock of a place for as long as the page lives. Resolves to whether it was had within `patience` ms. */
function hold(place: number, patience: number): Promise<boolean> {
  const abort = new AbortController();
  const options: LockOptions = patience ? { signal: abort.signal } : { ifAvailable: true };
  if (patience) setTimeout(() => abort.abort(), patience);
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<never> | undefined => {
      resolve(lock !== null);
      return lock ? new Promise<never>(() => undefined) : undefined;
    };
    navigator.locks.request(`${NAMES.lock}-cart-${place}`, options, held).catch(() => resolve(false));
  });
}

/** Keeps the cart as it stands now; resolves when it is stored. Writes are in the order of the calls. */
export function keepCart(cart: Cart): Promise<void> {
  writing = writing.catch(() => undefined).then(() => set(key, cart, kept));
  return writing;
}
