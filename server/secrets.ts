import { createHash, randomBytes } from 'node:crypto';
import type { Hash } from '../domain/catalogue.js';
import type { Digest } from '../domain/chain.js';

/** A token that nobody can guess: 32 bytes, base64url. Only its {@link sha256} is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256(text: string): Hash {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Hash;
}

/** {@link sha256} as domain/chain.ts asks for it. */
export const digest: Digest = async (text) => sha256(text);
