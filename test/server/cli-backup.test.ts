import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openFolder, type Folder } from '../folder.js';
import { Connection } from '../../server/connection.js';
import { assertSentence, holdfast, onPanel } from './command-line.js';
import { saleOf } from './device.js';
import { openPanel } from './fixture.js';

/** A shop that nobody has open, and a backup of it. */
interface Shop {
  readonly folder: Folder;
  readonly data: string;
  readonly backup: string;
}

/** Made once by the command line, because a process is slow to start; each test gets a copy. */
const original = openFolder();
process.on('exit', () => original.close());
const made = holdfast(['add-register', 'Before'], join(original.path, 'data')).then(() => holdfast(['backup', join(original.path, 'backup.db')], join(original.path, 'data')));

async function openShop(): Promise<Shop> {
  await made;
  const folder = openFolder();
  cpSync(original.path, folder.path, { recursive: true });
  return { folder, data: join(folder.path, 'data'), backup: join(folder.path, 'backup.db') };
}

/** The names of a database's registers. */
function registersIn(file: string): unknown[] {
  const connection = new Connection(file, 0);
  const rows = connection.rows('SELECT name FROM registers ORDER BY code');
  connection.close();
  return rows.map((row) => row['name']);
}

test('backup writes a whole copy while the panel runs', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  await device.send([await device.seal(saleOf(panel.now()))]);
  const file = join(panel.folder, 'backup.db');
  const { code, err } = await onPanel(panel, 'backup', file);
  assert.equal([code, err, registersIn(file)], [0, `${file} holds 1 sales and 3 products, and was checked.\n`, ['Front counter', 'Back counter']]);
  await panel.close();
});

test('a backup is for this user’s eyes only', async () => {
  const panel = await openPanel();
  const file = join(panel.folder, 'backup.db');
  await onPanel(panel, 'backup', file);
  assert.is(statSync(file).mode & 0o777, 0o600);
  await panel.close();
});

test('a backup leaves nothing else behind', async () => {
  const panel = await openPanel();
  const before = readdirSync(panel.folder);
  await onPanel(panel, 'backup', join(panel.folder, 'backup.db'));
  assert.equal(readdirSync(panel.folder).sort(), [...before, 'backup.db'].sort());
  await panel.close();
});

test('backup writes over no file', async () => {
  const panel = await openPanel();
  const file = join(panel.folder, 'backup.db');
  writeFileSync(file, 'mine');
  const { code, err } = await onPanel(panel, 'backup', file);
  assert.equal([code, err, readFileSync(file, 'utf8')], [1, `${file} exists: it was left as it is. Take another name.\n`, 'mine']);
  await panel.close();
});

test('a backup into a folder that is not there is told in one sentence', async () => {
  const panel = await openPanel();
  const { code, err } = await onPanel(panel, 'backup', join(panel.folder, 'no', 'backup.db'));
  assert.is(code, 1);
  assertSentence(err);
  await panel.close();
});

test('restore brings the shop of the backup, and keeps the one that was there beside it', async () => {
  const { folder, data, backup } = await openShop();
  await holdfast(['add-register', 'After'], data);
  const { code } = await holdfast(['restore', backup], data);
  const aside = readdirSync(data).find((name) => name.startsWith('holdfast-before-')) ?? '';
  assert.equal([code, registersIn(join(data, 'holdfast.db')), registersIn(join(data, aside))], [0, ['Front counter', 'Before'], ['Front counter', 'Before', 'After']]);
  folder.close();
});

test('the backup that was restored is as it was', async () => {
  const { folder, data, backup } = await openShop();
  const before = readFileSync(backup);
  await holdfast(['restore', backup], data);
  await holdfast(['add-register', 'After'], data);
  assert.ok(readFileSync(backup).equals(before));
  folder.close();
});

test('restore needs no shop that was there before', async () => {
  const { folder, backup } = await openShop();
  const fresh = join(folder.path, 'fresh');
  assert.is((await holdfast(['restore', backup], fresh)).code, 0);
  assert.equal([registersIn(join(fresh, 'holdfast.db')), readdirSync(fresh).filter((name) => name.includes('before'))], [['Front counter', 'Before'], []]);
  folder.close();
});

test('restore does nothing while the panel runs', async () => {
  const panel = await openPanel();
  const file = join(panel.folder, 'backup.db');
  await onPanel(panel, 'backup', file);
  const before = readdirSync(join(panel.folder, 'data')).sort();
  const { code, err } = await onPanel(panel, 'restore', file);
  assert.is(code, 1);
  assert.match(err, /is in use: stop the control panel first\. Nothing was changed\.\n$/);
  assert.equal(readdirSync(join(panel.folder, 'data')).sort(), before);
  await panel.close();
});

