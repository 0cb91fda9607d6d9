import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { Attempts, SaleState } from '../domain/local.js';
import { all, positionOf, type Entry, type Head, type Journal, type Kind, type Placed } from './journal.js';

export interface Standing {
  readonly state: SaleState;
  readonly attempts: Attempts | null;
  readonly synchronisedAt: string | null;
}
/** The journal with all that can be read of it. */
export type WholeJournal = Journal & ReturnType<typeof openRecords>;

const between = (kind: Kind, from: number, to: number): IDBKeyRange => IDBKeyRange.bound([kind, from], [kind, to]);

/** What the journal (journal.ts) says to people and for files, read from its store: nothing here is needed to sell or to send. */
export function openRecords(use: UseStore) {
  /** Everything that is not acknowledged, oldest first, and the last position that there was at that moment. */
  const open = (): Promise<{ positions: number[]; through: number }> => use('readonly', async (store) => {
    const [waits, refused, head] = await Promise.all([
      promisifyRequest(store.getAllKeys(all('waiting'))), promisifyRequest(store.getAllKeys(all('refused'))), promisifyRequest<Head | undefined>(store.get('head')),
    ]);
    return { positions: [...waits, ...refused].map(positionOf).sort((a, b) => a - b), through: head ? head.position : 0 };
  });

  const standing = (position: number): Promise<Standing> => use('readonly', async (store) => {
    const [open, refused, done] = await Promise.all([
      promisifyRequest<Attempts | null | undefined>(store.get(['waiting', position])),
      promisifyRequest<Attempts | undefined>(store.get(['refused', position])),
      promisifyRequest<string | undefined>(store.get(['done', position])),
    ]);
    if (refused) return { state: 'Needs attention', attempts: refused, synchronisedAt: null };
    if (done !== undefined) return { state: 'Synchronised', attempts: null, synchronisedAt: done };
    return { state: 'Waiting', attempts: open || null, synchronisedAt: null };
  });

  /** One page of history, newest first, from below `before`. Sales that were cleared away leave holes between those that wait. */
  const page = (before: number, limit: number): Promise<{ entries: (Placed & { state: SaleState })[]; more: boolean }> => use('readonly', async (store) => {
    const { positions, more } = await newest(store, before, limit);
    const [from, to] = [positions[positions.length - 1], positions[0]];
    if (from === undefined || to === undefined) return { entries: [], more };
    const [entries, refused, done] = await Promise.all([
      promisifyRequest<Entry[]>(store.getAll(between('sale', from, to))),
      promisifyRequest(store.getAllKeys(between('refused', from, to))),
      promisifyRequest(store.getAllKeys(between('done', from, to))),
    ]);
    const isRefused = new Set(refused.map(positionOf));
    const isDone = new Set(done.map(positionOf));
    const stateOf = (position: number): SaleState => isRefused.has(position) ? 'Needs attention' : isDone.has(position) ? 'Synchronised' : 'Waiting';
    return { entries: entries.reverse().map((entry, index) => ({ position: positions[index] as number, ...entry, state: stateOf(positions[index] as number) })), more };
  });

  /** A refused sale goes back to waiting; its attempts are kept. */
  const retry = (position: number): Promise<void> => use('readwrite', async (store) => {
    const attempts = await promisifyRequest<Attempts | undefined>(store.get(['refused', position]));
    if (attempts) {
      store.delete(['refused', position]);
      store.put(attempts, ['waiting', position]);
    }
    await promisifyRequest(store.transaction);
  });

  return { open, standing, page, retry };
}

/** The highest positions below `before`, highest first, and whether there are more below them. */
function newest(store: IDBObjectStore, before: number, limit: number): Promise<{ positions: number[]; more: boolean }> {
  return new Promise((resolve, reject) => {
    const positions: number[] = [];
    const request = store.openKeyCursor(IDBKeyRange.bound(['sale'], ['sale', before], false, true), 'prev');
    request.onerror = () => reject(request.error || new Error('history could not be read'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor || positions.length === limit) return resolve({ positions, more: cursor !== null });
      positions.push(positionOf(cursor.key));
      cursor.continue();
    };
  });
}
