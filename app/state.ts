import { DEMO } from '../domain/demo.js';
import type { Sentinel, SignIn, Status } from '../domain/local.js';
import type { Sale } from '../domain/sale.js';
import { openCart, type Cart } from './cart.js';
import type { Printing } from './printing/printing.js';
import { NO_PRINTER, type PrinterSettings } from './printing/settings.js';
import { routeOf, type Route } from './route.js';
import type { Shop } from './shop.js';

/** What a full sync brings. */
export type Brought = 'register' | 'receipt' | 'staff' | 'categories' | 'products' | 'all';

/** How far a full sync is: what is being brought, and how many of how many. */
export interface Progress {
  readonly what: Brought | 'asking';
  readonly done: number;
  readonly of: number;
}

/** A sale that the worker has taken: on disk, with its number. */
export interface Completed {
  readonly sale: Sale;
  readonly receiptNumber: string;
}

/** A passing message. `undo` brings back what was there before. */
export interface Notice {
  readonly text: string;
  readonly bad?: true;
  readonly undo?: Cart;
}

/** What lies over the sale screen: the menu, the order's discount, a line of the cart by its key, all categories below one, or why nobody can sign out. */
export interface Panel {
  readonly name: 'menu' | 'discount' | 'line' | 'categories' | 'sign-out';
  readonly key?: string;
}

/** All that the screens show. Changed only by {@link change}. */
export interface State {
  /** Why this browser cannot be a register; null when it can. */
  readonly unfit: string | null;
  readonly route: Route;
  /** The browser's own opinion. */
  readonly online: boolean;
  /** The panel did not answer when it was last asked. */
  readonly unreachable: boolean;
  /** {@link UNKNOWN} until the worker has answered. */
  readonly status: Status;
  /** Null until a shop has been read from the mirror. */
  readonly shop: Shop | null;
  readonly staff: SignIn | null;
  /** Somebody else is signing in over the one who is. */
  readonly switching: boolean;
  readonly cart: Cart;
  readonly panel: Panel | null;
  readonly notice: Notice | null;
  /** The sale is with the worker. */
  readonly paying: boolean;
  /** Why the last attempt to complete the sale did not go through. */
  readonly payTrouble: string | null;
  readonly completed: Completed | null;
  readonly sync: Progress | null;
  readonly syncTrouble: string | null;
  /** What this browser was before its data was lost, until the panel knows of it. */
  readonly lost: Sentinel | null;
  /** The receipt printer of this device. */
  readonly printer: PrinterSettings;
  readonly printing: Printing | null;
  /** A newer version waits for a quiet moment. */
  readonly updateReady: boolean;
}

/** What is taken for true until the worker has spoken: a register that is linked and has nothing to send. */
export const UNKNOWN: Status = {
  device: null, link: 'linked', unsynchronised: 0, needsAttention: 0, sending: false, lastFullSync: null, catalogue: null, trouble: null, nextAttempt: null,
  shift: null, unsaved: null, saved: null, folder: null, highest: 0, wasReset: false,
};

let state: State = {
  unfit: null, route: routeOf(''), online: true, unreachable: false, status: UNKNOWN, shop: null, staff: null, switching: false, cart: openCart(), panel: null, notice: null,
  paying: false, payTrouble: null, completed: null, sync: null, syncTrouble: null, lost: null, printer: NO_PRINTER, printing: null, updateReady: false,
};
const watchers: (() => void)[] = [];

export function read(): State {
  return state;
}

export function change(part: Partial<State>): void {
  state = { ...state, ...part };
  watchers.forEach((watcher) => watcher());
}

/** Calls `watcher` after each change, as long as the page lives. */
export function watch(watcher: () => void): void {
  watchers.push(watcher);
}

/** Whether a refusal says that the panel is not to be had, rather than that it objects. */
export function isAway(code = ''): boolean {
  return /^(offline|panel-|not-the-panel|no-answer)/.test(code);
}

/** Nothing goes to the panel just now, and nothing comes from it. */
export function isOffline({ online, unreachable, status }: State): boolean {
  // The demo's panel needs no network.
  return (!DEMO && !online) || unreachable || isAway(status.trouble?.code);
}

/** The screen that the address calls for, where there is something for it to show: there is no payment of an empty cart. */
export function screenOf({ route: { screen }, cart, completed }: State): Route['screen'] {
  return (screen === 'pay' && !cart.lines.length) || (screen === 'done' && !completed) ? '' : screen;
}