for (const [what, damage, said] of [
  ['a text', () => Buffer.from('not a database, but long enough to be read as a header of one: '.repeat(20)), /is no Holdfast database/],
  ['a backup that is cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2), /is damaged/],
  ['a backup with a page of zeros', (whole: Buffer) => Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(16_384), whole.subarray(24_576)]), /is damaged/],
] as const) {
  test(`restore does not take ${what}`, async () => {
    const { folder, data, backup } = await openShop();
    writeFileSync(backup, damage(readFileSync(backup)));
    const { code, err } = await holdfast(['restore', backup], data);
    assert.is(code, 1);
    assert.match(err, said);
    assertSentence(err);
    assert.equal([registersIn(join(data, 'holdfast.db')), readdirSync(data).filter((name) => name.includes('before') || name.endsWith('.part'))], [['Front counter', 'Before'], []]);
    folder.close();
  });
}

test('restore does not take a backup of a newer version', async () => {
  const { folder, data, backup } = await openShop();
  const connection = new Connection(backup, 0);
  connection.script(`INSERT INTO migrations (number, name, applied_at) VALUES (999, 'to come', '2030-01-01')`);
  connection.close();
  const { code, err } = await holdfast(['restore', backup], data);
  assert.is(code, 1);
  assert.match(err, /newer version/);
  folder.close();
});

for (const [what, damage] of [
  ['is no database any more', () => Buffer.from('not a database, but long enough to be read as a header of one: '.repeat(20))],
  ['lost its first page', (whole: Buffer) => Buffer.concat([Buffer.alloc(4096), whole.subarray(4096)])],
  ['has nonsense in its first page', (whole: Buffer) => Buffer.concat([whole.subarray(0, 100), Buffer.alloc(3996, 0xff), whole.subarray(4096)])],
  ['is cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
] as const) {
  test(`restore takes the place of a shop that ${what}, and keeps that as it was`, async () => {
    const { folder, data, backup } = await openShop();
    const target = join(data, 'holdfast.db');
    writeFileSync(target, damage(readFileSync(target)));
    const damaged = readFileSync(target);
    const { code } = await holdfast(['restore', backup], data);
    assert.equal([code, registersIn(target)], [0, ['Front counter', 'Before']]);
    const aside = readdirSync(data).find((name) => /^holdfast-before-.*\.db$/.test(name)) ?? '';
    // The number in the header says only which journal it has.
    assert.ok(readFileSync(join(data, aside)).subarray(100).equals(damaged.subarray(100)));
    folder.close();
  });
}

/** A shop whose panel died: what came last is in its log. Gives the folder of its two files. */
async function diedPanel(folder: Folder): Promise<string> {
  const panel = await openPanel(folder.path);
  await panel.db.insertInto('audit').values({ at: '', who: 'x', what: 'last thing', detail: '{}' }).execute();
  const died = join(folder.path, 'died');
  mkdirSync(died);
  for (const name of ['holdfast.db', 'holdfast.db-wal']) cpSync(join(panel.folder, 'data', name), join(died, name));
  await panel.close();
  return died;
}

test('restore does not play a log that was left over into the backup, and keeps it', async () => {
  const { folder, backup } = await openShop();
  const died = await diedPanel(folder);
  const log = readFileSync(join(died, 'holdfast.db-wal'));
  rmSync(join(died, 'holdfast.db'));
  const { code } = await holdfast(['restore', backup], died);
  assert.equal([code, registersIn(join(died, 'holdfast.db'))], [0, ['Front counter', 'Before']]);
  const aside = readdirSync(died).find((name) => /^holdfast-before-.*-wal$/.test(name)) ?? '';
  assert.ok(readFileSync(join(died, aside)).equals(log));
  folder.close();
});

test('restore does not take a database whose last sales are in a log beside it', async () => {
  const { folder, data } = await openShop();
  const died = await diedPanel(folder);
  const before = readdirSync(data);
  const { code, err } = await holdfast(['restore', join(died, 'holdfast.db')], data);
  assert.is(code, 1);
  assert.match(err, /still in its log/);
  assertSentence(err);
  assert.equal([readdirSync(data), registersIn(join(data, 'holdfast.db'))], [before, ['Front counter', 'Before']]);
  folder.close();
});

test('restore of a file that is not there is told in one sentence, and makes nothing', async () => {
  const folder = openFolder();
  const { code, err } = await holdfast(['restore', join(folder.path, 'backup.db')], join(folder.path, 'data'));
  assert.equal([code, existsSync(join(folder.path, 'data'))], [1, false]);
  assertSentence(err);
  folder.close();
});

test.run();
