import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explore, report, schedulesOf } from './simulation/explore.js';
import { NORMAL_RUN } from './simulation/normal-run.js';
import { runSchedule } from './simulation/run.js';
import { WIRE_FAULTS, type Schedule, type Step } from './simulation/schedule.js';
import { STORAGE_FAULTS } from './simulation/storage.js';
import { Tally } from './simulation/tally.js';
import { nameOf, type WireFault } from './simulation/wire.js';

const { seed: FIXED, schedules: COUNT } = NORMAL_RUN;
const NEW = 8;

/** The faults of wire and storage, as they are counted, or how that begins. */
const FAULTS = [
  ...WIRE_FAULTS.map((kind) => nameOf({ kind })), 'request late', 'reply late', 'status 2xx', 'status 3xx', 'status 4xx', 'status 5xx',
  ...STORAGE_FAULTS.map((fault) => `storage: ${fault.replaceAll('-', ' ')}`),
];
/** What must have struck in a run that is to prove anything. */
const STRIKES = [
  'worker stopped at an await', 'worker stopped between commit and answer', 'clock set ahead', 'clock set back', 'queue store dropped', 'sale damaged on the disk',
  'panel killed in a transaction', 'panel’s disk full', 'link removed in the panel', 'page closed before its 202', 'sale asked for twice', 'red sale retried', 'history cleared', 'register reset with its sales in a file', 'trigger: sync event',
];

async function hold(seed: number, count: number): Promise<Tally> {
  const tally = new Tally();
  const failure = await explore(seed, count, tally, { shrinks: true });
  console.log(`note: simulation, seed ${seed}: ${tally.get('schedules')} schedules, ${tally.get('sales in the ledger')} sales, lost ${tally.get('lost')}, doubled ${tally.get('doubled')}`);
  assert.is(failure && report(failure), null);
  assert.ok(tally.get('sales answered with 202') > count * 20);
  return tally;
}

/** Chance alone leaves a rare fault out of a short run: this has each of them once, over somebody who sells. */
const EACH_ONCE: Schedule = {
  registers: 1, seed: 1, steps: [
    ...WIRE_FAULTS.map((kind): WireFault => ({ kind })), { kind: 'request-late', delay: 5000 } as const, { kind: 'reply-late', delay: 5000 } as const,
    ...[204, 301, 404, 503].map((status): WireFault => ({ kind: 'status', status, words: 'json' })),
  ].map((fault): Step => ({ do: 'wire', register: 0, faults: [fault], turns: 0 })).concat(STORAGE_FAULTS.map((fault): Step => ({ do: 'storage', register: 0, fault, after: 0, times: 1, turns: 0 })))
    .flatMap((step): Step[] => [step, { do: 'sell', register: 0, tab: 0, count: 2, twice: false, turns: 300 }, { do: 'drain', register: 0, tab: 0, urgent: true, turns: 300 }, { do: 'wait', span: 30_000, turns: 60 }]),
};

test('each fault of wire and storage by itself loses no sale and doubles none', async () => {
  const tally = new Tally();
  await runSchedule(EACH_ONCE, tally);
  const struck = Object.keys(tally.toJSON());
  assert.equal(FAULTS.filter((what) => !struck.some((name) => name.startsWith(what))), []);
});

test(`no sale is lost and none doubled in ${COUNT} schedules of faults that are always the same, and everything strikes`, async () => {
  const tally = await hold(FIXED, COUNT);
  const struck = Object.keys(tally.toJSON());
  assert.equal(STRIKES.filter((what) => !struck.some((name) => name.startsWith(what))), []);
});

test(`no sale is lost and none doubled in ${NEW} schedules of faults that are new at every run`, async () => {
  await hold(Number(process.env['HOLDFAST_SEED']) || Date.now() % 1_000_000_000, NEW);
});

test('the same schedule gives the same run to the last turn', async () => {
  for (const schedule of schedulesOf(FIXED, 3)) {
    assert.is(await runSchedule(schedule, new Tally()), await runSchedule(schedule, new Tally()));
  }
});

test.run();
