import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { backUp, restore } from '../../server/backup.js';
import { closeDatabase, openDatabase } from '../../server/database.js';
import { createPairingCode, pair } from '../../server/pairing.js';
import { PROTOCOL } from '../../domain/wire.js';
import { openFolder } from '../folder.js';
import { pairRequest, makeKeys } from './device.js';
import { seedShop, SHOP } from './shop.js';

const NOW = new Date('2026-11-23T01:00:00.000Z');

/** Pairs a new device with the register; gives the link's number. */
async function nextLink(data: string): Promise<number> {
  const db = await openDatabase(data);
  const { code } = await createPairingCode(db, SHOP.register, NOW);
  const { reply } = await pair(db, { ...await pairRequest(code, await makeKeys()).json(), protocol: PROTOCOL }, '192.0.2.7', NOW);
  await closeDatabase(db);
  return reply.link;
}

/** A backup with one link, a shop with three, and what becomes of the shop before the restore; gives the link that is made after it. */
async function linkAfterRestore(meanwhile: (target: string) => void, into = 'stopped', source = 'backup.db'): Promise<number> {
  const folder = openFolder();
  const data = join(folder.path, 'data');
  const db = await openDatabase(data);
  await seedShop(db, NOW);
  await closeDatabase(db);
  await nextLink(data);
  const again = await openDatabase(data);
  await backUp(again, join(folder.path, 'backup.db'));
  await closeDatabase(again);
  for (let n = 0; n < 2; n++) await nextLink(data);
  // The files of this process stay open for a while: a copy is what a panel that has ended leaves.
  cpSync(join(data, 'holdfast.db'), join(folder.path, 'stopped', 'holdfast.db'));
  meanwhile(join(folder.path, 'stopped', 'holdfast.db'));
  await restore(join(folder.path, into), join(folder.path, source), NOW);
  const link = await nextLink(join(folder.path, into));
  folder.close();
  return link;
}

test('after a restore the next link goes on above those of the shop that was there', async () => {
  assert.is(await linkAfterRestore(() => undefined), 4);
});

test('after a restore the pairings made since the backup are there, ended: only their keys vouch for what those devices still have', async () => {
  const folder = openFolder();
  const data = join(folder.path, 'data');
  const db = await openDatabase(data);
  await seedShop(db, NOW);
  await backUp(db, join(folder.path, 'backup.db'));
  await closeDatabase(db);
  await nextLink(data);
  cpSync(join(data, 'holdfast.db'), join(folder.path, 'stopped', 'holdfast.db'));
  const keyOf = async (from: string) => {
    const opened = await openDatabase(from);
    const rows = await opened.selectFrom('links').select(['link', 'signing_key', 'ended_at']).execute();
    await closeDatabase(opened);
    return rows;
  };
  const [before] = await keyOf(data);
  await restore(join(folder.path, 'stopped'), join(folder.path, 'backup.db'), NOW);
  assert.equal(await keyOf(join(folder.path, 'stopped')), [{ ...before, ended_at: NOW.toISOString() }]);
  folder.close();
});

test('after a restore over a shop that cannot be read it goes on far above those of the backup', async () => {
  assert.is(await linkAfterRestore((target) => writeFileSync(target, 'nothing to read here '.repeat(500))), 28);
});

test('on another machine too', async () => {
  assert.is(await linkAfterRestore(() => undefined, 'elsewhere'), 28);
});

test('the file of a shop that was closed can be restored as it is', async () => {
  assert.is(await linkAfterRestore(() => undefined, 'elsewhere', 'stopped/holdfast.db'), 30);
});

test.run();
