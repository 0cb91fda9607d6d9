import { clear, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Names } from '../domain/names.js';
import { PROTOCOL } from '../domain/wire.js';
import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import { readDevice } from './device.js';
import type { Journal } from './journal.js';
import { Refused } from './refuse.js';
import { refuseToLose } from './saving.js';
import { ask, toPanel, type Network } from './send.js';

export interface Resettable {
  /** Where the device's record and the journal are. */
  readonly use: UseStore;
  readonly journal: Journal;
  /** What is cleared besides. */
  readonly stores: readonly UseStore[];
  readonly caches: Pick<CacheStorage, 'delete'>;
  readonly names: Names;
  readonly network: Network;
  /** Absolute URL of `api/release`. */
  readonly url: string;
  /** Nothing is being written to the folder meanwhile. */
  readonly atFolder: (work: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
}

/** Releases the device at the panel and clears everything that carries the register's names. @param onlyCopy as {@link refuseToLose} has it. */
export async function reset({ use, journal, stores, caches, names, network, url, atFolder, now }: Resettable, onlyCopy: boolean): Promise<void> {
  const device = await readDevice(use);
  await refuseToLose(use, journal, device, onlyCopy);
  if (device) await release(network, url);
  await atFolder(async () => {
    await Promise.all([...stores.map((store) => clear(store)), caches.delete(names.documents), caches.delete(names.pictures)]);
    await forget(use, timestamp(now()));
  });
}

/**
 * Clears the journal, last and in one step. What stays: that it was reset, so that nobody takes this for a loss; and the
 * end of the chain, so that no position is given twice and nothing that is still on its way is about another sale.
 */
function forget(use: UseStore, at: string): Promise<void> {
  return use('readwrite', async (store) => {
    const head = await promisifyRequest<unknown>(store.get('head'));
    store.clear();
    store.put(at, 'reset');
    if (head) store.put(head, 'head');
    await promisifyRequest(store.transaction);
  });
}

async function release(network: Network, url: string): Promise<void> {
  const answer = await ask(network, toPanel(url, 'POST', { protocol: PROTOCOL }));
  if (answer.kind === 'later') throw new Refused(503, answer.code, said.resetNeedsPanel(answer.message));
  if (answer.kind === 'refused' && answer.status !== 401 && answer.status !== 403) throw new Refused(answer.status, answer.code, answer.message);
}
