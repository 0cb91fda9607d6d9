import { del, get, set, type UseStore } from 'idb-keyval';
import { parse } from '../domain/schema.js';
import { PairReplySchema, PROTOCOL } from '../domain/wire.js';
import * as said from '../words/en-AU/worker-others.js';
import { readDevice, type DeviceRecord } from './device.js';
import { fromBase64url, toBase64url } from './digest.js';
import { Refused } from './refuse.js';
import { ask, toPanel, type Network } from './send.js';

/** A pairing that was begun: its keys are on disk before the code is redeemed, so that a lost reply can be asked for again. */
interface Pending {
  readonly code: string;
  readonly signing: CryptoKeyPair;
  readonly agreement: CryptoKeyPair;
}

/** Where pairings are kept: the one that was begun last, and one that another register's sales have held up. */
const KEPT = ['pending', 'redeemed'];
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const AGREEMENT = { name: 'ECDH', namedCurve: 'P-256' };

/** Redeems a pairing code at the panel. @param unsent how many sales wait here. @throws {@link Refused} with the panel's words, `offline`, or `unsynchronised`. */
export async function pair(use: UseStore, network: Network, url: string, code: string, device: string, unsent: number): Promise<DeviceRecord> {
  const pending = await begin(use, code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  const request = {
    protocol: PROTOCOL,
    code,
    device: device.slice(0, 300),
    signingKey: await point(pending.signing.publicKey),
    agreementKey: await point(pending.agreement.publicKey),
  };
  const answer = await ask(network, toPanel(url, 'POST', request));
  if (answer.kind === 'later') throw new Refused(503, answer.code, said.pairingNeedsPanel(answer.message), answer.retryAfter === null ? {} : { retryAfter: answer.retryAfter });
  if (answer.kind === 'refused') throw new Refused(answer.status, answer.code, answer.message, answer.path === undefined ? {} : { path: answer.path });
  const reply = parse(PairReplySchema, answer.value);
  if (!reply.ok) throw new Refused(502, 'not-the-panel', said.pairingUnusable(reply.message));
  const { registerId, name, link, series, panelKey } = reply.value;
  const before = await readDevice(use);
  // The panel takes a register's sales from that register alone. The code stays good: with the same keys it is answered again.
  if (unsent > 0 && before && before.registerId !== registerId) {
    await set('redeemed', pending, use);
    throw new Refused(409, 'unsynchronised', said.codeOfAnother(name, unsent, before.name));
  }
  const pinKey = await agree(pending.agreement.privateKey, panelKey);
  const record: DeviceRecord = { registerId, name, link, series, state: 'linked', signingKey: pending.signing.privateKey, pinKey };
  await set('device', record, use);
  for (const key of KEPT) if ((await get<Pending>(key, use))?.code === pending.code) await del(key, use);
  return record;
}

async function begin(use: UseStore, code: string): Promise<Pending> {
  for (const key of KEPT) {
    const before = await get<Pending>(key, use);
    if (before && before.code === code) return before;
  }
  const pending: Pending = {
    code,
    signing: await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']) as CryptoKeyPair,
    agreement: await crypto.subtle.generateKey(AGREEMENT, false, ['deriveBits']) as CryptoKeyPair,
  };
  await set('pending', pending, use);
  return pending;
}

async function point(key: CryptoKey): Promise<string> {
  return toBase64url(await crypto.subtle.exportKey('raw', key));
}

/** The key that panel and device share without ever sending it: 32 bytes of ECDH, usable as an HMAC key and for nothing else. */
async function agree(own: CryptoKey, panelKey: string): Promise<CryptoKey> {
  const theirs = await crypto.subtle.importKey('raw', fromBase64url(panelKey), AGREEMENT, false, []);
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256);
  return crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
