import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { Connection } from './connection.js';
import { migrate, NEWEST, schemaNumber } from './migrations.js';
import type { Tables } from './schema.js';

/** The control panel's database, or a transaction on it. Within a transaction use only the transaction: there is one connection. */
export type Database = Kysely<Tables>;

/** Why the control panel cannot start: one sentence with what to do. Not a fault of the program. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** How long a write waits for another process (the command line) that is writing. */
const BUSY = 5_000;

/**
 * Opens `<dataDir>/holdfast.db`, makes folder and tables when they are missing and brings older tables up to date.
 * Throws {@link StartError} when the folder cannot be used, or the file is no database or one of a newer version; then nothing was changed.
 */
export async function openDatabase(dataDir: string, now: () => Date = () => new Date()): Promise<Database> {
  const folder = resolve(dataDir);
  makeFolder(folder);
  const connection = openFile(join(folder, 'holdfast.db'));
  try {
    migrate(connection, now());
  } catch (error) {
    connection.close();
    throw unusable(join(folder, 'holdfast.db'), error);
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  // Kysely closes the file only if it has been used through it.
  await db.selectFrom('migrations').select('number').executeTakeFirst();
  return db;
}

/** Closes the file; its write-ahead log is folded in. */
export async function closeDatabase(db: Database): Promise<void> {
  // libsql lets go of the file only when the last statement is collected, which may be never.
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
  await db.destroy();
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`The data folder ${folder} ${folderTrouble(error)}.`, { cause: error });
  }
}

function folderTrouble(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'may not be written by this user: give the user the right to it, or set DATA_DIR to a folder that the user owns';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'is not a folder, because a file is in the way: move the file, or set DATA_DIR to another folder';
    case 'EROFS':
      return 'is on a disk that cannot be written: set DATA_DIR to a folder on another disk';
    default:
      return `cannot be made (${codeOf(error)}): set DATA_DIR to a folder that can`;
  }
}

function openFile(path: string): Connection {
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, BUSY);
    // Before anything that writes: even the journal mode of a newer version's file stays as it is.
    const number = schemaNumber(connection);
    if (number > NEWEST) throw newer(path, number);
    connection.rows('PRAGMA journal_mode = WAL');
    // A sale that was acknowledged is on the disk: FULL waits for it at every commit.
    connection.script('PRAGMA synchronous = FULL');
    // 16 MB: a batch of 200 sales changes more pages than the 2 MB of itself hold, and would write and read some of them twice.
    connection.script('PRAGMA cache_size = -16000');
    connection.script('PRAGMA foreign_keys = ON');
    return connection;
  } catch (error) {
    connection?.close();
    throw unusable(path, error);
  }
}

function newer(path: string, number: number): StartError {
  return new StartError(
    `The database ${path} was made by a newer version of Holdfast (its tables are at step ${number}, this version knows ${NEWEST}): `
    + 'start the newer version, or restore a backup from before the upgrade. Nothing was changed.',
  );
}

function unusable(path: string, error: unknown): Error {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB') {
    return new StartError(`The file ${path} is not a Holdfast database: move it away to start with an empty shop, or restore a backup over it. Nothing was changed.`, { cause: error });
  }
  if (code === 'SQLITE_CORRUPT') {
    return new StartError(`The database ${path} is damaged: keep a copy of it, and restore the last backup.`, { cause: error });
  }
  if (code === 'SQLITE_BUSY') {
    return new StartError(`The database ${path} is being written by another program: end it, and start again.`, { cause: error });
  }
  if (code === 'SQLITE_FULL') {
    return new StartError(`The disk with ${path} is full: free some space, and start again.`, { cause: error });
  }
  return new StartError(`The database ${path} cannot be opened for writing (${error instanceof Error ? error.message : code}): check who owns it and its folder.`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
