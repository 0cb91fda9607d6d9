import { fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../test/folder.js';
import { again, report, type Failure } from '../../test/faults/simulation/explore.js';
import { Tally } from '../../test/faults/simulation/tally.js';
import type { Done, Order } from './simulation-part.js';
import { writeUp } from './write-up.js';

/** Schedules that one process runs before a fresh one takes over: what it leaves behind goes with it. */
const BATCH = 50;
const BATCHES_EACH = 10;
/** One failure tells more with a few others beside it; a hundred tell no more. */
const MOST_FAILURES = 5;
const PART = fileURLToPath(new URL('./simulation-part.ts', import.meta.url));

interface Goal {
  readonly schedules: number;
  readonly sales: number;
}

/** Runs the simulation until it has had its schedules and sales, on all processors. Resolves to whether everything held. */
export async function simulate(args: readonly string[]): Promise<boolean> {
  const given = process.env['HOLDFAST_SEED'] ?? '';
  if (given.includes(':')) return rerun(given);
  const seed = given === '' ? Date.now() % 1_000_000_000 : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`HOLDFAST_SEED=${given} is not a whole number`);
  const goal = { schedules: numberAfter(args, '--schedules') ?? 10_000, sales: numberAfter(args, '--sales') ?? 1_000_000 };
  console.log(`Simulation, seed ${seed}: ${goal.schedules} schedules and ${goal.sales} sales at least.`);
  const started = Date.now();
  const tally = new Tally();
  const failures = await runAll(seed, goal, tally);
  const seconds = Math.round((Date.now() - started) / 1000);
  const page = writeUp({ date: new Date(started).toISOString().slice(0, 10), seed, seconds, processes: availableParallelism(), failed: failures.map(({ seed: which }) => which), tally });
  const whole = goal.schedules >= 10_000 && goal.sales >= 1_000_000;
  if (whole) writeFileSync(join(ROOT, 'docs/reliability-simulation.md'), page);
  console.log(page);
  return failures.length === 0;
}

async function rerun(given: string): Promise<boolean> {
  const failure = await again(given, new Tally());
  console.log(failure ? report(failure) : `Schedule ${given} holds.`);
  return failure === null;
}

/** One worker process on each processor; batch number n has the seed `seed + n`. */
async function runAll(seed: number, goal: Goal, tally: Tally): Promise<Failure[]> {
  const failures: Failure[] = [];
  let next = 0;
  const enough = (): boolean => failures.length >= MOST_FAILURES || (tally.get('schedules') >= goal.schedules && tally.get('sales in the ledger') >= goal.sales);
  const worker = async (): Promise<void> => {
    while (!enough()) {
      const child = startPart();
      for (let batch = 0; batch < BATCHES_EACH && !enough(); batch++) {
        const order = { seed: seed + next++, count: Math.min(BATCH, goal.schedules) };
        const done = await runBatch(child, order) ?? await runAlone(order, tally);
        tally.add(Object.entries(done.counts));
        if (done.failure) {
          failures.push(done.failure);
          console.log(`\n${report(done.failure)}\n`);
        }
        progress(tally, goal);
        if (!child.connected) break;
      }
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return failures;
}

const startPart = (): ChildProcess => fork(PART, { execArgv: ['--max-semi-space-size=64', '--import', 'tsx'] });

/** Resolves to null when the process ends instead: killed from outside, or crashed. */
function runBatch(child: ChildProcess, order: Order): Promise<Done | null> {
  return new Promise((resolve) => {
    const ended = (code: number | null, signal: string | null): void => {
      console.log(`\nThe process with schedules ${order.seed}:0 to ${order.seed}:${order.count - 1} ended with ${signal ?? code}.`);
      resolve(null);
    };
    child.once('exit', ended);
    child.once('message', (done) => {
      child.off('exit', ended);
      resolve(done as Done);
    });
    child.send(order);
  });
}

/** The same batch again in a process of its own, from its first schedule. Throws when that ends too: then it is no accident. */
async function runAlone(order: Order, tally: Tally): Promise<Done> {
  tally.count('simulation’s own process ended, batch run again');
  const child = startPart();
  const done = await runBatch(child, order);
  child.kill();
  if (!done) throw new Error(`schedules ${order.seed}:0 to ${order.seed}:${order.count - 1} end their process each time`);
  return done;
}

function progress(tally: Tally, goal: Goal): void {
  const line = `${tally.get('schedules')} of ${goal.schedules} schedules, ${tally.get('sales in the ledger')} of ${goal.sales} sales, lost ${tally.get('lost')}, doubled ${tally.get('doubled')}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}   `);
  else if (tally.get('schedules') % 500 < BATCH) console.log(line);
}

function numberAfter(args: readonly string[], option: string): number | undefined {
  if (!args.includes(option)) return undefined;
  const value = Number(args[args.indexOf(option) + 1]);
  if (!(value >= 1)) throw new Error(`${option} takes a number`);
  return value;
}
