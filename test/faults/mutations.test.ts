import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MUTATIONS, checkMutation, tryMutation } from '../../tools/mutations/try.mjs';

const BUGS = [
  'accept-any-200.mjs', 'acknowledge-by-position.mjs', 'delete-before-send.mjs', 'no-lock.mjs',
  'number-outside-the-transaction.mjs', 'number-reused-after-a-crash.mjs', 'retention-of-7-days.mjs',
];
/** All seven take a minute: `npm run torture` has them. Here it is another one each day. */
const TODAYS = BUGS[Math.floor(Date.now() / 86_400_000) % BUGS.length] ?? '';

test('the seven bugs that are put in by hand are there, and fit the sources', async () => {
  assert.equal(MUTATIONS, BUGS);
  for (const bug of BUGS) await checkMutation(bug);
});

test("the simulation's normal run finds one of them", async () => {
  const { name, found, seconds } = await tryMutation(TODAYS);
  console.log(`note: ${name}: found in ${seconds.toFixed(1)} s, ${found}`);
  assert.match(found, /^schedule \d+:\d+: /);
});

test.run();
