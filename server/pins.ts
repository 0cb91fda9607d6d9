import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { StaffTable } from './schema.js';

/** What a staff member's row says of the PIN. */
export type PinColumns = Pick<StaffTable, 'pin_hash' | 'pin_salt' | 'pin_iterations'>;

export const NO_PIN: PinColumns = { pin_hash: null, pin_salt: null, pin_iterations: null };
/** A low-spec register repeats them at every sign-in; what keeps the few digits from being tried is the device's key, not this. */
const ITERATIONS = 100_000;

const derive = promisify(pbkdf2);

/** PBKDF2-SHA-256 with a salt of 16 random bytes: domain/catalogue.ts `PinVerifier` builds on it. */
export async function hashPin(pin: string): Promise<PinColumns> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, ITERATIONS, 32, 'sha256');
  return { pin_hash: hash.toString('base64url'), pin_salt: salt.toString('base64url'), pin_iterations: ITERATIONS };
}
