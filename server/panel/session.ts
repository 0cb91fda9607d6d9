import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PanelContext, PanelEnv } from '../context.js';
import type { Database } from '../database.js';
import { byTheWay } from '../failure.js';
import { Refused } from '../refused.js';
import { newToken, sha256 } from '../secrets.js';

/** Somebody who may use the panel. The role `staff` may not: it is for the register only. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: 'owner' | 'manager';
}
/** Hono's environment behind {@link signedIn}. */
export type UserEnv = PanelEnv & { Variables: { user: User } };

const COOKIE = 'holdfast_panel';
/** How long a session lasts without being used. */
const HOURS = 12;
/** It is prolonged at most this often, so that looking around does not write to the disk with every click. */
const PROLONGED_MINUTES = 10;

/** Starts a session and sets its cookie. The table holds only the token's SHA-256: who reads the database cannot sign in with it. */
export async function startSession(context: PanelContext, c: Context<PanelEnv>, trx: Database, staffId: string): Promise<void> {
  const token = newToken();
  const now = context.now();
  await trx.deleteFrom('panel_sessions').where('expires_at', '<=', now.toISOString()).execute();
  await trx.insertInto('panel_sessions').values({
    token_hash: sha256(token), staff_id: staffId, created_at: now.toISOString(), expires_at: hoursAfter(now, HOURS),
  }).execute();
  setCookie(c, COOKIE, token, cookieOptions(c));
}

/** Ends this session, if there is one. */
export async function endSession(context: PanelContext, c: Context<PanelEnv>): Promise<void> {
  const token = getCookie(c, COOKIE);
  if (token) await context.db.deleteFrom('panel_sessions').where('token_hash', '=', sha256(token)).execute();
  deleteCookie(c, COOKIE, cookieOptions(c));
}

/** Ends the sessions of somebody whose password or rights changed; `except` is the one that made the change. */
export async function endSessionsOf(trx: Database, staffId: string, except?: Context): Promise<void> {
  const token = except && getCookie(except, COOKIE);
  let ended = trx.deleteFrom('panel_sessions').where('staff_id', '=', staffId);
  if (token) ended = ended.where('token_hash', '<>', sha256(token));
  await ended.execute();
}

/** Who sent this request; null: nobody who is signed in. Prolongs the session. */
export async function findUser(context: PanelContext, c: Context): Promise<User | null> {
  const token = getCookie(c, COOKIE);
  if (!token) return null;
  const now = context.now();
  const found = await context.db.selectFrom('panel_sessions').innerJoin('staff', 'staff.id', 'panel_sessions.staff_id')
    .select(['staff.id', 'staff.name', 'staff.role', 'panel_sessions.token_hash', 'panel_sessions.expires_at'])
    .where('token_hash', '=', sha256(token)).where('expires_at', '>', now.toISOString()).where('staff.active', '=', 1)
    .executeTakeFirst();
  if (!found || found.role === 'staff') return null;
  const { id, name, role } = found;
  const until = hoursAfter(now, HOURS);
  if (Date.parse(until) - Date.parse(found.expires_at) > PROLONGED_MINUTES * 60_000) {
    await byTheWay(context, () => context.db.updateTable('panel_sessions').set({ expires_at: until }).where('token_hash', '=', found.token_hash).execute());
  }
  return { id, name, role };
}

/** Lets only those through who are signed in; `c.var.user` is who. */
export function signedIn(context: PanelContext): MiddlewareHandler<UserEnv> {
  return async (c, next) => {
    const user = await findUser(context, c);
    if (!user) throw new Refused('signed-out', 'You are not signed in, or it was twelve hours ago: sign in again.');
    c.set('user', user);
    await next();
  };
}

/** Lets only owners through. `what` completes "Only an owner may …". */
export function ownersOnly(what: string): MiddlewareHandler<UserEnv> {
  return async (c, next) => {
    demandOwner(c.var.user, what);
    await next();
  };
}

export function demandOwner(user: User, what: string): void {
  if (user.role !== 'owner') throw new Refused('not-permitted', `Only an owner may ${what}: ask one to do it, or to make you an owner.`);
}

function hoursAfter(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString();
}

function cookieOptions(c: Context<PanelEnv>) {
  return { httpOnly: true, sameSite: 'Strict', path: '/panel/', secure: c.env.client.secure } as const;
}
