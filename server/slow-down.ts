import type { Database } from './database.js';
import { Refused } from './refused.js';

/** How failed tries at something that can be guessed are slowed down. */
export interface Patience {
  /** Failures that cost nothing. */
  readonly free: number;
  /** Seconds of waiting after the first failure beyond those; doubled at each further one. */
  readonly first: number;
  /** Seconds of waiting at the most. */
  readonly most: number;
}

/** Seconds without a failure after which the earlier ones are forgotten. */
const FORGET = 3600;

/** Throws `too-many-tries` while `what` has to wait. `sentence` says what there were too many of: `Too many wrong codes.` */
export async function refuseIfBlocked(db: Database, what: string, now: Date, sentence: string): Promise<void> {
  const row = await db.selectFrom('attempts').select('blocked_until').where('what', '=', what).executeTakeFirst();
  const seconds = Math.ceil((Date.parse(row?.blocked_until ?? '') - now.getTime()) / 1000);
  if (seconds > 0) throw new Refused('too-many-tries', `${sentence} Wait ${seconds} second${seconds === 1 ? '' : 's'}, and try again.`, undefined, seconds);
}

/** Counts a failed try at `what`: `pair:<address>`, `sign-in:<e-mail>`. `db` may be a transaction. */
export async function countFailure(db: Database, what: string, now: Date, patience: Patience): Promise<void> {
  if (db.isTransaction) await count(db, what, now, patience);
  else await db.transaction().execute((trx) => count(trx, what, now, patience));
}

async function count(trx: Database, what: string, now: Date, patience: Patience): Promise<void> {
  const forgotten = new Date(now.getTime() - FORGET * 1000).toISOString();
  await trx.deleteFrom('attempts').where('blocked_until', '<', forgotten).execute();
  const row = await trx.selectFrom('attempts').select('failures').where('what', '=', what).executeTakeFirst();
  const failures = (row?.failures ?? 0) + 1;
  const over = failures - patience.free;
  const wait = over > 0 ? Math.min(patience.most, patience.first * 2 ** Math.min(over - 1, 30)) : 0;
  const blocked_until = new Date(now.getTime() + wait * 1000).toISOString();
  await trx.insertInto('attempts').values({ what, failures, blocked_until })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ failures, blocked_until })).execute();
}

/** After a success: the failures before it were slips. */
export async function forgetFailures(db: Database, what: string): Promise<void> {
  await db.deleteFrom('attempts').where('what', '=', what).execute();
}
