import type { Chance } from './chance.js';
import { cloneStored } from './clone.js';

/** Whose code runs: a worker's life, a page, the panel. Each has its own clock, and ends. */
export interface Owner {
  readonly name: string;
  /** A stopped worker: its timers and replies never come. */
  readonly dead: boolean;
  /** How far its wall clock is off, ms. */
  readonly skew: number;
  /** Called before each of its tasks. */
  turn?(): void;
}

interface Task {
  readonly owner: Owner;
  readonly run: () => void;
}
interface Timer extends Task {
  readonly id: number;
  readonly due: number;
  readonly order: number;
}

/** Noon in Sydney: where every schedule's time begins, ms since 1970. */
export const BEGINNING = Date.parse('2026-11-23T01:00:00.000Z');

const real = { setImmediate, setTimeout, clearTimeout, structuredClone, now: Date.now, random: Math.random, warn: console.warn, error: console.error };
/** Until all promises have run to their end. */
const hop = (): Promise<void> => new Promise((resolve) => { real.setImmediate(resolve); });
const NOBODY: Owner = { name: 'nobody', dead: false, skew: 0 };

/**
 * The one event loop of a simulation. Everything that a browser or a server would do "later" (a storage request, a
 * reply, a timer, a lock) is a task here; between two tasks all promises run to their end. Tasks of one owner keep
 * their order, tasks of different owners are mixed by chance; time passes only when nothing else is left to do. So the
 * same seed gives the same run to the last step.
 */
export class World {
  /** Whose task is running: what it starts belongs to it. */
  current: Owner = NOBODY;
  /** ms since {@link BEGINNING}, by a clock that nobody sets. */
  time = 0;
  /** Tasks run. */
  turns = 0;
  readonly chance: Chance;
  #ready: Task[] = [];
  #timers: Timer[] = [];
  #made = 0;
  #held = 0;
  #running = false;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  /** By the owner's own clock, ms since 1970. */
  now(owner: Owner = this.current): number {
    return BEGINNING + Math.floor(this.time) + owner.skew;
  }

  post(owner: Owner, run: () => void): void {
    this.#ready.push({ owner, run });
  }

  /** Runs it after `delay` ms, unless its owner is dead by then. */
  after(delay: number, owner: Owner, run: () => void): number {
    this.#made += 1;
    const timer: Timer = { id: this.#made, order: this.#made, due: this.time + Math.max(0, delay), owner, run };
    const place = this.#timers.findIndex(({ due }) => due > timer.due);
    this.#timers.splice(place < 0 ? this.#timers.length : place, 0, timer);
    return timer.id;
  }

  cancel(id: number): void {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  }

  /** Runs `tasks` tasks, or fewer when nothing is left to do before `until` ms of the world's time. Resolves to whether the budget was used up. */
  async run(tasks: number, until = Infinity): Promise<boolean> {
    if (this.#running) throw new Error('two loops would run tasks between the promises of each other');
    this.#running = true;
    try {
      return await this.#run(tasks, until);
    } finally {
      this.#running = false;
    }
  }

  async #run(tasks: number, until: number): Promise<boolean> {
    await hop();
    for (let left = tasks; left > 0; left--) {
      if (this.#ready.length === 0 && !this.#passTime(until)) return false;
      const task = this.#next();
      this.turns += 1;
      this.current = task.owner;
      task.owner.turn?.();
      task.run();
      do await hop(); while (this.#held > 0);
    }
    return true;
  }

  /** Work on another thread: nothing else happens until it is done. */
  hold<T>(work: Promise<T>): Promise<T> {
    this.#held += 1;
    return work.finally(() => { this.#held -= 1; });
  }

  /** Lets at least `span` ms pass, with everything that happens in them. */
  async pass(span: number, tasks = 1_000_000): Promise<void> {
    const end = this.time + span;
    await this.run(tasks, end);
    this.time = Math.max(this.time, end);
  }

  #passTime(until: number): boolean {
    for (;;) {
      const [first] = this.#timers;
      if (!first || first.due > until) return false;
      this.#timers.shift();
      this.time = Math.max(this.time, first.due);
      if (first.owner.dead) continue;
      this.#ready.push(first);
      return true;
    }
  }

  #next(): Task {
    const { chance } = this;
    let place = 0;
    if (this.#ready.length > 1 && chance.next() < 0.4) {
      const other = this.#ready[chance.whole(0, Math.min(this.#ready.length, 8) - 1)];
      place = this.#ready.findIndex(({ owner }) => owner === other?.owner);
    }
    const [task] = this.#ready.splice(place, 1);
    if (!task) throw new Error('no task');
    return task;
  }

  /** Puts this world's time, chance and event loop in the place of the machine's. Gives what puts them back. */
  install(): () => void {
    const world = this;
    const put = (name: string, value: unknown): void => void Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
    put('setImmediate', (run: () => void) => world.post(world.current, run));
    put('setTimeout', (run: () => void, delay = 0) => world.after(delay, world.current, run));
    put('clearTimeout', (id: number | undefined) => { if (id !== undefined) world.cancel(id); });
    put('structuredClone', cloneStored);
    Date.now = () => world.now();
    Math.random = () => world.chance.next();
    console.warn = () => undefined;
    console.error = () => undefined;
    return () => {
      put('setImmediate', real.setImmediate);
      put('setTimeout', real.setTimeout);
      put('clearTimeout', real.clearTimeout);
      put('structuredClone', real.structuredClone);
      Object.assign(Date, { now: real.now });
      Object.assign(Math, { random: real.random });
      Object.assign(console, { warn: real.warn, error: real.error });
    };
  }
}
