import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import type { Session } from '../../domain/panel.js';
import { audit } from '../audit.js';
import type { PanelContext, PanelEnv } from '../context.js';
import { networkOf } from '../network.js';
import { isPassword } from '../passwords.js';
import { Refused } from '../refused.js';
import { countFailure, forgetFailures, refuseIfBlocked } from '../slow-down.js';
import { hasOwner } from '../setup.js';
import { readJson } from './body.js';
import { email } from './fields.js';
import { endSession, findUser, startSession, type User } from './session.js';

const SignIn = v.object({ email, password: v.pipe(v.string(), v.maxLength(200, 'must have at most 200 characters')) });

/** Somebody who forgot a password tries five; a shop's people share an address. */
const BY_EMAIL = { free: 5, first: 10, most: 300 };
const BY_ADDRESS = { free: 20, first: 10, most: 300 };

/** `session`: who is signed in, sign in, sign out. */
export function signInRoutes(context: PanelContext): Hono<PanelEnv> {
  return new Hono<PanelEnv>()
    .get('/session', async (c) => {
      const user = await findUser(context, c);
      return user ? c.json(await sessionOf(context, user)) : signedOut(context, c);
    })
    .post('/session', async (c) => {
      const { email: address, password } = await readJson(c, SignIn);
      const tries = [{ what: `sign-in:${address}`, patience: BY_EMAIL }, { what: `sign-in-from:${networkOf(c.env.client.address)}`, patience: BY_ADDRESS }];
      // Counted before it is known to have failed, in one transaction: otherwise a thousand tries at once would all be the first.
      await context.db.transaction().execute(async (trx) => {
        for (const { what } of tries) await refuseIfBlocked(trx, what, context.now(), 'Too many failed sign-ins.');
        for (const { what, patience } of tries) await countFailure(trx, what, context.now(), patience);
      });
      const user = await checked(context, address, password);
      for (const { what } of tries) await forgetFailures(context.db, what);
      await context.db.transaction().execute(async (trx) => {
        await startSession(context, c, trx, user.id);
        await audit(trx, context.now(), user.id, 'sign in', { address: c.env.client.address });
      });
      return c.json(await sessionOf(context, user));
    })
    .delete('/session', async (c) => {
      await endSession(context, c);
      return c.json({});
    });
}

/** What a page needs to know first: who is there and what the shop is called. */
export async function sessionOf(context: PanelContext, { id, name, role }: User): Promise<Session> {
  const shop = await context.db.selectFrom('shop').select(['name', 'currency', 'locale']).executeTakeFirst();
  return { user: { id, name, role }, shop: shop ?? { name: '', currency: 'AUD', locale: 'en-AU' } };
}

async function signedOut(context: PanelContext, c: Context<PanelEnv>): Promise<Response> {
  const needsOwner = !(await hasOwner(context.db));
  const message = needsOwner
    ? 'This shop has no owner yet: open the one-time link that the control panel printed when it started.'
    : 'You are not signed in: sign in with your e-mail address and password.';
  return c.json({ error: { code: 'signed-out', message }, needsOwner }, 401);
}

async function checked(context: PanelContext, address: string, password: string): Promise<User> {
  const found = await context.db.selectFrom('staff').select(['id', 'name', 'role', 'password', 'active']).where('email', '=', address).executeTakeFirst();
  if (!(await isPassword(password, found?.password ?? null)) || !found) {
    throw new Refused('wrong-password', 'E-mail address and password do not match: check both and try again.');
  }
  if (!found.active || found.role === 'staff') {
    throw new Refused('not-permitted', 'You may use the register, but not the control panel: ask an owner to make you a manager.');
  }
  return { id: found.id, name: found.name, role: found.role };
}
