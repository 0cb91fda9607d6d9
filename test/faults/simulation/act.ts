import { get, promisifyRequest } from 'idb-keyval';
import { QueueStore } from 'workbox-background-sync';
import type { Entry } from '../../../sw/journal.js';
import { Refused } from '../../../sw/refuse.js';
import { openStore } from '../../../sw/store.js';
import { endLink } from '../../../server/pairing.js';
import { closeShifting, openSelling, openShifting } from './sale.js';
import type { Schedule, Step } from './schedule.js';
import type { Scene } from './browser.js';
import type { SimulatedRegister } from './register.js';
import type { Owner } from './world.js';

/** Whoever gets at the browser's files from outside: a disk that decays, somebody who clears data. */
const HAND: Owner = { name: 'hand', dead: false, skew: 0 };

/** Carries out the steps of a schedule, one after the other. */
export class Acts {
  readonly #scene: Scene;
  readonly #registers: readonly SimulatedRegister[];
  #sold = 0;
  #shifted = 0;
  /** What was damaged on a disk, as it was: register, position, entry. */
  readonly #damaged = new Map<string, { readonly register: SimulatedRegister; readonly position: number; readonly entry: Entry }>();
  /** Where a disk is being damaged, or saved from. One at a time: what decays under the hands of somebody who saves it and resets is lost for good. */
  readonly #busy = new Set<SimulatedRegister>();

  constructor(scene: Scene, registers: readonly SimulatedRegister[]) {
    this.#scene = scene;
    this.#registers = registers;
  }

  async all({ steps }: Schedule): Promise<void> {
    for (const step of steps) {
      this.#act(step);
      await this.#scene.world.run(step.turns, this.#scene.world.time + 60_000);
    }
  }

  #act(step: Step): void {
    const { world, panel, tally } = this.#scene;
    const register = this.#registers['register' in step ? step.register % this.#registers.length : 0];
    if (!register) throw new Error('no register');
    switch (step.do) {
      case 'sell': return this.#sell(register, step);
      case 'open shift': return register.changeShift(openShifting(++this.#shifted, step.counted), step.tab);
      case 'close shift': return this.#closeShift(register, step);
      case 'drain': return register.drain(step.tab, step.urgent, step.urgent ? 'trigger: button or online' : 'trigger: after a sale, page start');
      case 'sync': return register.fireSync(step.tab);
      case 'retry': return retryRed(register, step.tab);
      case 'close page': return this.#closePage(register);
      case 'drop queue': return this.#byHand(() => this.#dropQueue(register));
      case 'unlink': return this.#unlink(register);
      case 'link': return register.pair(step.tab);
      case 'reset': return reset(register, step.tab, false);
      case 'save and reset': return this.#saveAndReset(register, step.tab);
      case 'clear away': return register.clearAway(step.days, step.tab);
      case 'damage': return this.#damageBy(register, step.which);
      case 'stop': return step.when === 'at an await' ? register.life(step.tab).stopAfterTurns(step.after) : register.life(step.tab).stopAfterCommits(1 + step.after % 8);
      case 'wire': return register.wire.break(step.faults);
      case 'storage': return register.failWrites([...Array<null>(step.after).fill(null), ...Array<typeof step.fault>(step.times).fill(step.fault)]);
      case 'clock': {
        tally.count(step.by < 0 ? 'clock set back' : 'clock set ahead');
        const whose = this.#registers[step.who] ?? panel;
        whose.skew += step.by;
        return;
      }
      case 'wait': return this.#wait(step.span);
      case 'kill panel': return panel.killAfter(step.statements, step.down);
      case 'fill disk': return panel.fillDisk(step.writes);
      default: throw new Error(`unknown step ${JSON.stringify(step satisfies never)} ${world.time}`);
    }
  }

  /** Time that is waited for is let pass by the next turns: a timer of nobody's brings the world there. */
  #wait(span: number): void {
    this.#scene.tally.count('time passed');
    this.#scene.world.after(span, HAND, () => undefined);
  }

  #sell(register: SimulatedRegister, { tab, count, twice }: Step & { do: 'sell' }): void {
    for (let n = 0; n < count; n++) {
      this.#sold += 1;
      const selling = openSelling(this.#sold, this.#scene.world.now(register), this.#scene.world.chance, register.shift);
      register.sell(selling, tab);
      if (!twice) continue;
      this.#scene.tally.count('sale asked for twice');
      register.ask(selling, 1 - tab);
    }
  }

