import type { Recorded } from '../domain/shift.js';
import type { Database } from './database.js';

/** Notes what a record that has just been put into the chain tells of its shift. They come in any order. */
export async function noteShift(trx: Database, registerId: string, position: number, record: Recorded): Promise<void> {
  if (record.shift === undefined) return;
  const since = new Date(record.kind === 'sale' ? record.completedAt : record.kind === 'shift-open' ? record.at : record.openedAt).toISOString();
  await trx.insertInto('shifts').values({ register_id: registerId, shift: record.shift, since, opening: null, closing: null })
    .onConflict((conflict) => conflict.doNothing()).execute();
  if (record.kind === 'sale') return;
  const which = record.kind === 'shift-open' ? 'opening' : 'closing';
  // The first that came stays: another one is flagged. What a record says of the beginning is better than what a sale does.
  await trx.updateTable('shifts').set({ [which]: position, since }).where('register_id', '=', registerId).where('shift', '=', record.shift).where(which, 'is', null).execute();
}
