import { clear, type UseStore } from 'idb-keyval';
import type { Names } from '../domain/names.js';
import { PROTOCOL } from '../domain/wire.js';
import { readDevice } from './device.js';
import type { Counts } from './journal.js';
import { Refused } from './refuse.js';
import { ask, toPanel, type Network } from './send.js';

export interface Resettable {
  /** Where the device's record is. */
  readonly use: UseStore;
  /** All that is cleared, that one included. */
  readonly stores: readonly UseStore[];
  readonly caches: Pick<CacheStorage, 'delete'>;
  readonly names: Names;
  readonly network: Network;
  /** Absolute URL of `api/release`. */
  readonly url: string;
  readonly counts: () => Promise<Counts>;
}

/** Releases the device at the panel and clears everything that carries the register's names. @throws {@link Refused} `unsynchronised`, `offline`. */
export async function reset({ use, stores, caches, names, network, url, counts }: Resettable): Promise<void> {
  const { waiting, refused } = await counts();
  const open = waiting + refused;
  if (open > 0) throw new Refused(409, 'unsynchronised', `${open} ${open === 1 ? 'sale has' : 'sales have'} not reached the control panel, and would be lost. Connect and wait until the count is 0, then reset.`);
  if (await readDevice(use)) await release(network, url);
  await Promise.all([...stores.map((store) => clear(store)), caches.delete(names.documents), caches.delete(names.pictures)]);
}

async function release(network: Network, url: string): Promise<void> {
  const answer = await ask(network, toPanel(url, 'POST', { protocol: PROTOCOL }));
  if (answer.kind === 'later') throw new Refused(503, answer.code, `${answer.message} Resetting tells the panel that this register is free, so it needs the connection. Nothing was cleared here; press Reset again when you are connected.`);
  if (answer.kind === 'refused' && answer.status !== 401 && answer.status !== 403) throw new Refused(answer.status, answer.code, answer.message);
}
