import { clear, del, get, set, type UseStore } from 'idb-keyval';
import type { PinVerifier } from '../domain/catalogue.js';
import type { Device } from '../domain/local.js';
import { parse } from '../domain/schema.js';
import { PairReplySchema, PROTOCOL } from '../domain/wire.js';
import { fromBase64url, toBase64url, utf8 } from './digest.js';
import type { Seal } from './journal.js';
import { Refused } from './refuse.js';
import { ask, toPanel, type Network } from './send.js';

/** The device's record, kept beside the journal under `device`. The keys cannot be read out, only used. */
export interface DeviceRecord extends Device {
  readonly state: 'linked' | 'removed';
  /** ECDSA P-256: signs sales. */
  readonly signingKey: CryptoKey;
  /** HMAC-SHA-256: turns a PIN's slow hash into its verifier. */
  readonly pinKey: CryptoKey;
}

/** A pairing that was begun: its keys are on disk before the code is redeemed, so that a lost reply can be asked for again. */
interface Pending {
  readonly code: string;
  readonly signing: CryptoKeyPair;
  readonly agreement: CryptoKeyPair;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const AGREEMENT = { name: 'ECDH', namedCurve: 'P-256' };

export const readDevice = (use: UseStore): Promise<DeviceRecord | undefined> => get<DeviceRecord>('device', use);

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
  if (answer.kind === 'later') throw new Refused(503, answer.code, `${answer.message} Setting up a register needs the control panel: check the network and try again.`, answer.retryAfter === null ? {} : { retryAfter: answer.retryAfter });
  if (answer.kind === 'refused') throw new Refused(answer.status, answer.code, answer.message, answer.path === undefined ? {} : { path: answer.path });
  const reply = parse(PairReplySchema, answer.value);
  if (!reply.ok) throw new Refused(502, 'not-the-panel', `The control panel's answer cannot be used: ${reply.message}. Check that register and panel are of the same version.`);
  const { registerId, name, link, series, panelKey } = reply.value;
  const before = await readDevice(use);
  // The panel takes a register's sales from that register alone. The code stays good: it is answered again.
  if (unsent > 0 && before && before.registerId !== registerId) {
    throw new Refused(409, 'unsynchronised', `This code is for ${name}, but ${unsent} ${unsent === 1 ? 'sale' : 'sales'} of ${before.name} on this device ${unsent === 1 ? 'has' : 'have'} not been sent. Enter a code for ${before.name} first, so that they are.`);
  }
  const pinKey = await agree(pending.agreement.privateKey, panelKey);
  const record: DeviceRecord = { registerId, name, link, series, state: 'linked', signingKey: pending.signing.privateKey, pinKey };
  await set('device', record, use);
  await del('pending', use);
  return record;
}

async function begin(use: UseStore, code: string): Promise<Pending> {
  const before = await get<Pending>('pending', use);
  if (before && before.code === code) return before;
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

/** What the journal needs of the device to seal. */
export function sealOf({ registerId, link, series, signingKey }: DeviceRecord): Seal {
  const sign = async (text: string): Promise<string> => toBase64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signingKey, utf8(text)));
  return { registerId, link, series, sign };
}

/** Whether a PIN is the one behind `pin`: slow on purpose, and only on this device. */
export async function fits(typed: string, pin: PinVerifier, pinKey: CryptoKey): Promise<boolean> {
  const secret = await crypto.subtle.importKey('raw', utf8(typed), 'PBKDF2', false, ['deriveBits']);
  const slow = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(pin.salt), iterations: pin.iterations }, secret, 256);
  return toBase64url(await crypto.subtle.sign('HMAC', pinKey, slow)) === pin.verifier;
}

/** Everything that a store holds; used by reset alone. */
export const wipe = (use: UseStore): Promise<void> => clear(use);
