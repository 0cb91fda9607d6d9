import Libsql from 'libsql';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements kept ready. Preparing one anew costs three times what running it does. */
const KEPT = 200;

/**
 * The embedded database file as Kysely and migrations.ts use it. One connection, synchronous.
 * It stands between Kysely and libsql because of what libsql 0.5 does with a value that is not what it expects: a
 * boolean aborts the whole process, `undefined` and NaN become NULL, a text is cut at a NUL when it is read.
 */
export class Connection implements SqliteDatabase {
  readonly #file: Libsql.Database;
  readonly #kept = new Map<string, Libsql.Statement<unknown[]>>();
  readonly #rollBackStatement: SqliteStatement = {
    reader: false,
    all: () => [],
    run: () => {
      this.rollBack();
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  };

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
    if (sql === 'rollback') return this.#rollBackStatement;
    // A transaction that reads first and then writes would fail at once when another process wrote in between; taking the write lock at the start waits instead.
    const statement = this.#keep(sql === 'begin' ? 'begin immediate' : sql);
    return {
      reader: statement.reader,
      all: (values) => statement.all(bindable(values)),
      run: (values) => statement.run(bindable(values)),
      // Its own statement: a loop that is left early would leave the kept one in the middle.
      iterate: (values) => this.#file.prepare(sql).iterate(bindable(values)),
    };
  }

  close(): void {
    this.#kept.clear();
    this.#file.close();
  }

  #keep(sql: string): Libsql.Statement<unknown[]> {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const statement = this.#file.prepare(sql);
    // Bulk inserts have long texts that seldom come again in the same length.
    if (sql.length < 4000) this.#kept.set(sql, statement);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return statement;
  }
}

function bindable(values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
    if (value === null || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value)) || value instanceof Uint8Array) return value;
    throw new Error(`a value of type ${typeof value} cannot be stored`);
  });
}
