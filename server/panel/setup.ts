import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import { audit } from '../audit.js';
import type { PanelContext, PanelEnv } from '../context.js';
import type { Database } from '../database.js';
import { hashPassword } from '../passwords.js';
import { Refused } from '../refused.js';
import { sha256 } from '../secrets.js';
import { hasOwner } from '../setup.js';
import { refuseIfEmailTaken } from '../staff.js';
import { readJson } from './body.js';
import { email, filled, password } from './fields.js';
import { sessionOf } from './sign-in.js';
import { startSession, type User } from './session.js';

const Setup = v.object({ token: filled(100), name: filled(200), email, password });

/** `setup`: the one-time link makes its first visitor the owner, and is void from then on. */
export function setupRoutes(context: PanelContext): Hono<PanelEnv> {
  return new Hono<PanelEnv>().post('/setup', async (c) => {
    const input = await readJson(c, Setup);
    // Asked twice: before the slow hash, so that guessing tokens costs us nothing, and after it, because two may come at once.
    await refuseUnlessValid(context.db, input.token);
    const hash = await hashPassword(input.password);
    const user: User = { id: randomUUID(), name: input.name, role: 'owner' };
    await context.db.transaction().execute(async (trx) => {
      await refuseUnlessValid(trx, input.token);
      const at = context.now().toISOString();
      await refuseIfEmailTaken(trx, input.email, user.id);
      await trx.updateTable('setup_tokens').set({ used_at: at }).where('used_at', 'is', null).execute();
      await trx.insertInto('staff').values({
        id: user.id, name: user.name, email: input.email, password: hash, role: 'owner', may_edit_items: 1,
        pin_hash: null, pin_salt: null, pin_iterations: null, image: null, active: 1, created_at: at,
      }).execute();
      await audit(trx, context.now(), user.id, 'become owner', { email: input.email });
      await startSession(context, c, trx, user.id);
    });
    return c.json(await sessionOf(context, user));
  });
}

async function refuseUnlessValid(db: Database, token: string): Promise<void> {
  const found = await db.selectFrom('setup_tokens').select('used_at').where('token_hash', '=', sha256(token)).executeTakeFirst();
  if ((found && found.used_at !== null) || await hasOwner(db)) {
    throw new Refused('setup-used', 'This link has been used, and the shop has its owner: sign in with the owner’s e-mail address and password.');
  }
  if (!found) {
    throw new Refused('setup-used', 'This link is not valid (any more): open the newest one that the control panel printed, or print one with: npm run holdfast -- owner-link');
  }
}
