import { webcrypto } from 'node:crypto';
import { Refused } from './refused.js';

const { subtle } = webcrypto;
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' };
const AGREEING = { name: 'ECDH', namedCurve: 'P-256' };

/** Most keys kept ready, the oldest given up first. */
const KEPT = 500;
const keys = new Map<string, webcrypto.CryptoKey>();

/** A device's public key for its sales. `point`: base64url of the uncompressed P-256 point. Making one of it takes longer than the check of a signature. */
export async function signingKey(point: string): Promise<webcrypto.CryptoKey> {
  const key = keys.get(point) ?? await importPoint(point, SIGNING, ['verify'], 'signingKey');
  keys.set(point, key);
  const [oldest] = keys.keys();
  if (keys.size > KEPT && oldest !== undefined) keys.delete(oldest);
  return key;
}

/** Whether `signature` (base64url, r‖s) is `key`'s over the UTF-8 bytes of `text`. */
export function isSignedBy(key: webcrypto.CryptoKey, signature: string, text: string): Promise<boolean> {
  return subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64url'), Buffer.from(text, 'utf8'));
}

/** The panel's side of agreeing on the key for PIN verifiers. Both members base64url. */
export interface Agreement {
  /** The shared secret's 32 bytes. */
  readonly pinKey: string;
  /** The panel's public point, for the device to come to the same secret. */
  readonly panelKey: string;
}

/** Agrees with a device whose public point is `point`. Throws `not-valid` when it is not a point of the curve. */
export async function agree(point: string): Promise<Agreement> {
  const device = await importPoint(point, AGREEING, [], 'agreementKey');
  const own = await subtle.generateKey(AGREEING, false, ['deriveBits']);
  const secret = await subtle.deriveBits({ name: 'ECDH', public: device }, own.privateKey, 256);
  const panel = await subtle.exportKey('raw', own.publicKey);
  return { pinKey: Buffer.from(secret).toString('base64url'), panelKey: Buffer.from(panel).toString('base64url') };
}

async function importPoint(point: string, algorithm: webcrypto.EcKeyImportParams, usages: webcrypto.KeyUsage[], path: string): Promise<webcrypto.CryptoKey> {
  try {
    return await subtle.importKey('raw', Buffer.from(point, 'base64url'), algorithm, true, usages);
  } catch {
    throw new Refused('not-valid', `${path} must be a point of the curve P-256. Reload the register, and set it up again.`, path);
  }
}
