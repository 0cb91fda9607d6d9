import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../../../server/connection.js';
import { closeDatabase, openDatabase, type Database } from '../../../server/database.js';
import { COMMAND_LINE } from '../../../server/audit.js';
import { createPanel, type Panel } from '../../../server/server.js';
import { takeInFile } from '../../../server/take-in.js';
import { seedShop, SHOP } from '../../server/shop.js';
import type { Tally } from './tally.js';
import { BEGINNING, type Owner, type World } from './world.js';

/** The ids of the registers in the simulated shop. */
export const REGISTERS = [SHOP.register, SHOP.otherRegister, 'register-3'] as const;

/** In memory where the system has a folder there; the database is a real file all the same. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The shop's database as it is before anything is sold, made once in a process. */
let shop: Promise<Buffer> | undefined;

async function makeShop(): Promise<Buffer> {
  const folder = mkdtempSync(join(SCRATCH, 'holdfast-shop-'));
  const now = new Date(BEGINNING);
  const db = await openDatabase(folder, () => now);
  await seedShop(db, now);
  await db.insertInto('registers').values({ id: REGISTERS[2], name: 'Garden', code: 'T3', outlet_id: SHOP.outlet, idle_minutes: 0, created_at: now.toISOString() }).execute();
  await closeDatabase(db);
  const bytes = readFileSync(join(folder, 'holdfast.db'));
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Resolves when the shop is there: do it before a world's clock is installed. */
export const prepareShop = async (): Promise<void> => { shop ??= makeShop(); await shop; };

interface Running {
  readonly db: Database;
  readonly panel: Panel;
  /** Its end of the file; set by its first statement. */
  connection: Connection | null;
  killed: boolean;
}

/** The control panel: the real one, on a real database file; its process can be killed at any statement and its disk be full. */
export class SimulatedPanel implements Owner {
  readonly name = 'panel';
  readonly dead = false;
  skew = 0;
  readonly #world: World;
  readonly #tally: Tally;
  readonly #folder: string;
  #running: Running | null = null;
  readonly #killed = new WeakSet<Connection>();
  /** Statements until the process is killed; null: it lives. */
  #killIn: number | null = null;
  #downFor = 0;
  /** Writes that the disk has no room for. */
  #full = 0;

  private constructor(world: World, tally: Tally, folder: string) {
    this.#world = world;
    this.#tally = tally;
    this.#folder = folder;
  }

  static async open(world: World, tally: Tally): Promise<SimulatedPanel> {
    const folder = mkdtempSync(join(SCRATCH, 'holdfast-panel-'));
    mkdirSync(join(folder, 'files'));
    writeFileSync(join(folder, 'holdfast.db'), await (shop ??= makeShop()));
    const panel = new SimulatedPanel(world, tally, folder);
    await panel.start();
    return panel;
  }

  /** The database of the process that runs. Throws when none does. */
  get db(): Database {
    if (!this.#running) throw new Error('the panel is down');
    return this.#running.db;
  }

  get isUp(): boolean {
    return this.#running !== null;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    const now = (): Date => new Date(this.#world.now(this));
    const silent = (): void => undefined;
    const db = await openDatabase(this.#folder, now);
    const files = join(this.#folder, 'files');
    this.#running = { db, panel: createPanel({ db, register: files, panel: files, log: { debug: silent, info: silent, warn: silent, error: silent }, now }), connection: null, killed: false };
  }

  /** What the process answers; null: nothing, because it is down or was killed meanwhile. */
  async handle(request: Request): Promise<Response | null> {
    const running = this.#running;
    if (!running) return null;
    const response = await running.panel.handle(request, { address: '192.0.2.1', secure: false });
    return running.killed ? null : response;
  }

  /** Kills the process after so many more statements, and starts it again `down` ms later. */
  killAfter(statements: number, down: number): void {
    this.#killIn = statements;
    this.#downFor = down;
    if (statements === 0) this.#kill();
  }

  fillDisk(writes: number): void {
    this.#full = writes;
  }

  /** No more faults from here on. */
  /** Somebody has the panel take in a register's file. */
  async takeIn(text: string): Promise<void> {
    const nothing = (): void => undefined;
    await takeInFile({ db: this.db, now: () => new Date(this.#world.now(this)), log: { debug: nothing, info: nothing, warn: nothing, error: nothing } }, new TextEncoder().encode(text), { who: COMMAND_LINE });
  }

  async heal(): Promise<void> {
    this.#killIn = null;
    this.#full = 0;
    await this.start();
  }

  #kill(): void {
    this.#killIn = null;
    const running = this.#running;
    if (!running) return;
    running.killed = true;
    this.#running = null;
    if (running.connection) this.#killed.add(running.connection);
    const inTransaction = running.connection ? rollBack(running.connection) : false;
    this.#tally.count(inTransaction ? 'panel killed in a transaction' : 'panel killed between requests');
    running.connection?.close();
    this.#world.after(this.#downFor, this, () => void this.#world.hold(this.start()));
  }

  /** Before each statement of any process on any database file. Throws what the machine would do to it. */
  statement(connection: Connection, sql: string): void {
    if (this.#killed.has(connection)) throw new Error('this process has been killed');
    const running = this.#running;
    if (!running) return;
    running.connection ??= connection;
    if (this.#killIn !== null && --this.#killIn <= 0) {
      this.#kill();
      throw new Error('this process has been killed');
    }
    if (this.#full > 0 && /^(insert|update|commit)/i.test(sql)) {
      this.#full -= 1;
      this.#tally.count('panel’s disk full');
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    }
  }

  async close(): Promise<void> {
    if (this.#running) await closeDatabase(this.#running.db);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What the database does by itself when it is opened after a kill. Gives whether there was anything to roll back. */
function rollBack(connection: Connection): boolean {
  try {
    prepare.call(connection, 'rollback').run([]);
    return true;
  } catch {
    return false;
  }
}

const { prepare } = Connection.prototype;

/** Lets a panel see each statement before the file does. @returns what undoes it. */
export function watchStatements(panel: SimulatedPanel): () => void {
  Connection.prototype.prepare = function (sql) {
    panel.statement(this, sql);
    return prepare.call(this, sql);
  };
  return () => { Connection.prototype.prepare = prepare; };
}
