import type { UseStore } from 'idb-keyval';
import { STORE } from '../domain/names.js';

/**
 * An idb-keyval store in a database of its own, with the durability that its transactions ask for.
 * `strict`: `complete` fires after the bytes are on the disk; `relaxed`: after the system has them.
 * A connection that the browser has closed by force (eviction, "clear data", corruption) is opened anew, once per call;
 * without that every later write fails until the worker restarts.
 */
export function openStore(name: string, durability: IDBTransactionDurability): UseStore {
  let opening: Promise<IDBDatabase> | undefined;
  const forget = (): void => { opening = undefined; };

  return async (mode, callback) => {
    // The callback runs in the same task as `transaction()`: a transaction that nobody used yet closes with its task.
    const begin = async (database: IDBDatabase) => {
      const transaction = database.transaction(STORE, mode, { durability });
      let cause: unknown;
      // A request that fails is told to its transaction before that has an error of its own: idb-keyval rejects with null then.
      transaction.addEventListener('error', ({ target }) => { cause = (target as IDBRequest).error; });
      try {
        return await callback(transaction.objectStore(STORE));
      } catch (error) {
        // Broken off in the middle: none of it, also where it was no request that failed.
        if (!transaction.error) try { transaction.abort(); } catch { /* it has ended */ }
        throw error || cause;
      }
    };
    opening = opening || open(name, forget);
    const database = await opening.catch((error: unknown) => { forget(); throw error; });
    try {
      return await begin(database);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      opening = open(name, forget);
      return begin(await opening);
    }
  };
}

function open(name: string, forget: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error || new Error('database did not open'));
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = forget;
      database.onversionchange = () => { database.close(); forget(); };
      resolve(database);
    };
  });
}

/** The same store; a write that finds the device full is tried once more when `makeRoom` has thrown away what can be had again. */
export function withRoom(use: UseStore, makeRoom: () => Promise<unknown>): UseStore {
  return async (mode, callback) => {
    try {
      return await use(mode, callback);
    } catch (error) {
      if (!isFull(error)) throw error;
      await makeRoom();
      return use(mode, callback);
    }
  };
}

/** Whether a write failed for want of room. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Runs reads that each take a store in one transaction: each of its own would cost as much as what it reads. Between them nothing else may be waited for. */
export function atOnce<T>(use: UseStore, reads: (at: UseStore) => Promise<T>): Promise<T> {
  return use('readonly', (store) => reads(async (_, read) => read(store)));
}
