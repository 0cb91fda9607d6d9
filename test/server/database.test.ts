import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { closeDatabase, openDatabase, StartError } from '../../server/database.js';
import { MIGRATIONS, NEWEST } from '../../server/migrations.js';
import { openFolder, ROOT } from '../folder.js';
import { runNode } from '../program.js';

async function startError(dataDir: string): Promise<StartError> {
  const error: unknown = await openDatabase(dataDir).then(closeDatabase, (thrown: unknown) => thrown);
  if (!(error instanceof StartError)) throw new Error(`not a StartError: ${String(error)}`);
  return error;
}

test('the folder and the tables are made, with the durable settings', async () => {
  const folder = openFolder();
  const db = await openDatabase(join(folder.path, 'a', 'b'));
  const pragma = async (name: string) => Object.values((await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(db)).rows[0] ?? {})[0];
  assert.equal([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys'), await pragma('integrity_check')], ['wal', 2, 1, 'ok']);
  assert.ok(existsSync(join(folder.path, 'a', 'b', 'holdfast.db')));
  await closeDatabase(db);
  folder.close();
});

test('the steps of the schema are numbered from 1 without gaps', () => {
  assert.equal(MIGRATIONS.map(({ number }) => number), MIGRATIONS.map((_, index) => index + 1));
});

test('each step is taken once, and what was stored is there at the next start', async () => {
  const folder = openFolder();
  for (let start = 0; start < 3; start++) {
    const db = await openDatabase(folder.path, () => new Date(start));
    if (start === 0) await db.insertInto('outlets').values({ id: 'o', name: 'Harbour Street', address: '', phone: '' }).execute();
    assert.equal(await db.selectFrom('migrations').select(['number', 'applied_at']).execute(), MIGRATIONS.map(({ number }) => ({ number, applied_at: new Date(0).toISOString() })));
    assert.is((await db.selectFrom('outlets').select('name').executeTakeFirstOrThrow()).name, 'Harbour Street');
    await closeDatabase(db);
  }
  folder.close();
});

test('a program and the command line can start on a new database at once', async () => {
  const folder = openFolder();
  const all = await Promise.all([1, 2, 3].map(() => openDatabase(folder.path)));
  for (const db of all) assert.is((await db.selectFrom('migrations').selectAll().execute()).length, NEWEST);
  for (const db of all) await closeDatabase(db);
  folder.close();
});

test('once it is closed everything is in the one file', async () => {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  await db.insertInto('outlets').values({ id: 'o', name: 'Harbour Street', address: '', phone: '' }).execute();
  await closeDatabase(db);
  folder.write('copy/holdfast.db', '');
  writeFileSync(join(folder.path, 'copy', 'holdfast.db'), readFileSync(join(folder.path, 'holdfast.db')));
  const copy = await openDatabase(join(folder.path, 'copy'));
  assert.is((await copy.selectFrom('outlets').select('name').executeTakeFirstOrThrow()).name, 'Harbour Street');
  await closeDatabase(copy);
  folder.close();
});

test('a database from a newer version is refused and not touched', async () => {
  const folder = openFolder();
  const path = join(folder.path, 'holdfast.db');
  const file = new Libsql(path);
  file.exec(`CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, applied_at TEXT, by TEXT); INSERT INTO migrations VALUES (${NEWEST + 1}, 'later', '', '');`);
  file.close();
  const before = readFileSync(path);
  const { message } = await startError(folder.path);
  assert.match(message, new RegExp(`made by a newer version of Holdfast \\(its tables are at step ${NEWEST + 1}, this version knows ${NEWEST}\\): start the newer version, or restore a backup`));
  assert.equal(readFileSync(path), before);
  folder.close();
});

test('a file that is no database is refused and not touched', async () => {
  const folder = openFolder();
  folder.write('holdfast.db', 'Dear diary, '.repeat(1000));
  assert.match((await startError(folder.path)).message, 'is not a Holdfast database: move it away');
  assert.is(readFileSync(join(folder.path, 'holdfast.db'), 'utf8'), 'Dear diary, '.repeat(1000));
  folder.close();
});

test('a database that is damaged is said to be', async () => {
  const folder = openFolder();
  await closeDatabase(await openDatabase(folder.path));
  const path = join(folder.path, 'holdfast.db');
  const bytes = readFileSync(path);
  bytes.fill(0xaa, 100, bytes.length);
  writeFileSync(path, bytes);
  assert.match((await startError(folder.path)).message, 'is damaged: keep a copy of it, and restore the last backup');
  folder.close();
});

test('a folder where the database should be is refused', async () => {
  const folder = openFolder();
  mkdirSync(join(folder.path, 'holdfast.db'));
  assert.match((await startError(folder.path)).message, 'cannot be opened for writing');
  assert.ok(statSync(join(folder.path, 'holdfast.db')).isDirectory());
  folder.close();
});

test('a data folder that is a file, or below one, is refused', async () => {
  const folder = openFolder();
  folder.write('file', '');
  for (const path of ['file', 'file/data']) assert.match((await startError(join(folder.path, path))).message, 'is not a folder, because a file is in the way: move the file');
  folder.close();
});

test('a database that another program keeps locked is refused when the wait is over', async () => {
  const folder = openFolder();
  chmodSync(folder.path, 0o755);
  const other = new Libsql(join(folder.path, 'holdfast.db'));
  other.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE');
  assert.match((await startError(folder.path)).message, 'is being written by another program: end it');
  other.close();
  folder.close();
});

test('a value that the driver would choke on is an error, not a crash or a NULL', async () => {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  for (const value of [true, undefined, Number.NaN, {}, new Date(0)]) {
    const error: unknown = await sql`SELECT ${value} AS value`.execute(db).catch((thrown: unknown) => thrown);
    assert.match(String(error), 'cannot be stored');
  }
  await closeDatabase(db);
  folder.close();
});

test('a text with the sign NUL is read whole', async () => {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  await db.insertInto('outlets').values({ id: 'o', name: 'Harbour\0Street', address: '', phone: '' }).execute();
  assert.is((await db.selectFrom('outlets').select('name').executeTakeFirstOrThrow()).name, 'Harbour\ufffdStreet');
  await closeDatabase(db);
  folder.close();
});

test('two programs that read and then write do not fail each other, and lose nothing', async () => {
  const folder = openFolder();
  const db = await openDatabase(folder.path);
  await db.insertInto('attempts').values({ what: 'count', failures: 0, blocked_until: null }).execute();
  const program = join(ROOT, 'test', 'server', 'count-up.ts');
  const ends = await Promise.all([1, 2].map(() => runNode(['--import', 'tsx', program, folder.path, '200'], { cwd: ROOT })));
  assert.equal(ends.map(({ code, output }) => [code, output]), [[0, ''], [0, '']]);
  assert.is((await db.selectFrom('attempts').select('failures').executeTakeFirstOrThrow()).failures, 400);
  await closeDatabase(db);
  folder.close();
});

test.run();
