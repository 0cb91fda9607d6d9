import type { Page } from 'playwright-core';
import { NAMES, STORE } from '../../domain/names.js';

/** Changes the text of a stored sale on the register's disk, as a bad block would. */
export function damage(page: Page, position: number, from: string, to: string): Promise<void> {
  return page.evaluate(async (what) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(what.database);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no journal'));
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = opened.transaction(what.store, 'readwrite');
      const store = transaction.objectStore(what.store);
      const read = store.get(['sale', what.position]);
      read.onsuccess = () => {
        const entry = read.result as { sealed: { body: string } };
        if (!entry.sealed.body.includes(what.from)) throw new Error(`the sale does not contain ${what.from}`);
        entry.sealed.body = entry.sealed.body.replace(what.from, what.to);
        store.put(entry, ['sale', what.position]);
      };
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    opened.close();
  }, { database: NAMES.journal, store: STORE, position, from, to });
}
