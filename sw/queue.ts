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

  const push = async (positions: readonly number[]): Promise<void> => {
    const request = await StorableRequest.fromRequest(new Request(url, { method: 'POST' }));
    for (const position of positions) {
      await withStore((open) => open.pushEntry({ requestData: request.toObject(), metadata: { position }, timestamp: Date.now() }));
    }
    await queue.registerSync();
  };

  /** Everything on the list; deletes nothing. */
  const peek = async (): Promise<ToDo[]> => {
    const entries = await withStore((open) => open.getAll());
    return entries.map(({ id, metadata }) => ({ entry: id, position: Number((metadata as { position?: unknown } | undefined)?.position) }));
  };

  const remove = (entries: readonly number[]): Promise<unknown> => withStore((open) => Promise.all(entries.map((entry) => open.deleteEntry(entry))));

  return { push, peek, remove, register: () => queue.registerSync() };
}
