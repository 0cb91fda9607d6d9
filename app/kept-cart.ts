import { createStore, get, set } from 'idb-keyval';
import { DEMO } from '../domain/demo.js';
import { NAMES, STORE } from '../domain/names.js';
import { openCart, type Cart } from './cart.js';

// IndexedDB and not localStorage, which loses its last seconds when the browser is killed.
/** The page's own store. */
export const kept = createStore(NAMES.page, STORE);
/** How long a reloaded tab waits for its own place, in ms: the page before it may not be gone yet. */
const PATIENCE = 1500;

let key = '';
let writing: Promise<unknown> = Promise.resolve();

/**
 * Finds the cart that this tab was working on. Each tab of the register has a place and a cart of its own: two tabs with
 * one cart would be two sales with one id. The first tab has the first place, after a crash too.
 */
export async function restoreCart(): Promise<Cart> {
  key = sessionStorage[DEMO ? 'demo-cart' : 'cart'] as string;
  if (!key || !await hold({ signal: abortIn(PATIENCE) })) {
    let place = 0;
    do key = `cart-${place++}`; while (!await hold({ ifAvailable: true }));
  }
  sessionStorage[DEMO ? 'demo-cart' : 'cart'] = key;
  return (await get<Cart>(key, kept).catch(console.warn)) ?? openCart();
}

function abortIn(delay: number): AbortSignal {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), delay);
  return abort.signal;
}

/** Takes the place's lock for as long as the page lives. Resolves to whether it was had. */
function hold(options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null): unknown => {
      resolve(lock !== null);
      return lock && new Promise(() => undefined);
    };
    navigator.locks.request(`${NAMES.lock}-${key}`, options, held).catch(() => resolve(false));
  });
}

/** Keeps the cart as it stands now; resolves when it is stored. Writes are in the order of the calls. */
export function keepCart(cart: Cart): Promise<unknown> {
  writing = writing.catch(console.warn).then(() => set(key, cart, kept));
  return writing;
}
