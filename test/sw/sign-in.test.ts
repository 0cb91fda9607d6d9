import { freshName } from './browser-parts.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { StaffMember } from '../../domain/catalogue.js';
import type { SignIn } from '../../domain/local.js';
import type { DeviceRecord } from '../../sw/device.js';
import { Refused } from '../../sw/refuse.js';
import { signIn } from '../../sw/sign-in.js';
import { openStore } from '../../sw/store.js';
import { openPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';

type Tried = SignIn | { readonly code: string; readonly retryAfter: number | undefined; readonly message: string };

/** A register with the staff document that a real panel made for it, and the key that both have agreed on. */
async function withRegister(claim: (attempt: (pin: string, at?: number, staffId?: string) => Promise<Tried>, staff: readonly StaffMember[]) => Promise<void>): Promise<void> {
  const panel = await openPanel();
  try {
    const device = await panel.pairedDevice();
    const { documents } = await device.manifest();
    const staff = await device.document<StaffMember[]>(documents.staff);
    const theirs = await crypto.subtle.importKey('raw', Buffer.from(device.pairing.panelKey, 'base64url'), { name: 'ECDH', namedCurve: 'P-256' }, false, []);
    const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, device.keys.agreement.privateKey, 256);
    const pinKey = await crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const { registerId, name, link, series } = device.pairing;
    const record: DeviceRecord = { registerId, name, link, series, state: 'linked', signingKey: device.keys.signing.privateKey, pinKey };
    const use = openStore(freshName(), 'strict');
    await claim((pin, at = 0, staffId = SHOP.asha) => signIn(use, record, staff, staffId, pin, at).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      return { code: error.code, retryAfter: error.detail.retryAfter, message: error.message };
    }), staff);
  } finally {
    await panel.close();
  }
}

const codeOf = (tried: Tried): string => 'code' in tried ? tried.code : 'signed in';

test('the right PIN signs in, without asking the panel', () => withRegister(async (attempt) => {
  const tried = await attempt('1234');
  assert.is('staffId' in tried && tried.staffId, SHOP.asha);
}));

test('a wrong PIN says how many tries are left', () => withRegister(async (attempt) => {
  const tried = await attempt('0000');
  assert.match('message' in tried ? tried.message : '', /4 tries left/);
}));

test('the fifth wrong PIN brings a pause, in which the right one is refused too', () => withRegister(async (attempt) => {
  for (let n = 0; n < 4; n++) assert.is(codeOf(await attempt('0000', n)), 'wrong-pin');
  const fifth = await attempt('0000', 5);
  assert.equal([codeOf(fifth), 'retryAfter' in fifth && fifth.retryAfter], ['too-many-tries', 30]);
  assert.is(codeOf(await attempt('1234', 29_000)), 'too-many-tries');
  assert.is(codeOf(await attempt('1234', 31_000)), 'signed in');
}));

test('each further wrong PIN doubles the pause, up to a quarter of an hour; a right one forgets them', () => withRegister(async (attempt) => {
  let now = 0;
  for (let n = 0; n < 4; n++) await attempt('0000', now);
  const pauses: unknown[] = [];
  for (let n = 0; n < 7; n++) {
    const tried = await attempt('0000', now);
    pauses.push('retryAfter' in tried && tried.retryAfter);
    now += 1_000_000;
  }
  assert.equal(pauses, [30, 60, 120, 240, 480, 900, 900]);
  assert.is(codeOf(await attempt('1234', now)), 'signed in');
  assert.is(codeOf(await attempt('0000', now)), 'wrong-pin');
}));

test('one person’s wrong PINs hold up nobody else', () => withRegister(async (attempt, staff) => {
  for (let n = 0; n < 5; n++) await attempt('0000');
  const other = staff.find(({ id }) => id !== SHOP.asha);
  assert.ok(other);
  assert.is.not(codeOf(await attempt('0000', 0, other.id)), 'too-many-tries');
}));

test('a clock that is set back a year locks nobody out for longer than a quarter of an hour', () => withRegister(async (attempt) => {
  const later = 31_536_000_000;
  for (let n = 0; n < 5; n++) await attempt('0000', later);
  const tried = await attempt('1234', 0);
  assert.is('retryAfter' in tried && tried.retryAfter, 900);
}));

test('somebody who has left is told so', () => withRegister(async (attempt) => {
  assert.is(codeOf(await attempt('1234', 0, 'nobody')), 'not-found');
}));

test('what the register stores of a PIN does not give it away without the device’s key', () => withRegister(async (_, staff) => {
  const pin = staff.find(({ id }) => id === SHOP.asha)?.pin;
  assert.ok(pin);
  const secret = await crypto.subtle.importKey('raw', Buffer.from('1234'), 'PBKDF2', false, ['deriveBits']);
  const slow = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: Buffer.from(pin.salt, 'base64url'), iterations: pin.iterations }, secret, 256);
  assert.is.not(Buffer.from(slow).toString('base64url'), pin.verifier);
}));

test.run();
