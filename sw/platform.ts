import type { UseStore } from 'idb-keyval';
import { CHANNEL, type Notice } from '../domain/local.js';
import type { Storage } from '../domain/wire.js';
import { openQueue, type ToDoList } from './queue.js';
import type { Network } from './send.js';
import { openStore } from './store.js';

/**
 * Everything that the till takes from outside: storage, network, locks, time, chance. A browser's worker has
 * {@link inBrowser}; demo mode puts another panel behind `network`; a simulation puts faults into all of them.
 */
export interface Platform {
  readonly network: Network;
  readonly openStore: (name: string, durability: IDBTransactionDurability) => UseStore;
  readonly openQueue: (name: string, url: string, onSync: () => Promise<void>) => ToDoList;
  readonly locks: Pick<LockManager, 'request'>;
  readonly caches: Pick<CacheStorage, 'open' | 'delete'>;
  /** The worker's second script. */
  readonly seldom: () => Promise<typeof import('./seldom.js')>;
  /** Of this program: hexadecimal. */
  readonly version: string;
  /** How what is stored here is kept. */
  readonly storage: () => Promise<Storage>;
  /** Tells the page. */
  readonly announce: (notice: Notice) => void;
  /** ms since 1970. */
  readonly now: () => number;
  /** 0 ≤ random < 1. */
  readonly random: () => number;
}

export function inBrowser(version: string): Platform {
  const channel = new BroadcastChannel(CHANNEL);
  const seldom = () => import('./seldom.js');
  return {
    network: (request) => fetch(request), openStore, openQueue, locks: navigator.locks, caches, seldom, version, storage: async () => (await seldom()).storageKind(),
    announce: (notice) => channel.postMessage(notice), now: Date.now, random: Math.random,
  };
}