  #closeShift(register: SimulatedRegister, { tab, counted }: Step & { do: 'open shift' | 'close shift' }): void {
    if (register.shift) register.changeShift(closeShifting(++this.#shifted, register.shift, counted), tab);
  }

  /** What is not sent goes into a file, and somebody says that it may be the only copy. */
  #saveAndReset(register: SimulatedRegister, tab: number): void {
    // What a disk has damaged is damaged in the file too, and nothing could mend it after the reset.
    if (this.#busy.has(register) || [...this.#damaged.values()].some((damaged) => damaged.register === register)) return;
    this.#busy.add(register);
    const { till } = register.life(tab);
    register.life(tab).do(async () => {
      const { text, through } = await till.unsynchronised();
      register.files.push(text);
      if (through > 0) await till.saved({ through, name: 'sales.jsonl' });
    }).then(() => reset(register, tab, true), (error: unknown) => register.explain('Save', error)).finally(() => this.#busy.delete(register));
  }

  #closePage(register: SimulatedRegister): void {
    for (const selling of [...register.sales, ...register.shiftings]) {
      if (selling.receipt || selling.abandoned) continue;
      this.#scene.tally.count('page closed before its 202');
      selling.abandoned = true;
    }
  }

  #unlink(register: SimulatedRegister): void {
    const { panel, world, tally } = this.#scene;
    if (!panel.isUp) return;
    tally.count('link removed in the panel');
    world.post(panel, () => void (async () => endLink(panel.db, register.id, new Date(world.now(panel))))().catch(() => undefined));
  }

  #byHand(work: () => Promise<void>): void {
    this.#scene.world.post(HAND, () => void work());
  }

  async #dropQueue(register: SimulatedRegister): Promise<void> {
    const queue = new QueueStore(register.names.queue);
    const entries = await queue.getAll();
    for (const { id } of entries) await queue.deleteEntry(id);
    if (entries.length > 0) this.#scene.tally.count('queue store dropped');
  }

  #damageBy(register: SimulatedRegister, which: number): void {
    if (this.#busy.has(register)) return;
    this.#busy.add(register);
    this.#byHand(() => this.#damage(register, which).finally(() => this.#busy.delete(register)));
  }

  /** A price on the disk is not what it was. Only of sales that the page has its 202 for. */
  async #damage(register: SimulatedRegister, which: number): Promise<void> {
    const sold = register.sales.filter(({ receipt }) => receipt);
    const selling = sold[sold.length - 1 - which % Math.max(1, sold.length)];
    if (!selling) return;
    const use = openStore(register.names.journal, 'strict');
    const position = await get<number>(['id', selling.id], use);
    if (position === undefined) return;
    const place = `${register.id} ${position}`;
    await use('readwrite', async (store) => {
      const entry = await promisifyRequest<Entry | undefined>(store.get(['sale', position]));
      if (!entry || entry.id !== selling.id || this.#damaged.has(place)) return;
      this.#damaged.set(place, { register, position, entry });
      this.#scene.tally.count('sale damaged on the disk');
      store.put({ ...entry, sealed: { ...entry.sealed, body: entry.sealed.body.replace('480', '180') } } satisfies Entry, ['sale', position]);
      await promisifyRequest(store.transaction);
    });
  }

  /** The disk gives what was written again. */
  async mend(): Promise<void> {
    for (const { register, position, entry } of this.#damaged.values()) {
      const use = openStore(register.names.journal, 'strict');
      await use('readwrite', async (store) => {
        const there = await promisifyRequest<Entry | undefined>(store.get(['sale', position]));
        if (there?.id === entry.id) store.put(entry, ['sale', position]);
        await promisifyRequest(store.transaction);
      });
    }
    this.#damaged.clear();
  }

  mendByHand(): void {
    this.#byHand(() => this.mend());
  }
}

/** Somebody presses Retry at every red sale. */
export function retryRed(register: SimulatedRegister, tab: number): void {
  const life = register.life(tab);
  life.do(async () => {
    for (let before = Infinity; ;) {
      const { items, more } = await life.till.history(before, 200);
      for (const { id, state } of items) {
        if (state !== 'Needs attention') continue;
        register.tally.count('red sale retried');
        await life.till.retry(id);
      }
      if (!more) return;
      before = items.at(-1)?.position ?? 0;
    }
  }).catch((error: unknown) => register.explain('Retry', error));
}

/** "Reset register": the panel is told, and everything here is cleared, the open cart included. */
function reset(register: SimulatedRegister, tab: number, onlyCopy: boolean): void {
  const life = register.life(tab);
  // Stopped in the middle it may have been done or not: the page that comes up again finds no cart either way.
  const clear = (what: string): void => {
    register.tally.count(what);
    register.wasReset = true;
    for (const selling of [...register.sales, ...register.shiftings]) {
      selling.cleared = true;
      if (!selling.receipt) selling.abandoned = true;
    }
  };
  life.do(() => life.till.reset(onlyCopy)).then(() => clear(onlyCopy ? 'register reset with its sales in a file' : 'register reset'), (error: unknown) => {
    register.explain('Reset', error);
    if (!(error instanceof Refused)) clear('register reset and stopped');
  });
}
