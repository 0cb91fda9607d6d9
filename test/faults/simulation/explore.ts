import fc from 'fast-check';
import { runSchedule, Violation } from './run.js';
import { schedules, tell, type Schedule } from './schedule.js';
import { shrink } from './shrink.js';
import { Tally } from './tally.js';

/** A schedule that failed, and a shorter one that does too. */
export interface Failure {
  /** `<seed>:<number>`: what HOLDFAST_SEED takes to have exactly this one again. */
  readonly seed: string;
  readonly message: string;
  /** Empty when it was not looked for. */
  readonly shortest: string;
}

/** The schedules number 0 to `count − 1` of a seed. */
export function schedulesOf(seed: number, count: number): Schedule[] {
  return fc.sample(schedules(), { seed, numRuns: count });
}

/** Runs the schedules of a seed until one fails. `each` is called after every one. */
export async function explore(seed: number, count: number, tally: Tally, options: { readonly shrinks: boolean; readonly each?: () => void }): Promise<Failure | null> {
  for (const [number, schedule] of schedulesOf(seed, count).entries()) {
    const failure = await tryOne(schedule, `${seed}:${number}`, tally, options.shrinks);
    if (failure) return failure;
    options.each?.();
  }
  return null;
}

/** Runs the schedule that `HOLDFAST_SEED=<seed>:<number>` means. */
export async function again(text: string, tally: Tally): Promise<Failure | null> {
  const [seed = NaN, number = NaN] = text.split(':').map(Number);
  const schedule = Number.isInteger(number) && number >= 0 ? schedulesOf(seed, number + 1)[number] : undefined;
  if (!schedule) throw new Error(`HOLDFAST_SEED=${text} is not <seed>:<number>`);
  return tryOne(schedule, text, tally, true);
}

async function tryOne(schedule: Schedule, seed: string, tally: Tally, shrinks: boolean): Promise<Failure | null> {
  const message = await outcome(schedule, tally);
  if (message === null) return null;
  const shortest = shrinks ? await shrink(schedule, message, (shorter) => outcome(shorter, new Tally())) : null;
  return { seed, message, shortest: shortest ? `${tell(shortest.schedule)}\n${shortest.message}\n(found in ${shortest.runs} runs)` : '' };
}

async function outcome(schedule: Schedule, tally: Tally): Promise<string | null> {
  try {
    await runSchedule(schedule, tally);
    return null;
  } catch (error) {
    if (error instanceof Violation) return error.message;
    return `the simulation itself failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
  }
}

/** A failure in full, with how to have it again. */
export function report({ seed, message, shortest }: Failure): string {
  const short = shortest ? `\n\nA shorter schedule that fails too:\n${shortest}` : '';
  return `Schedule ${seed} failed:\n${message}${short}\n\nAgain: HOLDFAST_SEED=${seed} npm run torture -- --simulation`;
}
