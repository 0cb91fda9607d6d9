import { get, set } from 'idb-keyval';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE } from '../domain/names.js';
import { freshName } from '../test/sw/browser-parts.js';
import { anySale } from '../test/sale.js';
import { ROOT } from '../test/folder.js';
import { SHOP } from '../test/server/shop.js';
import { pack } from '../test/fixtures/packing.js';
import { readDevice, sealOf, type DeviceRecord } from '../sw/device.js';
import { openJournal } from '../sw/journal.js';
import type { Pause } from '../sw/outbox.js';
import { openQueue } from '../sw/queue.js';
import { openStore } from '../sw/store.js';

/**
 * Writes test/fixtures/journal-v<N>.json: what a register of today has on its disk, by the worker's own code.
 * `node --import tsx tools/stored-form.ts <N>`. Run it once, when the stored form changes, with the next number; the
 * files of earlier forms stay, because registers with them are out there, and test/sw/stored-form.test.ts reads them all.
 *
 * Six sales: 1 and 2 acknowledged, 3 refused, 4 waiting after two failures, 5 and 6 waiting; a pause; the to-do list.
 * The keys in it are made for it, and have never signed anything else.
 */
async function main(version: string): Promise<void> {
  if (!/^\d+$/.test(version)) throw new Error('say which version of the stored form: a number');
  const use = openStore(freshName(), 'strict');
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const pinKey = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const record: DeviceRecord = { registerId: SHOP.register, name: 'Front counter', link: 1, series: 'T1', state: 'linked', signingKey: signing.privateKey, pinKey };
  await set('device', record, use);
  const device = await readDevice(use);
  if (!device) throw new Error('the device was not written');
  const journal = openJournal(use, (work) => work());
  const queue = openQueue('holdfast-sales', 'http://panel.test/register/api/sales/batch', async () => undefined);
  for (let n = 0; n < 6; n++) {
    const sale = anySale();
    const { position } = await journal.append(sale.id, JSON.stringify(sale), async () => sealOf(device));
    if (position > 2) await queue.push([position]);
  }
  const at = '2026-11-23T14:05:00.000+11:00';
  await journal.acknowledge([1, 2], at);
  await journal.fail([3], 'refused', { last: at, code: 'bad-hash', message: 'The sale was changed after it was sealed.' });
  for (let n = 0; n < 2; n++) await journal.fail([4], 'waiting', { last: at, code: 'offline', message: 'There is no connection to the control panel.' });
  await set('pause', { failures: 2, until: Date.parse(at) + 4000, trouble: { code: 'offline', message: 'There is no connection to the control panel.', at } } satisfies Pause, use);

  const keys = await use('readonly', (store) => new Promise<IDBValidKey[]>((resolve) => {
    const request = store.getAllKeys();
    request.onsuccess = () => resolve(request.result);
  }));
  const entries: unknown[] = [];
  for (const key of keys) entries.push([key, await pack(await get(key, use))]);
  const found = {
    about: `What a register keeps, form ${version}. Written by tools/stored-form.ts; never by hand.`,
    publicKey: Buffer.from(await crypto.subtle.exportKey('raw', signing.publicKey)).toString('base64url'),
    store: STORE, journal: entries, queue: await pack(await queueEntries()),
  };
  writeFileSync(join(ROOT, 'test', 'fixtures', `journal-v${version}.json`), `${JSON.stringify(found, null, 1)}\n`);
}

function queueEntries(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('workbox-background-sync');
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const request = opening.result.transaction('requests').objectStore('requests').getAll();
      request.onsuccess = () => resolve(request.result);
    };
  });
}

await main(process.argv[2] ?? '');
process.exit();
