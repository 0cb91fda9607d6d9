import { get, type UseStore } from 'idb-keyval';
import type { OpenShift } from '../domain/local.js';
import type { Sale } from '../domain/sale.js';
import { withSale } from '../domain/shift.js';
import * as said from '../words/en-AU/worker.js';
import type { Also } from './journal.js';
import { Refused } from './refuse.js';

/**
 * Which shift is open stands beside the journal, under this key, and is written by the journal's own transactions: with
 * the record that opens or closes the shift, and with each of its sales. So it is as true as they are, after any crash.
 */
export const shiftKey = (registerId: string): IDBValidKey => ['shift', registerId];

export const readShift = (use: UseStore, registerId: string): Promise<OpenShift | undefined> => get<OpenShift>(shiftKey(registerId), use);

/**
 * Counts a sale into the open shift. Called when it is the sale's turn.
 * @returns what is to be written with it.
 * @throws {@link Refused} `shift-changed`: another tab has opened or closed a shift since the page made the sale.
 */
export async function countIn(use: UseStore, registerId: string, sale: Sale): Promise<Also | undefined> {
  const open = await readShift(use, registerId);
  if (sale.shift !== open?.id) throw new Refused(409, 'shift-changed', said.shiftChanged);
  return open && ((store) => store.put({ ...open, takings: withSale(open.takings, sale) } satisfies OpenShift, shiftKey(registerId)));
}
