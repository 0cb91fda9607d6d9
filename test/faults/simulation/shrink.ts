import type { Schedule, Step } from './schedule.js';

/** Runs a schedule; resolves to what is wrong with it, or null. */
export type Try = (schedule: Schedule) => Promise<string | null>;

/** Most runs that finding a shorter one may take. */
const RUNS = 600;

export interface Shrunk {
  readonly schedule: Schedule;
  readonly message: string;
  readonly runs: number;
}

/**
 * A short schedule that still fails. Steps are left out in ever smaller chunks (with them gone everything after happens
 * otherwise, so one at a time gets nowhere), then what is left is made simpler. No clock and no chance: the same again.
 */
export async function shrink(failing: Schedule, message: string, attempt: Try): Promise<Shrunk> {
  let best: Shrunk = { schedule: failing, message, runs: 0 };
  const improve = async (schedule: Schedule): Promise<boolean> => {
    if (best.runs >= RUNS) return false;
    const failed = await attempt(schedule);
    best = failed === null ? { ...best, runs: best.runs + 1 } : { schedule, message: failed, runs: best.runs + 1 };
    return failed !== null;
  };
  for (let before = Infinity; before > best.schedule.steps.length;) {
    before = best.schedule.steps.length;
    for (let chunk = Math.ceil(before / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
      for (let from = 0; from < best.schedule.steps.length;) {
        const { steps } = best.schedule;
        if (!await improve({ ...best.schedule, steps: [...steps.slice(0, from), ...steps.slice(from + chunk)] })) from += chunk;
      }
    }
  }
  for (const registers of [1, 2]) if (registers < best.schedule.registers && await improve({ ...best.schedule, registers })) break;
  for (let index = 0; index < best.schedule.steps.length; index++) {
    for (const simpler of simplerSteps(best.schedule.steps[index])) {
      if (await improve({ ...best.schedule, steps: best.schedule.steps.map((step, at) => at === index ? simpler : step) })) break;
    }
  }
  return best;
}

function simplerSteps(step: Step | undefined): Step[] {
  if (!step) return [];
  const quiet: Step[] = step.turns > 0 ? [{ ...step, turns: 0 }] : [];
  if (step.do === 'sell') return [...step.count > 1 || step.twice ? [{ ...step, count: 1, twice: false }] : [], ...step.twice ? [{ ...step, twice: false }] : [], ...quiet];
  if (step.do === 'wire' && step.faults.length > 1) return [...step.faults.map((fault) => ({ ...step, faults: [fault] })), ...quiet];
  return quiet;
}
