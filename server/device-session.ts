import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { sessionText } from '../domain/chain.js';
import { PROTOCOL, PROTOCOL_HEADER, type SessionRequest } from '../domain/wire.js';
import type { PanelContext, PanelEnv } from './context.js';
import type { Database } from './database.js';
import { byTheWay } from './failure.js';
import { Refused } from './refused.js';
import type { LinkTable } from './schema.js';
import { isSignedBy, signingKey } from './device-keys.js';
import { newToken, sha256 } from './secrets.js';

/** Hono's environment behind {@link linkedDevice}. */
export type DeviceEnv = PanelEnv & { Variables: { link: LinkTable } };

const NOT_PAIRED = 'This device is not paired with a register: make a pairing code in the control panel, page Registers, and enter it here.';
const LINK_REMOVED = 'This device’s link to the register was removed. Its sales are safe on it; to send them and to go on, pair the device again with a new code.';

const COOKIE = 'holdfast_device';
/** As long as a browser keeps a cookie at the most; each manifest starts it anew. */
const DAYS = 400;
/** `last_heard_at` is this fine: a register that talks all the time does not write all the time. */
const HEARD = 60_000;

/** Refuses a register that does not speak this panel's protocol, before anything of its request is read. */
export const sameProtocol: MiddlewareHandler = async (c, next) => {
  const theirs = Number(c.req.header(PROTOCOL_HEADER) ?? 0);
  if (theirs > PROTOCOL) {
    throw new Refused('protocol-newer', `The register is newer than this control panel (protocol ${theirs}, here ${PROTOCOL}): update the control panel. Everything stays on the register until then.`);
  }
  if (theirs !== PROTOCOL) {
    throw new Refused('protocol-older', `The register is older than this control panel (protocol ${theirs || 'not given'}, here ${PROTOCOL}): reload the register to update it. Everything stays on it until then.`);
  }
  await next();
};

/** Finds the link whose session the request's cookie is, and notes that it was heard of. Throws `not-paired`, `link-removed`. */
export function linkedDevice(context: PanelContext): MiddlewareHandler<DeviceEnv> {
  const { db, now } = context;
  return async (c, next) => {
    const token = getCookie(c, COOKIE);
    const link = token && await db.selectFrom('links').selectAll().where('session_hash', '=', sha256(token)).executeTakeFirst();
    if (!link) throw new Refused('not-paired', NOT_PAIRED);
    if (link.ended_at !== null) throw linkRemoved();
    if (now().getTime() - Date.parse(link.last_heard_at ?? link.created_at) >= HEARD) {
      await byTheWay(context, () => db.updateTable('links').set({ last_heard_at: now().toISOString() })
        .where('register_id', '=', link.register_id).where('link', '=', link.link).execute());
    }
    c.set('link', link);
    await next();
  };
}

export function linkRemoved(): Refused {
  return new Refused('link-removed', LINK_REMOVED);
}

/** Asks again when the whole body has come: a device can hold it back for minutes, and lose its link meanwhile. Throws `link-removed`. */
export async function demandLink(db: Database, { register_id, link }: Pick<LinkTable, 'register_id' | 'link'>): Promise<void> {
  const inForce = await db.selectFrom('links').select('link').where('register_id', '=', register_id).where('link', '=', link).where('ended_at', 'is', null).executeTakeFirst();
  if (!inForce) throw linkRemoved();
}

/** How old the panel's own time may be when it comes back signed. */
const OFFERED = 60_000;

/**
 * Gives a device that proves by its signing key who it is a new session, in place of the one before. Browsers write
 * cookies to the disk late: a power cut soon after the pairing loses the cookie, but not the key.
 * @returns the cookie's token. Throws `not-paired`, `link-removed`.
 */
export async function newSession({ db, now }: PanelContext, { registerId, link, time, signature }: SessionRequest): Promise<string> {
  const known = await db.selectFrom('links').select(['signing_key', 'ended_at']).where('register_id', '=', registerId).where('link', '=', link).executeTakeFirst();
  const age = now().getTime() - Date.parse(time);
  const proven = known !== undefined && age >= 0 && age <= OFFERED && await isSignedBy(await signingKey(known.signing_key), signature, sessionText(registerId, link, time));
  if (!proven) throw new Refused('not-paired', NOT_PAIRED);
  if (known.ended_at !== null) throw linkRemoved();
  const token = newToken();
  await db.updateTable('links').set({ session_hash: sha256(token) }).where('register_id', '=', registerId).where('link', '=', link).execute();
  return token;
}

export function setSession(c: Context<DeviceEnv>, token: string): void {
  setCookie(c, COOKIE, token, { ...options(c), maxAge: DAYS * 24 * 3600 });
}

/** Starts the cookie's life anew. */
export function renewSession(c: Context<DeviceEnv>): void {
  const token = getCookie(c, COOKIE);
  if (token) setSession(c, token);
}

export function clearSession(c: Context<DeviceEnv>): void {
  deleteCookie(c, COOKIE, options(c));
}

function options(c: Context<DeviceEnv>) {
  return { path: '/register/', httpOnly: true, sameSite: 'Strict', secure: c.env.client.secure } as const;
}
