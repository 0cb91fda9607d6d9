import { Queue } from 'workbox-background-sync';
import type { Notice } from '../../../domain/local.js';
import { openQueue } from '../../../sw/queue.js';
import * as seldom from '../../../sw/seldom.js';
import { openStore } from '../../../sw/store.js';
import { openTill, type Till } from '../../sw/whole.js';
import type { Browser } from './browser.js';
import { abortTransaction, type StorageFault, type StorageUser } from './storage.js';

export const BASE = 'http://panel.test/register/';

/** The worker that asked has been stopped: what the page sees as a network error. */
export class Stopped extends Error {
  constructor() {
    super('the worker has been stopped');
  }
}

interface SyncEvent {
  readonly tag: string;
  readonly lastChance: boolean;
  waitUntil(work: Promise<unknown>): void;
}

/**
 * One life of a register's service worker, from its start to its stop: the real till over this register's storage.
 * After the stop nothing it does has any effect: its transactions are aborted, its locks are free, no reply comes.
 */
export class Life implements StorageUser {
  readonly name: string;
  readonly register: Browser;
  readonly till: Till;
  dead = false;
  readonly #listeners: ((event: SyncEvent) => void)[] = [];
  readonly #transactions = new Set<IDBTransaction>();
  readonly #open = new Set<() => void>();
  /** Commits until it is stopped, between the disk and the answer; null: it is not. */
  #stopAfterCommits: number | null = null;
  #stopAfterTurns: number | null = null;

  constructor(register: Browser, name: string) {
    this.register = register;
    this.name = name;
    const { world } = register;
    const before = world.current;
    world.current = this;
    // A worker that starts has a new global scope: nobody has used the queue's name in it.
    (Queue as unknown as { _queueNames: Set<string> })._queueNames.clear();
    Object.assign(globalThis, {
      self: globalThis, registration: { scope: BASE, sync: { register: async (tag: string) => this.dead ? undefined : register.syncRegistered(tag) } },
      addEventListener: (type: string, listener: (event: SyncEvent) => void) => { if (type === 'sync') this.#listeners.push(listener); },
    });
    this.till = openTill(register.names, BASE, {
      network: register.wire.of(this), openStore, openQueue, locks: register.locks.of(this), caches: register.caches(this), seldom: async () => seldom, version: '0123456789ab', storage: async () => 'persistent',
      announce: (notice: Notice) => { if (!this.dead) register.heard(notice); },
      now: Date.now, random: Math.random,
    });
    world.current = before;
    // What sw/index.ts does at a worker's first fetch.
    this.do(() => this.till.start()).catch(() => undefined);
  }

  get skew(): number {
    return this.register.skew;
  }

  /** Runs a verb in this worker. Rejects with {@link Stopped} when it is stopped before the answer. */
  do<T>(verb: () => Promise<T>): Promise<T> {
    const { world } = this.register;
    return new Promise((resolve, reject) => {
      const stopped = (): void => world.post(this.register, () => reject(new Stopped()));
      if (this.dead) return stopped();
      this.#open.add(stopped);
      const answer = (tell: () => void) => (): void => {
        if (!this.#open.delete(stopped)) return;
        world.post(this.register, tell);
      };
      world.post(this, () => {
        if (this.dead) return;
        verb().then((value) => answer(() => resolve(value))(), (error: unknown) => answer(() => reject(error))());
      });
    });
  }

  /** The browser says that there is a network, to whom it may concern. */
  sync(tag: string): void {
    this.register.world.post(this, () => {
      for (const listener of this.dead ? [] : this.#listeners) {
        listener({ tag, lastChance: false, waitUntil: (work) => void work.catch(() => this.register.syncFailed(tag)) });
      }
    });
  }

  stop(): void {
    if (this.dead) return;
    this.dead = true;
    for (const transaction of this.#transactions) abortTransaction(transaction);
    this.register.locks.release(this);
    for (const stopped of this.#open) stopped();
    this.#open.clear();
    this.register.ended(this);
  }

  /** Stops it when so many more of its writes are on the disk, before it hears of the last. */
  stopAfterCommits(commits: number): void {
    this.#stopAfterCommits = commits;
  }

  /** Stops it after so many more of its turns: at any `await` of its code. */
  stopAfterTurns(turns: number): void {
    this.#stopAfterTurns = turns;
  }

  /** No stop is to come any more. */
  spare(): void {
    this.#stopAfterCommits = null;
    this.#stopAfterTurns = null;
  }

  turn(): void {
    if (this.#stopAfterTurns === null || --this.#stopAfterTurns > 0) return;
    this.#stopAfterTurns = null;
    this.register.tally.count('worker stopped at an await');
    this.stop();
  }

  nextWrite(): StorageFault | null {
    return this.register.nextWrite();
  }

  begins(transaction: IDBTransaction): void {
    this.#transactions.add(transaction);
  }

  commits(transaction: IDBTransaction): void {
    this.#transactions.delete(transaction);
    if (transaction.mode === 'readonly' || this.#stopAfterCommits === null || --this.#stopAfterCommits > 0) return;
    this.register.tally.count('worker stopped between commit and answer');
    this.stop();
  }
}
