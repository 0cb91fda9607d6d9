import { fromBase64url, toBase64url, utf8 } from '../digest.js';
import { refused } from './parts.js';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' };
const AGREEING = { name: 'ECDH', namedCurve: 'P-256' };
/** As many as the control panel takes. */
const ITERATIONS = 100_000;

/** A device's public key for its sales. `point`: base64url of the uncompressed P-256 point. @throws `not-valid` */
export function signingKey(point: string): Promise<CryptoKey> {
  return importPoint(point, SIGNING, ['verify'], 'signingKey');
}

/** Whether `signature` (base64url, r‖s) is `key`'s over the UTF-8 bytes of `text`. */
export function isSignedBy(key: CryptoKey, signature: string, text: string): Promise<boolean> {
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, fromBase64url(signature), utf8(text));
}

/** Agrees with a device on the key for its PIN verifiers. Both base64url. @throws `not-valid` */
export async function agree(point: string): Promise<{ readonly pinKey: string; readonly panelKey: string }> {
  const device = await importPoint(point, AGREEING, [], 'agreementKey');
  const own = await crypto.subtle.generateKey(AGREEING, false, ['deriveBits']) as CryptoKeyPair;
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: device }, own.privateKey, 256);
  return { pinKey: toBase64url(secret), panelKey: toBase64url(await crypto.subtle.exportKey('raw', own.publicKey)) };
}

async function importPoint(point: string, algorithm: EcKeyImportParams, usages: KeyUsage[], path: string): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', fromBase64url(point), algorithm, true, usages);
  } catch {
    throw refused('not-valid', `${path} must be a point of the curve P-256. Reload the register, and set it up again.`, path);
  }
}

/** A PIN's PBKDF2-SHA-256; binary members base64url. */
export interface SlowHash {
  readonly salt: string;
  readonly iterations: number;
  readonly hash: string;
}

export async function hashPin(pin: string): Promise<SlowHash> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const secret = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  const hash = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS }, secret, 256);
  return { salt: toBase64url(salt.buffer), iterations: ITERATIONS, hash: toBase64url(hash) };
}

/** HMAC-SHA-256 of a PIN's slow hash under the device's key. */
export async function verifierOf({ hash }: SlowHash, pinKey: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', fromBase64url(pinKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return toBase64url(await crypto.subtle.sign('HMAC', key, fromBase64url(hash)));
}
