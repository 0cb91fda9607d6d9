import type { Page } from 'playwright-core';

/** A key as IndexedDB has it, as far as it can cross into the page. */
export type Key = string | number | readonly (string | number)[];

interface Edit {
  readonly put?: { readonly key?: Key; readonly value: unknown };
  readonly delete?: Key;
  readonly clear?: true;
}

/** What a register has on its disk, seen and changed from its page: as a bad block would, or another hand. */
export function disk(page: Page, database: string, store: string) {
  return {
    keys: (): Promise<Key[]> => page.evaluate(readKeys, { database, store }),
    get: <T>(key: Key): Promise<T | undefined> => page.evaluate(readOne, { database, store, key }) as Promise<T | undefined>,
    all: <T>(): Promise<T[]> => page.evaluate(readAll, { database, store }) as Promise<T[]>,
    edit: (edits: readonly Edit[]): Promise<void> => page.evaluate(write, { database, store, edits }),
  };
}

/** Workbox's own database of queued requests. */
export const QUEUE = { database: 'workbox-background-sync', store: 'requests' } as const;

// Each of these runs in the page, alone: none may use anything outside of itself.

interface Place {
  readonly database: string;
  readonly store: string;
}

function readKeys({ database, store }: Place): Promise<Key[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const request = opening.result.transaction(store).objectStore(store).getAllKeys();
      request.onerror = () => reject(request.error ?? new Error('not read'));
      request.onsuccess = () => { opening.result.close(); resolve(request.result as Key[]); };
    };
  });
}

function readOne({ database, store, key }: Place & { readonly key: Key }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const request = opening.result.transaction(store).objectStore(store).get(key as IDBValidKey);
      request.onerror = () => reject(request.error ?? new Error('not read'));
      request.onsuccess = () => { opening.result.close(); resolve(request.result); };
    };
  });
}

function readAll({ database, store }: Place): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const request = opening.result.transaction(store).objectStore(store).getAll();
      request.onerror = () => reject(request.error ?? new Error('not read'));
      request.onsuccess = () => { opening.result.close(); resolve(request.result); };
    };
  });
}

function write({ database, store, edits }: Place & { readonly edits: readonly Edit[] }): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, 'readwrite');
      const open = transaction.objectStore(store);
      for (const edit of edits) {
        if (edit.clear) open.clear();
        if (edit.delete !== undefined) open.delete(edit.delete as IDBValidKey);
        if (edit.put) open.put(edit.put.value, edit.put.key as IDBValidKey | undefined);
      }
      transaction.onabort = () => reject(transaction.error ?? new Error('not written'));
      transaction.oncomplete = () => { opening.result.close(); resolve(); };
    };
  });
}
