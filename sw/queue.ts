import { Queue, QueueStore, StorableRequest } from 'workbox-background-sync';

/**
 * The to-do list: one entry of Workbox Background Sync for each sale that is to be sent, holding its place in the
 * journal and no money. Only `QueueStore` touches the entries: `Queue`'s own verbs delete before they send, and count
 * any answer as a delivery.
 */
export interface ToDo {
  /** Workbox's key of the entry. */
  readonly entry: number;
  readonly position: number;
}
export type ToDoList = ReturnType<typeof openQueue>;

/** What Workbox's class has inside: its own connection to the entries. Its verbs take a transaction for each of them, which a backlog of thousands pays for. */
interface Inside {
  readonly _queueDb: { getDb(): Promise<{ transaction(store: string, mode: 'readwrite', options: IDBTransactionOptions): { readonly store: Entries; readonly done: Promise<void> } }> };
}
interface Entries {
  add(entry: object): Promise<number>;
  delete(which: number | IDBKeyRange): Promise<void>;
}

/**
 * @param name of the queue; its sync's tag is made of it.
 * @param url where the sales go.
 * @param onSync called for each `sync` event; rejecting makes the browser try again.
 */
export function openQueue(name: string, url: string, onSync: () => Promise<void>) {
  // Retention is for ever: what is old is deleted by no clock, and nothing here calls the verbs that delete by it.
  const queue = new Queue(name, { maxRetentionTime: Infinity, onSync });
  let store = new QueueStore(name);

  /** Workbox keeps a dead connection for as long as the worker lives: a new store gets a new one. */
  const withStore = async <T>(work: (store: QueueStore) => Promise<T>): Promise<T> => {
    try {
      return await work(store);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      store = new QueueStore(name);
      return work(store);
    }
  };

  /** Writes in one transaction. */
  const write = <T>(work: (entries: Entries) => readonly Promise<T>[]): Promise<T[]> => withStore(async (open) => {
    const { store: entries, done } = (await (open as unknown as Inside)._queueDb.getDb()).transaction('requests', 'readwrite', { durability: 'relaxed' });
    const [all] = await Promise.all([Promise.all(work(entries)), done]);
    return all;
  });

  /** Puts them on the list, as Workbox's `pushEntry` writes one. */
  const push = async (positions: readonly number[]): Promise<ToDo[]> => {
    const requestData = (await StorableRequest.fromRequest(new Request(url, { method: 'POST' }))).toObject();
    const entries = await write((open) => positions.map((position) => open.add({ requestData, metadata: { position }, timestamp: Date.now(), queueName: name })));
    await queue.registerSync();
    return positions.map((position, index) => ({ entry: entries[index] as number, position }));
  };

  /** Everything on the list; deletes nothing. */
  const peek = async (): Promise<ToDo[]> => {
    const entries = await withStore((open) => open.getAll());
    return entries.map(({ id, metadata }) => ({ entry: id, position: Number((metadata as { position?: unknown } | undefined)?.position) }));
  };

  const remove = async (entries: readonly number[]): Promise<void> => {
    const sorted = [...new Set(entries)].sort((a, b) => a - b);
    const first = sorted[0];
    const last = sorted[sorted.length - 1];
    // Workbox counts from 1. Without a gap between them nothing else can be meant, of this queue or another.
    if (first && last) await write((open) => last - first < sorted.length ? [open.delete(IDBKeyRange.bound(first, last))] : sorted.map((entry) => open.delete(entry)));
  };

  return { push, peek, remove };
}
