import type { Database } from './database.js';
import { newToken, sha256 } from './secrets.js';

/** Whether somebody can sign in to the panel as its owner. The sample shop's staff cannot: they have no password. */
export async function hasOwner(db: Database): Promise<boolean> {
  const owner = await db.selectFrom('staff').select('id')
    .where('role', '=', 'owner').where('active', '=', 1).where('password', 'is not', null).executeTakeFirst();
  return owner !== undefined;
}

/**
 * Makes the token of the one-time link that makes its visitor the owner, `/panel/#/setup/<token>`; older ones end.
 * Stored is its SHA-256.
 */
export async function createSetupToken(db: Database, now: Date): Promise<string> {
  const token = newToken();
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('setup_tokens').where('used_at', 'is', null).execute();
    await trx.insertInto('setup_tokens').values({ token_hash: sha256(token), created_at: now.toISOString(), used_at: null }).execute();
  });
  return token;
}
