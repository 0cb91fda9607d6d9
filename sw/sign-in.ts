import { get, set, del, type UseStore } from 'idb-keyval';
import type { PinVerifier, StaffMember } from '../domain/catalogue.js';
import type { SignIn } from '../domain/local.js';
import * as said from '../words/en-AU/worker-others.js';
import type { DeviceRecord } from './device.js';
import { fromBase64url, toBase64url, utf8 } from './digest.js';
import { Refused } from './refuse.js';

/** Wrong PINs before a pause, and the pauses: each one twice the one before. */
const TRIES = 5;
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 900_000;

/** Wrong PINs of one person, kept on disk: reloading the page gives no new tries. */
interface Tries {
  readonly wrong: number;
  /** ms since 1970. */
  readonly until: number;
}

/** Checks a PIN without the network. @throws {@link Refused} `wrong-pin` with the tries left, `too-many-tries` with `retryAfter`, `not-found`. */
export async function signIn(use: UseStore, device: DeviceRecord, staff: readonly StaffMember[], staffId: string, pin: string, now: number): Promise<SignIn> {
  const member = staff.find(({ id }) => id === staffId);
  if (!member) throw new Refused(404, 'not-found', said.notOnStaff);
  const signedIn: SignIn = { staffId: member.id, name: member.name, mayEditItems: member.mayEditItems };
  if (!member.pin) return signedIn;
  const key = `tries:${staffId}`;
  const tries = await get<Tries>(key, use) || { wrong: 0, until: 0 };
  // A clock that was set back must not lock anybody out for longer than the longest pause.
  const wait = Math.min(tries.until - now, LONGEST_PAUSE);
  if (wait > 0) throw tooMany(wait);
  if (await fits(pin, member.pin, device.pinKey)) {
    await del(key, use);
    return signedIn;
  }
  const wrong = tries.wrong + 1;
  const pause = wrong < TRIES ? 0 : Math.min(FIRST_PAUSE * 2 ** (wrong - TRIES), LONGEST_PAUSE);
  await set(key, { wrong, until: now + pause }, use);
  if (pause > 0) throw tooMany(pause);
  const left = TRIES - wrong;
  throw new Refused(401, 'wrong-pin', said.wrongPin(member.name, left));
}

function tooMany(wait: number): Refused {
  const retryAfter = Math.ceil(wait / 1000);
  return new Refused(429, 'too-many-tries', said.tooManyTries(retryAfter), { retryAfter });
}

/** Whether a PIN is the one behind `pin`: slow on purpose, and only on this device. */
async function fits(typed: string, pin: PinVerifier, pinKey: CryptoKey): Promise<boolean> {
  const secret = await crypto.subtle.importKey('raw', utf8(typed), 'PBKDF2', false, ['deriveBits']);
  const slow = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(pin.salt), iterations: pin.iterations }, secret, 256);
  return toBase64url(await crypto.subtle.sign('HMAC', pinKey, slow)) === pin.verifier;
}
