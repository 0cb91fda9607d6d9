import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sql } from 'kysely';
import { Connection } from './connection.js';
import { StartError, type Database } from './database.js';
import { carryLinksOver, linksOf, NO_LINKS, type Links } from './carry-over.js';
import { NEWEST, schemaNumber } from './migrations.js';

/** What is in a backup. */
export interface Contents {
  readonly sales: number;
  readonly products: number;
}

/**
 * Writes a consistent copy of the database to a new file while the control panel runs, checks it, and only then gives
 * it its name: a file of that name is always whole. Only this user can read it, because it holds password hashes.
 * Throws {@link StartError} when the file exists, cannot be written, or the copy is not sound.
 */
export async function backUp(db: Database, file: string): Promise<Contents> {
  const path = resolve(file);
  if (existsSync(path)) throw new StartError(`${path} exists: it was left as it is. Take another name.`);
  const copy = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await (await open(copy, 'wx', 0o600)).close();
    await sql`VACUUM INTO ${copy}`.execute(db);
    const contents = inspect(copy, path);
    await sync(copy);
    // A link fails where a rename would write over what came in between.
    await link(copy, path);
    await syncFolder(dirname(path));
    return contents;
  } catch (error) {
    throw said(error, path);
  } finally {
    await rm(copy, { force: true });
  }
}

/** What a restore did: where the database that was there before is now; null when there was none. */
export interface Restored extends Contents {
  readonly aside: string | null;
}

/**
 * Puts a backup in the database's place. The control panel must be stopped; the database that was there stays beside
 * it under another name. Throws {@link StartError} when the backup is not sound, or a program has the database open.
 */
export async function restore(dataDir: string, file: string, now: Date): Promise<Restored> {
  const source = resolve(file);
  const target = join(resolve(dataDir), 'holdfast.db');
  if (!existsSync(source)) throw new StartError(`${source} is not there: check the file’s name.`);
  refuseUnfolded(source);
  const copy = `${target}.${randomUUID().slice(0, 8)}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(source, copy);
    await chmod(copy, 0o600);
    const contents = inspect(copy, source);
    const aside = existsSync(target) ? asideName(target, now) : null;
    if (aside !== null) closeWriteAheadLog(target);
    withFile(copy, (backup) => carryLinksOver(backup, aside === null ? NO_LINKS : linksIn(target), now));
    await sync(copy);
    if (aside !== null) await link(target, aside);
    await moveLogs(target, aside ?? asideName(target, now));
    await rename(copy, target);
    await syncFolder(dirname(target));
    return { ...contents, aside };
  } catch (error) {
    throw said(error, target);
  } finally {
    await rm(copy, { force: true });
  }
}

/** None when it cannot be read: whatever is wrong with it must not stop the restore. */
function linksIn(path: string): Links {
  try {
    return withFile(path, linksOf);
  } catch {
    return NO_LINKS;
  }
}

function withFile<T>(path: string, work: (file: Connection) => T): T {
  const connection = new Connection(path, 0);
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

function asideName(target: string, now: Date): string {
  return `${target.slice(0, -3)}-before-${now.toISOString().replace(/[:.]/g, '-')}.db`;
}

/** A file whose newest sales are in a log beside it is not whole: copied alone, it would lose them. */
function refuseUnfolded(source: string): void {
  const log = `${source}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) return;
  throw new StartError(`${source} is no backup but a database whose last sales are still in its log ${log}: make a backup of it first (backup FILE --data FOLDER), and restore that. Nothing was changed.`);
}

/** A log that is left over, of a database that is damaged or gone, would be played into the backup. It goes where its database goes. */
async function moveLogs(target: string, aside: string): Promise<void> {
  for (const end of ['-wal', '-shm']) {
    if (existsSync(target + end)) await rename(target + end, aside + end);
  }
}

/** Reads all of a copy: is it sound, and ours? `path` is what it is called to people. */
function inspect(copy: string, path: string): Contents {
  const connection = new Connection(copy, 0);
  try {
    // First of all, while nobody else has it open: this one file stays the whole database.
    connection.rows('PRAGMA journal_mode = DELETE');
    const number = schemaNumber(connection);
    if (number === 0) throw new StartError(`${path} is no Holdfast database: nothing was changed.`);
    if (number > NEWEST) throw new StartError(`${path} is from a newer version of Holdfast: install that one first. Nothing was changed.`);
    const [check] = connection.rows('PRAGMA integrity_check');
    if (check?.['integrity_check'] !== 'ok') throw new StartError(`${path} is damaged (${String(check?.['integrity_check'])}): nothing was changed. Take another backup.`);
    return { sales: count(connection, 'ledger'), products: count(connection, 'products') };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'SQLITE_NOTADB') throw new StartError(`${path} is no Holdfast database: nothing was changed.`, { cause: error });
    if (code === 'SQLITE_CORRUPT') throw new StartError(`${path} is damaged: nothing was changed. Take another backup.`, { cause: error });
    throw error;
  } finally {
    connection.close();
  }
}

function count(connection: Connection, table: 'ledger' | 'products'): number {
  return Number(connection.rows(`SELECT count(*) AS n FROM ${table}`)[0]?.['n'] ?? 0);
}

/**
 * Folds the write-ahead log into the file, so that the file alone is the whole database. SQLite does so only for the
 * one program that has it open: that is how a running control panel is noticed.
 */
function closeWriteAheadLog(path: string): void {
  const connection = new Connection(path, 0);
  try {
    connection.rows('PRAGMA journal_mode = DELETE');
  } catch (error) {
    // Damaged: the very reason to restore. It goes aside as it is, with its log.
    if (isDamage(error)) return;
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error;
    throw new StartError(`The database ${path} is in use: stop the control panel first. Nothing was changed.`, { cause: error });
  } finally {
    connection.close();
  }
}

function isDamage(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** So that the new name is on the disk too. Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined).finally(() => handle.close());
}

function said(error: unknown, path: string): Error {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  const sentence = SENTENCES[code] ?? `failed (${error instanceof Error ? error.message : code}): look at the folder and the disk`;
  return new StartError(`${path} ${sentence}. Nothing was changed.`, { cause: error });
}

const SENTENCES: Readonly<Record<string, string>> = {
  EEXIST: 'exists: take another name',
  ENOENT: 'cannot be written, because its folder is not there: make the folder first',
  ENOTDIR: 'cannot be written, because its folder is a file: take another folder',
  EACCES: 'may not be written by this user: take another folder, or get the right to this one',
  EPERM: 'may not be written by this user: take another folder, or get the right to this one',
  EROFS: 'is on a disk that cannot be written: take another disk',
  ENOSPC: 'does not fit on the disk: free some space',
  SQLITE_FULL: 'does not fit on the disk: free some space',
  SQLITE_BUSY: 'could not be made, because another program keeps the database busy: try again',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
