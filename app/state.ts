import { useEffect, useState } from 'preact/hooks';
import type { SignIn, Status } from '../domain/local.js';
import type { Sale } from '../domain/sale.js';
import { openCart, type Cart } from './cart.js';
import { routeOf, type Route } from './route.js';
import type { Shop } from './shop.js';

/** How far a full sync is: what is being brought, and how many of how many. */
export interface Progress {
  readonly what: string;
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

/** What lies over the sale screen: the menu, the order's discount, or a line of the cart by its key. */
export type Panel = { readonly name: 'menu' } | { readonly name: 'discount' } | { readonly name: 'line'; readonly key: string };

/** All that the screens show. Changed only by {@link change}. */
export interface State {
  /** Why this browser cannot be a register; null when it can. */
  readonly unfit: string | null;
  readonly route: Route;
  /** The browser's own opinion. */
  readonly online: boolean;
  /** The panel did not answer when it was last asked. */
  readonly unreachable: boolean;
  /** Null until the worker has answered. */
  readonly status: Status | null;
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
  /** A newer version waits for a quiet moment. */
  readonly updateReady: boolean;
}

let state: State = {
  unfit: null, route: routeOf(''), online: true, unreachable: false, status: null, shop: null, staff: null, switching: false, cart: openCart(), panel: null, notice: null,
  paying: false, payTrouble: null, completed: null, sync: null, syncTrouble: null, updateReady: false,
};
const watchers = new Set<() => void>();

export function read(): State {
  return state;
}

export function change(part: Partial<State>): void {
  state = { ...state, ...part };
  watchers.forEach((watcher) => watcher());
}

/** Calls `watcher` after each change. @returns what ends it. */
export function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** The state, for the one component that hands it down. */
export function useWholeState(): State {
  const [, again] = useState<State>(state);
  useEffect(() => watch(() => again(state)), []);
  return state;
}

/** Nothing goes to the panel just now, and nothing comes from it. */
export function isOffline({ online, unreachable, status }: State): boolean {
  const code = status?.trouble?.code;
  return !online || unreachable || code === 'offline' || code === 'panel-unreachable' || code === 'not-the-panel';
}
