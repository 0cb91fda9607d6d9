import type { Notice } from '../../../domain/local.js';
import { namesFor, type Names } from '../../../domain/names.js';
import { Life } from './life.js';
import { Locks } from './locks.js';
import type { SimulatedPanel } from './panel.js';
import type { StorageFault } from './storage.js';
import type { Tally } from './tally.js';
import { Wire } from './wire.js';
import type { Owner, World } from './world.js';

/** What everything in a schedule happens in. */
export interface Scene {
  readonly world: World;
  readonly panel: SimulatedPanel;
  readonly tally: Tally;
  /** Something that must never happen has happened. */
  readonly violation: (what: string) => void;
}

/** The browser of one register: its storage, locks, cookie and clock, and the workers that run in it. */
export abstract class Browser implements Owner {
  readonly dead = false;
  skew = 0;
  readonly id: string;
  readonly name: string;
  readonly names: Names;
  readonly world: World;
  readonly panel: SimulatedPanel;
  readonly tally: Tally;
  readonly wire: Wire;
  readonly locks: Locks;
  readonly violation: (what: string) => void;
  /** The workers of its two tabs; null: stopped. */
  readonly #lives: (Life | null)[] = [null, null];
  #started = 0;
  #writes: (StorageFault | null)[] = [];
  #syncTag: string | null = null;

  constructor(id: string, { world, panel, tally, violation }: Scene) {
    this.id = id;
    this.name = id;
    this.world = world;
    this.panel = panel;
    this.tally = tally;
    this.violation = violation;
    this.names = namesFor(id);
    this.wire = new Wire(world, panel, tally, violation);
    this.locks = new Locks(world);
  }

  /** A worker tells the pages. */
  abstract heard(notice: Notice): void;

  /** The worker behind a tab; one that was stopped is started. */
  life(tab: number): Life {
    const there = this.#lives[tab];
    if (there && !there.dead) return there;
    this.#started += 1;
    const life = new Life(this, `${this.name} worker ${this.#started}`);
    this.#lives[tab] = life;
    return life;
  }

  /** The worker behind a tab if it runs. */
  running(tab: number): Life | null {
    return this.#lives[tab] ?? null;
  }

  ended(life: Life): void {
    const tab = this.#lives.indexOf(life);
    if (tab >= 0) this.#lives[tab] = null;
  }

  caches(life: Life): Pick<CacheStorage, 'open' | 'delete'> {
    const never = <T>(value: T): Promise<T> => life.dead ? new Promise(() => undefined) : Promise.resolve(value);
    const empty = { match: async () => undefined, keys: async () => [] } as unknown as Cache;
    return { open: () => never(empty), delete: () => never(true) };
  }

  /** What goes wrong with the next writes, in order. */
  failWrites(faults: readonly (StorageFault | null)[]): void {
    this.#writes = [...this.#writes, ...faults];
  }

  healStorage(): void {
    this.#writes = [];
    for (const life of this.#lives) life?.spare();
  }

  nextWrite(): StorageFault | null {
    const fault = this.#writes.shift() ?? null;
    if (fault) this.tally.count(`storage: ${fault.replaceAll('-', ' ')}`);
    return fault;
  }

  syncRegistered(tag: string): void {
    this.#syncTag = tag;
  }

  syncFailed(tag: string): void {
    this.#syncTag = tag;
  }

  /** Background Sync's event, if one was asked for. */
  fireSync(tab: number): void {
    const tag = this.#syncTag;
    if (tag === null) return;
    this.#syncTag = null;
    this.tally.count('trigger: sync event');
    this.life(tab).sync(tag);
  }

  close(): void {
    for (const life of this.#lives) life?.stop();
  }
}
