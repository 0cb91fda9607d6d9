import type { Acts } from './act.js';
import { retryRed } from './act.js';
import type { Scene } from './browser.js';
import type { SimulatedRegister } from './register.js';

/** Rounds of a minute each in which everything must have come to rest. */
const ROUNDS = 60;
const MINUTE = 60_000;

/**
 * The faults end and the triggers go on: pages wake their workers, cashiers press Pay and Retry, somebody pairs what is
 * not paired. Resolves when nothing is open any more; says so as a violation when that does not come.
 */
export async function settle(scene: Scene, registers: readonly SimulatedRegister[], acts: Acts): Promise<void> {
  const { world, panel } = scene;
  await world.hold(panel.heal());
  for (const register of registers) {
    register.wire.heal();
    register.healStorage();
    register.wake();
  }
  let open = '';
  for (let round = 0; round < ROUNDS; round++) {
    await world.pass(MINUTE);
    // Not at once: the last damage may still be on its way to the disk.
    acts.mendByHand();
    open = '';
    for (const register of registers) open += await seeTo(scene, register, round);
    if (open === '') return takeInFiles(scene, registers);
  }
  for (const register of registers) open += await reasons(scene, register);
  scene.violation(`it does not settle:${open}`);
}

/** Somebody takes in what was saved: in any order, and more than once. */
async function takeInFiles(scene: Scene, registers: readonly SimulatedRegister[]): Promise<void> {
  for (const text of registers.flatMap(({ files }) => [...files, ...files].reverse())) {
    const taken = await finished(scene, scene.panel.takeIn(text).then(() => '', String));
    if (taken !== '') scene.violation(`a saved file could not be taken in: ${taken ?? 'it does not end'}`);
  }
}

/** What a shop's people do about a register. Resolves to what is still open at it, in words. */
async function seeTo(scene: Scene, register: SimulatedRegister, round: number): Promise<string> {
  const asking = [...register.sales, ...register.shiftings].filter(({ receipt, abandoned }) => !receipt && !abandoned).length;
  const status = await finished(scene, register.status());
  if (!status) return ` ${register.name} does not answer;`;
  const { code } = status.trouble ?? { code: null };
  if (status.link !== 'linked' || code === 'not-paired' || code === 'link-removed') register.pair(0);
  if (status.needsAttention > 0) retryRed(register, 0);
  const queued = await finished(scene, register.queued());
  // Somebody comes back to the tab.
  if (queued) register.wake();
  if (asking === 0 && status.unsynchronised === 0 && queued === 0) return '';
  return ` ${register.name} in round ${round + 1} asks for ${asking}, holds ${status.unsynchronised} (${status.needsAttention} red), link ${status.link}, trouble ${JSON.stringify(status.trouble)}, queue ${queued};`;
}

/** Why its red sales are red. */
async function reasons(scene: Scene, register: SimulatedRegister): Promise<string> {
  const items = await finished(scene, register.history()) ?? [];
  const red = items.filter(({ state }) => state !== 'Synchronised').slice(0, 3);
  const life = register.life(0);
  let texts = '';
  for (const { id } of red) {
    const detail = await finished(scene, life.do(() => life.till.detail(id)));
    texts += ` ${detail?.receiptNumber} of link ${detail?.sealed.link} is ${detail?.state}: ${JSON.stringify(detail?.attempts)};`;
  }
  return texts;
}

/** Runs the world until that is done; null: it failed or does not end. */
export async function finished<T>(scene: Scene, work: Promise<T>): Promise<T | null> {
  let done = false;
  let result: T | null = null;
  work.then((value) => { done = true; result = value; }, () => { done = true; });
  for (let turns = 0; turns < 1000 && !done; turns++) await scene.world.run(20, scene.world.time + 1000);
  return result;
}
