import { randomInt } from 'node:crypto';
import { seriesOf } from '../domain/chain.js';
import { PROTOCOL, type PairReply, type PairRequest } from '../domain/wire.js';
import type { PairingCode } from '../domain/panel.js';
import type { Database } from './database.js';
import { agree, signingKey, type Agreement } from './device-keys.js';
import { networkOf } from './network.js';
import { Refused } from './refused.js';
import { newToken, sha256 } from './secrets.js';
import { countFailure, forgetFailures, refuseIfBlocked } from './slow-down.js';

/** No letter or digit that can be taken for another one: eight of them are 39 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const VALID = 15 * 60_000;
const KEPT = 30 * 24 * 3600_000;
const GUESSING = { free: 4, first: 15, most: 900 };
/** Over all addresses together: a crowd of them gets no further, and a shop next door is held up for a minute at the most. */
const CROWD = { free: 200, first: 5, most: 60 };
const EVERYBODY = 'pair';

/** A pairing done: the reply, and the token of the device's session cookie. */
export interface Paired {
  readonly reply: PairReply;
  readonly token: string;
}

/** Makes a code that pairs `registerId` with one device within 15 minutes. The register's older unused codes end. */
export async function createPairingCode(db: Database, registerId: string, now: Date): Promise<PairingCode> {
  const letters = Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const expires_at = new Date(now.getTime() + VALID).toISOString();
  await db.transaction().execute(async (trx) => {
    const register = await trx.selectFrom('registers').select('id').where('id', '=', registerId).executeTakeFirst();
    if (!register) throw new Refused('not-found', 'There is no such register: reload the list of registers.');
    await trx.deleteFrom('pairing_codes').where('expires_at', '<', new Date(now.getTime() - KEPT).toISOString()).execute();
    await trx.updateTable('pairing_codes').set({ expires_at: now.toISOString() })
      .where('register_id', '=', registerId).where('used_at', 'is', null).where('expires_at', '>', now.toISOString()).execute();
    await trx.insertInto('pairing_codes').values({ code_hash: sha256(letters), register_id: registerId, expires_at, used_at: null }).execute();
  });
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt: expires_at };
}

/**
 * Redeems a pairing code for the device with these keys; the register's link to an earlier device ends. The same
 * device asking again with the same code (the reply was lost) gets the same reply, and a session of its own.
 * Throws `code-unknown`, `code-used`, `code-expired`, `too-many-tries`, `not-valid`.
 * @param address the client's IP address.
 */
export async function pair(db: Database, request: PairRequest, address: string, now: Date): Promise<Paired> {
  await signingKey(request.signingKey);
  const agreement = await agree(request.agreementKey);
  const outcome = await db.transaction().execute((trx) => tryCode(trx, request, agreement, `pair:${networkOf(address)}`, now));
  if (outcome instanceof Refused) throw outcome;
  return outcome;
}

/** In one transaction, so that a thousand guesses at once are one after the other. A wrong guess is counted: it is returned, not thrown. */
async function tryCode(trx: Database, request: PairRequest, agreement: Agreement, guesser: string, now: Date): Promise<Paired | Refused> {
  for (const what of [guesser, EVERYBODY]) await refuseIfBlocked(trx, what, now, 'Too many wrong pairing codes.');
  try {
    const paired = await redeem(trx, request, agreement, now);
    await forgetFailures(trx, guesser);
    return paired;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-unknown') throw error;
    await countFailure(trx, guesser, now, GUESSING);
    await countFailure(trx, EVERYBODY, now, CROWD);
    return error;
  }
}

/** Ends the register's link to its device, if it has one: the device may no longer send. @returns whether there was one. */
export async function endLink(db: Database, registerId: string, now: Date, link?: number): Promise<boolean> {
  const result = await db.updateTable('links').set({ ended_at: now.toISOString() })
    .where('register_id', '=', registerId).where('ended_at', 'is', null).$if(link !== undefined, (query) => query.where('link', '=', Number(link))).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

async function redeem(trx: Database, request: PairRequest, agreement: Agreement, now: Date): Promise<Paired> {
  const codeHash = sha256(request.code.toUpperCase().replace(/[\s\u2010-\u2015-]/g, ''));
  const code = await trx.selectFrom('pairing_codes').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();
  if (!code) throw new Refused('code-unknown', 'This pairing code is not known here. Check it against the control panel, page Registers.', 'code');
  const expired = Date.parse(code.expires_at) <= now.getTime();
  if (code.used_at !== null) {
    const repeated = expired ? null : await repeat(trx, request, codeHash);
    if (repeated) return repeated;
    throw new Refused('code-used', 'This pairing code has been used. Make a new one in the control panel, page Registers.', 'code');
  }
  if (expired) throw new Refused('code-expired', 'This pairing code is no longer valid. Make a new one in the control panel, page Registers.', 'code');
  await trx.updateTable('pairing_codes').set({ used_at: now.toISOString() }).where('code_hash', '=', codeHash).execute();
  return link(trx, request, agreement, code.register_id, codeHash, now);
}

async function repeat(trx: Database, request: PairRequest, codeHash: string): Promise<Paired | null> {
  const link = await trx.selectFrom('links').innerJoin('registers', 'registers.id', 'links.register_id')
    .select(['register_id', 'name', 'link', 'series', 'panel_key'])
    .where('pairing_code_hash', '=', codeHash).where('signing_key', '=', request.signingKey).where('agreement_key', '=', request.agreementKey)
    .where('ended_at', 'is', null).executeTakeFirst();
  if (!link) return null;
  const token = newToken();
  await trx.updateTable('links').set({ session_hash: sha256(token) }).where('register_id', '=', link.register_id).where('link', '=', link.link).execute();
  return { reply: { protocol: PROTOCOL, registerId: link.register_id, name: link.name, link: link.link, series: link.series, panelKey: link.panel_key }, token };
}

async function link(trx: Database, request: PairRequest, agreement: Agreement, registerId: string, codeHash: string, now: Date): Promise<Paired> {
  const register = await trx.selectFrom('registers').selectAll().where('id', '=', registerId).executeTakeFirstOrThrow();
  const { last } = await trx.selectFrom('links').select(({ fn }) => fn.max('link').as('last')).where('register_id', '=', registerId).executeTakeFirstOrThrow();
  const number = Math.max(last ?? 0, register.link_floor) + 1;
  const series = seriesOf(register.code, number);
  const token = newToken();
  await endLink(trx, registerId, now);
  await trx.insertInto('links').values({
    register_id: registerId, link: number, series, device: request.device, signing_key: request.signingKey, agreement_key: request.agreementKey,
    pin_key: agreement.pinKey, panel_key: agreement.panelKey, session_hash: sha256(token), pairing_code_hash: codeHash,
    created_at: now.toISOString(), ended_at: null, last_heard_at: now.toISOString(), last_full_sync_at: null,
  }).execute();
  await trx.insertInto('audit').values({
    at: now.toISOString(), who: `register ${registerId}`, what: 'register paired', detail: JSON.stringify({ link: number, device: request.device }),
  }).execute();
  return { reply: { protocol: PROTOCOL, registerId, name: register.name, link: number, series, panelKey: agreement.panelKey }, token };
}
