import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decide } from '../../app/by-link.js';
import { routeOf } from '../../app/route.js';
import { UNKNOWN } from '../../app/state.js';
import type { Status } from '../../domain/local.js';

const status = (parts: Partial<Status>): Status => ({ ...UNKNOWN, ...parts });
const CODE = routeOf('#/set-up/K7QM2XFD').id;

test('a set-up link pairs a new device by itself, and one that was reset', () => {
  assert.equal([decide(status({ link: 'none' }), CODE), decide(status({ link: 'none', wasReset: true }), CODE)], ['pair', 'pair']);
});

test('a register that is set up is never paired anew by a link, whatever is in it', () => {
  assert.equal([decide(status({ link: 'linked' }), CODE), decide(status({ link: 'linked' }), 'nonsense')], ['taken', 'taken']);
});

test('before the worker has said what this register is, nothing is done', () => {
  assert.is(decide(UNKNOWN, CODE), 'wait');
});

test('what may still have sales on it is paired by a person only', () => {
  assert.equal([decide(status({ link: 'removed' }), CODE), decide(status({ link: 'none', unsynchronised: 2 }), CODE)], ['ask', 'ask']);
});

test('a link without a whole code asks the panel nothing', () => {
  assert.equal(['K7QM', 'K7QM2XF0', '%20', 'A'.repeat(200)].map((code) => decide(status({ link: 'none' }), code)), ['malformed', 'malformed', 'malformed', 'malformed']);
});

test.run();
