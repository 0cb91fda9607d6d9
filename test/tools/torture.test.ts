import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from '../folder.js';
import { runNode } from '../program.js';

const torture = (args: readonly string[], seed = '') => runNode(['--import', 'tsx', 'tools/torture.ts', ...args], { cwd: ROOT, env: { ...process.env, HOLDFAST_SEED: seed } });

test('one schedule is run again by its seed and number', async () => {
  assert.equal(await torture(['--simulation'], '20261123:1'), { code: 0, output: 'Schedule 20261123:1 holds.\n' });
});

test('a short run tells its seed, its figures and what struck', async () => {
  const { code, output } = await torture(['--simulation', '--schedules', '2', '--sales', '1'], '7');
  assert.is(code, 0);
  assert.match(output, /^Simulation, seed 7: 2 schedules and 1 sales at least\./);
  assert.match(output, /\| lost \| 0 \|\n\| doubled \| 0 \|/);
  assert.match(output, /\| worker stopped at an await \| \d+ \|/);
});

test('a seed that is none is said so', async () => {
  const { code, output } = await torture(['--simulation'], 'monday');
  assert.is(code, 1);
  assert.match(output, /HOLDFAST_SEED=monday is not a whole number/);
});

test.run();
