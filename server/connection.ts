import Libsql from 'libsql';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept ready. Preparing one anew costs three times what running it does. */
const KEPT = 200;
const WRITES = /^\s*(insert|update|delete|replace)\b/i;

/**
 * The embedded database file as Kysely and migrations.ts use it. One connection, synchronous.
 * It stands between Kysely and libsql because of what libsql 0.5 does with a value that is not what it expects: a
 * boolean aborts the whole process, `undefined` and NaN become NULL, a text is cut at a NUL when it is read.
 */
export class Connection implements SqliteDatabase {
  readonly #file: Libsql.Database;
  readonly #kept = new Map<string, SqliteStatement>();
  readonly #controls: ReadonlyMap<string, SqliteStatement> = new Map([
    ['begin', control(() => this.#begin())],
    ['commit', control(() => this.script('COMMIT'))],
    ['rollback', control(() => this.rollBack())],
  ]);

  /** Opens or creates the file. Throws libsql's error. */
  constructor(path: string, busyMilliseconds: number) {
    // libsql's own types leave its `timeout` option in seconds or milliseconds open; the pragma does not.
    this.#file = new Libsql(path);
    this.#file.pragma(`busy_timeout = ${busyMilliseconds}`);
  }

  /** Runs statements that take no values and give no rows. */
  script(sql: string): void {
    this.#file.exec(sql);
  }

  rows(sql: string, values: readonly unknown[] = []): Record<string, unknown>[] {
    return this.#file.prepare(sql).all(bindable(values)) as Record<string, unknown>[];
  }

  /** Ends the transaction, if there still is one: SQLite ends it itself when the disk is full, and a second end would be an error that hides the first. */
  rollBack(): void {
    if (this.#file.inTransaction) this.#file.exec('ROLLBACK');
  }

  prepare(sql: string): SqliteStatement {
    const ofTransactions = this.#controls.get(sql);
    if (ofTransactions) return ofTransactions;
    return this.#keep(sql);
  }

  close(): void {
    this.#kept.clear();
    this.#file.close();
  }

  /**
   * Takes the write lock at the start: a transaction that reads first would fail at once when another process wrote in
   * between. Never by a kept statement: one that meets SQLITE_BUSY stays in the middle and holds its old view of the
   * database, and every later write fails with SQLITE_BUSY_SNAPSHOT.
   */
  #begin(): void {
    this.script('BEGIN IMMEDIATE');
  }

  /** Runs a kept statement that writes only once the write lock is there, for the same reason. */
  #whole<T>(write: () => T): T {
    if (this.#file.inTransaction) return write();
    this.#begin();
    try {
      const result = write();
      this.script('COMMIT');
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  #keep(sql: string): SqliteStatement {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const statement = this.#ready(sql);
    // Bulk inserts have long texts that seldom come again in the same length.
    if (sql.length < 4000) this.#kept.set(sql, statement);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return statement;
  }

  #ready(sql: string): SqliteStatement {
    const statement = this.#file.prepare(sql);
    const run = <T>(work: () => T): T => (WRITES.test(sql) ? this.#whole(work) : work());
    return {
      reader: statement.reader,
      all: (values) => run(() => statement.all(bindable(values))),
      run: (values) => run(() => statement.run(bindable(values))),
      // Its own statement: a loop that is left early would leave the kept one in the middle.
      iterate: (values) => this.#file.prepare(sql).iterate(bindable(values)),
    };
  }
}

/** A statement that takes no values and gives no rows, run anew each time. */
function control(work: () => void): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    run: () => {
      work();
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  };
}

function bindable(values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
    if (value === null || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value)) || value instanceof Uint8Array) return value;
    throw new Error(`a value of type ${typeof value} cannot be stored`);
  });
}
