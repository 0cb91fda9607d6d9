import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pairingCode, readGiven, setUpLink } from '../../domain/set-up-link.js';

const HERE = 'https://pos.school.example/register/';
const LINK = `${HERE}#/set-up/K7QM2XFD`;

test('a set-up link is the register’s address with the code in it', () => {
  assert.is(setUpLink(HERE, 'K7QM-2XFD'), LINK);
});

test('of this control panel’s link the code is taken, however a scanner types it', () => {
  for (const typed of [LINK, ` ${LINK}\n`, LINK.toUpperCase(), `${HERE}#/set-up/k7qm-2xfd`]) assert.equal(readGiven(typed, HERE), { kind: 'code', code: 'K7QM-2XFD' }, typed);
});

test('another control panel’s link says whose it is', () => {
  for (const address of ['https://other.example/register/', 'http://pos.school.example/register/', 'https://pos.school.example:8443/register/', 'https://pos.school.example/demo/']) {
    assert.equal(readGiven(`${address}#/set-up/K7QM2XFD`, HERE), { kind: 'elsewhere', address });
  }
});

test('a link without a whole code in it is none', () => {
  for (const typed of [HERE, `${HERE}#/set-up/`, `${HERE}#/set-up/K7QM`, `${HERE}#/set-up/K7QM2XF0`, `${LINK}${'A'.repeat(200)}`, 'https://', `${HERE}#/set-up/%E0%A4%A`]) {
    assert.equal(readGiven(typed, HERE), { kind: 'malformed' }, typed);
  }
});

test('a code goes on as it was typed: what is wrong with it the panel says', () => {
  assert.equal(readGiven(' k7qm 2xfd ', HERE), { kind: 'code', code: 'k7qm 2xfd' });
  assert.equal(readGiven('nonsense', HERE), { kind: 'code', code: 'nonsense' });
});

test('a pairing code has eight of its own letters and digits', () => {
  assert.equal(['k7qm-2xfd', 'K7QM\u20132XFD', 'K7QM 2XFD'].map(pairingCode), ['K7QM-2XFD', 'K7QM-2XFD', 'K7QM-2XFD']);
  assert.equal(['', 'K7QM2XF', 'K7QM2XFDA', 'K7QM2XF1', 'K7QM2XFO', '../../..'].map(pairingCode), [null, null, null, null, null, null]);
});

test.run();
