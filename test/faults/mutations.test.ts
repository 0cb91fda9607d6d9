import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MUTATIONS, tryMutation } from '../../tools/mutations/try.mjs';

const BUGS = [
  'accept-any-200.mjs', 'acknowledge-by-position.mjs', 'delete-before-send.mjs', 'no-lock.mjs',
  'number-outside-the-transaction.mjs', 'number-reused-after-a-crash.mjs', 'retention-of-7-days.mjs',
];

test('the seven bugs that are put in by hand are there', () => {
  assert.equal(MUTATIONS, BUGS);
});

for (const bug of BUGS) {
  test(`the simulation's normal run finds ${bug.replace('.mjs', '').replaceAll('-', ' ')}`, async () => {
    const { name, found, seconds } = await tryMutation(bug);
    console.log(`note: ${name}: found in ${seconds.toFixed(1)} s, ${found}`);
    assert.match(found, /^schedule \d+:\d+: /);
  });
}

test.run();
