import type { LinkNumbers, LostData, Proof } from '../domain/panel.js';
import type { LostRequest } from '../domain/wire.js';
import { audit, type Who } from './audit.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import type { LinkName } from './proof.js';
import { Refused } from './refused.js';

/**
 * Writes down that a register's browser has lost its data. A repeat changes nothing; a later loss of the same link takes
 * the place of the one before, and is shown also if that was dismissed.
 * @param own the link that the report came by. Throws `not-permitted` for another register, `not-valid` for a link that is not there yet.
 */
export async function recordLost({ db, now, log }: PanelContext, own: LinkName, { registerId, link, highest, unsynchronised, at }: LostRequest): Promise<void> {
  if (registerId !== own.register_id) throw new Refused('not-permitted', 'A device reports lost data of its own register only: nothing was written down.', 'registerId');
  if (link > own.link) throw new Refused('not-valid', `Nothing was written down: link must be at most ${own.link}.`, 'link');
  await db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('lost_data').select('as_of').where('register_id', '=', registerId).where('link', '=', link).executeTakeFirst();
    if (before?.as_of === at) return;
    const report = { reported_at: now().toISOString(), highest, unsynchronised, as_of: at, dismissed_at: null };
    await trx.insertInto('lost_data').values({ register_id: registerId, link, ...report }).onConflict((row) => row.columns(['register_id', 'link']).doUpdateSet(report)).execute();
    await audit(trx, now(), `register ${registerId}`, 'register lost its data', { link, highest, unsynchronised, at });
  });
  log.warn({ register: registerId, link, highest, unsynchronised }, 'a register has lost its data');
}

/** Adds to what came of a link's numbers what its browser said that it has lost, until all of them have come. */
export async function withLost(db: Database, { register_id, link }: LinkName, proof: LinkNumbers): Promise<Proof> {
  const row = await db.selectFrom('lost_data').selectAll().where('register_id', '=', register_id).where('link', '=', link).where('dismissed_at', 'is', null).executeTakeFirst();
  const isHere = !row || (proof.highest >= row.highest && proof.missingCount === 0);
  const lost: LostData | null = isHere ? null : { reportedAt: row.reported_at, highest: row.highest, unsynchronised: row.unsynchronised, asOf: row.as_of };
  return { ...proof, lost };
}

/** Somebody knows of it. Throws `not-found`. */
export async function dismissLost({ db, now }: PanelContext, { register_id, link }: LinkName, who: Who): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx.updateTable('lost_data').set({ dismissed_at: now().toISOString() })
      .where('register_id', '=', register_id).where('link', '=', link).where('dismissed_at', 'is', null).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refused('not-found', 'There is no such report of lost data (any more): look at the register again.');
    await audit(trx, now(), who, 'dismiss lost data', { id: register_id, link });
  });
}
