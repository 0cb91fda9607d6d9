import './globals.js';
import { Acts } from './act.js';
import { openChance } from './chance.js';
import { cryptoInOrder } from './keys.js';
import { judge } from './oracle.js';
import { prepareShop, REGISTERS, SimulatedPanel, watchStatements } from './panel.js';
import type { Scene } from './browser.js';
import { SimulatedRegister } from './register.js';
import type { Schedule } from './schedule.js';
import { settle } from './settle.js';
import { openStorage, StoppedUser } from './storage.js';
import type { Tally } from './tally.js';
import { World } from './world.js';

/** A schedule that ended otherwise than it must. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/**
 * Runs one schedule to its end, settles it, and judges it. Counts what struck in `tally`.
 * @returns a digest of the run: the same schedule gives the same one.
 * @throws {@link Violation} with everything that was found.
 */
export async function runSchedule(schedule: Schedule, tally: Tally): Promise<string> {
  await prepareShop();
  const world = new World(openChance(schedule.seed));
  const undo = [world.install(), cryptoInOrder(world)];
  const storage = openStorage(world);
  undo.push(storage.close);
  const found: string[] = [];
  const violation = (what: string): void => { if (found.length < 20) found.push(what); };
  undo.push(watchRejections(violation));
  try {
    const panel = await SimulatedPanel.open(world, tally);
    undo.push(watchStatements(panel));
    const scene: Scene = { world, panel, tally, violation };
    const registers = REGISTERS.slice(0, schedule.registers).map((id) => new SimulatedRegister(id, scene));
    try {
      for (const register of registers) register.pair(0);
      await world.pass(10_000);
      const acts = new Acts(scene, registers);
      await acts.all(schedule);
      await settle(scene, registers, acts);
      await judge(scene, registers);
      tally.count('schedules');
      if (found.length > 0) throw new Violation(found.join('\n'));
      return `${world.turns} ${Math.floor(world.time)} ${registers.flatMap(({ sales }) => sales.map(({ receipt }) => receipt?.hash.slice(0, 8) ?? '-')).join('')}`;
    } finally {
      for (const register of registers) register.close();
      await panel.close();
    }
  } finally {
    for (const each of undo.reverse()) each();
  }
}

/** What the worker lets go unhandled may only be what storage did to it: its next look finds the same. */
function watchRejections(violation: (what: string) => void): () => void {
  const look = (error: unknown): void => {
    if (error instanceof StoppedUser || error instanceof DOMException) return;
    violation(`unhandled: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
  };
  process.on('unhandledRejection', look);
  return () => { process.off('unhandledRejection', look); };
}
