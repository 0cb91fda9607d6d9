import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { PROTOCOL } from '../../domain/wire.js';
import type { Device } from '../server/device.js';
import { fileOf, ledger, sealMany } from '../server/files.js';
import { openPanel, refusalOf, type OpenPanel } from '../server/fixture.js';
import { addressOf, install } from '../server/installed.js';
import { addPerson, type Person } from '../server/office.js';
import { openSmallDisk } from './small-disk.js';

interface Crowded {
  readonly panel: OpenPanel;
  readonly device: Device;
  readonly mary: Person;
  /** Sealed, in batches of 20; those before `taken` were recorded before the disk was full. */
  readonly batches: readonly (readonly SealedSale[])[];
  readonly taken: number;
}

/** Sends batch after batch until there is no room for one more. */
async function crowd(panel: OpenPanel): Promise<Crowded> {
  const [device, mary] = [await panel.pairedDevice(), await addPerson(panel, 'manager')];
  await device.manifest();
  const batches: SealedSale[][] = [];
  for (let i = 0; i < 60; i++) batches.push(await sealMany(panel, device, 20));
  let taken = 0;
  for (const sales of batches) {
    const response = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
    await response.text();
    if (response.status !== 200) break;
    taken++;
  }
  if (taken === 0 || taken === batches.length) throw new Error(`the disk is not small: ${taken} batches were taken`);
  return { panel, device, mary, batches, taken };
}

/** What must hold while there is no room, and when there is some again. */
async function holdOut(crowded: Crowded, makeRoom: () => Promise<void> | void): Promise<void> {
  const { panel, device, mary, batches, taken } = crowded;
  const recorded = batches.slice(0, taken).flat();
  await refuses(crowded);
  assert.equal(await ledger(panel), recorded, 'something was half recorded');
  // Long enough for what is written by the way: when the register was heard of, how long the session lasts, how long documents are kept.
  panel.wait(2 * 3600_000);
  for (const path of ['ping', 'sync/manifest']) assert.is((await device.fetch('GET', path)).status, 200, path);
  for (const path of ['sales', 'sales/1', 'registers', 'products', 'sales.csv']) {
    const response = await mary.ask('GET', path);
    assert.is(response.status, 200, path);
    await response.text();
  }
  await makeRoom();
  for (const sales of batches) assert.ok((await device.send(sales)).every(({ result }) => result === 'recorded'));
  assert.equal(await ledger(panel), batches.flat());
  const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(panel.db);
  assert.equal(rows, [{ integrity_check: 'ok' }]);
}

/** Every batch is told to come again later, as is a file; the log has the reason. */
async function refuses({ panel, device, mary, batches, taken }: Crowded): Promise<void> {
  for (const sales of batches.slice(taken, taken + 5)) {
    const response = await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
    assert.is(response.headers.get('Retry-After'), '30');
    const { status, code, message } = await refusalOf(response);
    assert.equal([status, code], [503, 'busy']);
    assert.match(message, /^The control panel’s disk is full: nothing was done\. Free some space/);
  }
  const file = await mary.ask('POST', 'take-in', fileOf(device, batches.slice(taken).flat()), { 'Content-Type': 'application/x-ndjson' });
  assert.equal([file.status, file.headers.get('Retry-After')], [503, '30']);
  assert.ok(panel.logged.some(({ level, particulars }) => level === 'error' && 'err' in particulars && (particulars.err as { code?: string }).code === 'SQLITE_FULL'));
}

test('with its database at the limit of pages the panel takes nothing half, goes on reading, and takes everything when there is room', async () => {
  const panel = await openPanel();
  const pages = async (name: string): Promise<number> => Object.values((await sql<Record<string, number>>`PRAGMA ${sql.raw(name)}`.execute(panel.db)).rows[0] ?? {})[0] ?? 0;
  await pages(`max_page_count = ${await pages('page_count') + 60}`);
  await holdOut(await crowd(panel), async () => void await pages('max_page_count = 1000000'));
  await panel.close();
});

const disk = openSmallDisk('3m');
if (disk) {
  test('on a disk that is full the panel takes nothing half, goes on reading, and takes everything when there is room', async () => {
    const panel = await openPanel(disk.path);
    try {
      await holdOut(await crowd(panel), () => disk.enlarge());
    } finally {
      await panel.close();
      disk.close();
    }
  });

  test('a log that finds no room stops nothing', async () => {
    const small = openSmallDisk('1m');
    const installed = await install();
    if (!small) throw new Error('a second disk could not be mounted');
    const log = openSync(join(small.path, 'log'), 'w');
    writeFileSync(join(small.path, 'rest'), Buffer.alloc(1024 * 1024 - 8192));
    const program = installed.start({ LOG_LEVEL: 'info' }, log);
    await program.says('Ctrl+C');
    for (let i = 0; i < 100; i++) assert.is((await fetch(`${addressOf(program)}/health`)).status, 200);
    assert.is(statSync(join(small.path, 'log')).size, 8192);
    program.child.kill('SIGTERM');
    assert.is(await program.ended, 0);
    closeSync(log);
    small.close();
    installed.close();
  });
} else {
  console.log('note: no small disk may be mounted here; the test of a disk that is really full is left out');
}

test.run();
