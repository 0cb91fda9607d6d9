import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explore, report, schedulesOf } from './simulation/explore.js';
import { NORMAL_RUN } from './simulation/normal-run.js';
import { runSchedule } from './simulation/run.js';
import { Tally } from './simulation/tally.js';

const { seed: FIXED, schedules: COUNT } = NORMAL_RUN;

async function hold(seed: number): Promise<void> {
  const tally = new Tally();
  const failure = await explore(seed, COUNT, tally, { shrinks: true });
  console.log(`note: simulation, seed ${seed}: ${tally.get('schedules')} schedules, ${tally.get('sales in the ledger')} sales, lost ${tally.get('lost')}, doubled ${tally.get('doubled')}`);
  assert.is(failure && report(failure), null);
  assert.ok(tally.get('sales answered with 202') > COUNT * 20);
}

test(`no sale is lost and none doubled in ${COUNT} schedules of faults that are always the same`, () => hold(FIXED));

test(`no sale is lost and none doubled in ${COUNT} schedules of faults that are new at every run`, () => hold(Number(process.env['HOLDFAST_SEED']) || Date.now() % 1_000_000_000));

test('the same schedule gives the same run to the last turn', async () => {
  for (const schedule of schedulesOf(FIXED, 6)) {
    assert.is(await runSchedule(schedule, new Tally()), await runSchedule(schedule, new Tally()));
  }
});

test.run();
