import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Connection } from '../../server/connection.js';
import { closeDatabase, openDatabase } from '../../server/database.js';
import { createPairingCode } from '../../server/pairing.js';
import { pairDevice } from '../browser/panel-device.js';
import type { Program } from '../program.js';
import { saleOf, type Device } from '../server/device.js';
import { addressOf, install, type Installed } from '../server/installed.js';

/** Watches what a process asks of the system, into a file, until it is told to stop. Null where that is not permitted. */
async function watch({ child }: Program, file: string): Promise<{ stop(): Promise<void> } | null> {
  const strace: ChildProcess = spawn('strace', ['-f', '-y', '-s', '16', '-e', 'trace=fsync,fdatasync,pwrite64,write,writev,sendto', '-o', file, '-p', String(child.pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => strace.on('error', () => resolve()).on('close', () => resolve()));
  const attached = new Promise<boolean>((resolve) => {
    strace.stderr?.setEncoding('utf8').on('data', (text: string) => { if (text.includes('attached')) resolve(true); });
    void ended.then(() => resolve(false));
  });
  if (!await attached) return null;
  return { stop: () => { strace.kill('SIGINT'); return ended; } };
}

/** What was done to the write-ahead log and to the sockets, in order; the same several times in a row is one. */
function deeds(trace: string): string[] {
  const all = trace.split('\n').flatMap((line) => {
    if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) return ['written'];
    if (/(fsync|fdatasync)(\(\d+<[^>]*-wal>\)| resumed>\)) += 0$/.test(line)) return ['on the disk'];
    return /(write|writev|sendto)\(\d+<[^>]*>, .*"HTTP\/1\.1 200 /.test(line) ? ['answered'] : [];
  });
  return all.filter((deed, index) => deed !== all[index - 1]);
}

async function pairedWith({ dataDir }: Installed, url: string): Promise<Device> {
  const db = await openDatabase(dataDir);
  const { id } = await db.selectFrom('registers').select('id').executeTakeFirstOrThrow();
  const { code } = await createPairingCode(db, id, new Date());
  await closeDatabase(db);
  return pairDevice(url, code);
}

test('every batch is on the disk before it is answered, as the system itself has seen it', async () => {
  const installed = await install();
  const program = installed.start();
  await program.says('Ctrl+C');
  const device = await pairedWith(installed, `${addressOf(program)}/`);
  const file = join(installed.folder.path, 'trace');
  const watching = await watch(program, file);
  const other = new Connection(join(installed.dataDir, 'holdfast.db'), 5000);
  for (let i = 1; i <= 10; i++) {
    await device.send([await device.seal(saleOf(new Date())), await device.seal(saleOf(new Date()))]);
    assert.equal(other.rows('SELECT count(*) AS n FROM ledger'), [{ n: 2 * i }]);
  }
  other.close();
  await watching?.stop();
  program.kill();
  await program.ended;
  if (watching) assert.equal(deeds(readFileSync(file, 'utf8')), Array.from({ length: 10 }, () => ['written', 'on the disk', 'answered']).flat());
  else console.log('note: strace is not here or not permitted; that the disk comes before the answer is shown by the order of statements only');
  installed.close();
});

test.run();
