import { get, set } from 'idb-keyval';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE } from '../domain/names.js';
import type { Sale } from '../domain/sale.js';
import type { ShiftId } from '../domain/shift.js';
import { freshName } from '../test/sw/browser-parts.js';
import { anySale } from '../test/sale.js';
import { ROOT } from '../test/folder.js';
import { SHOP } from '../test/server/shop.js';
import { pack } from '../test/fixtures/packing.js';
import { readDevice, sealOf, type DeviceRecord } from '../sw/device.js';
import { openJournal } from '../sw/journal.js';
import { countIn } from '../sw/open-shift.js';
import type { Pause } from '../sw/outbox.js';
import { openQueue } from '../sw/queue.js';
import { markSaved } from '../sw/saving.js';
import { shiftRecord } from '../sw/shift.js';
import { openStore } from '../sw/store.js';

/**
 * Writes test/fixtures/journal-v<N>.json: what a register of today has on its disk, by the worker's own code.
 * `node --import tsx tools/stored-form.ts <N>`. Run it once, when the stored form changes, with the next number; the
 * files of earlier forms stay, because registers with them are out there, and test/sw/stored-form.test.ts reads them all.
 *
 * Six records: 1 and 2 acknowledged, 3 refused, 4 waiting after two failures, 5 (a shift is opened) and 6 (a sale in it)
 * waiting; the open shift; what was saved to a file; a pause; the to-do list.
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
  const at = '2026-11-23T14:05:00.000+11:00';
  const sell = (sale: Sale) => journal.append(sale.id, JSON.stringify(sale), async () => ({ ...sealOf(device), also: await countIn(use, device.registerId, sale) }));
  for (let n = 0; n < 4; n++) await sell(anySale());
  const { id, currency } = anySale();
  const said = { id, staff: { id: SHOP.asha, name: 'Asha' }, register: 'Front counter', currency, float: 20_000 };
  await journal.compose(id, async () => {
    const { body, also } = await shiftRecord('open', said, { use, journal, registerId: device.registerId, now: Date.parse(at) });
    return { body, seal: { ...sealOf(device), also } };
  });
  await sell({ ...anySale(), shift: id as string as ShiftId });
  for (let position = 3; position <= 6; position++) await queue.push([position]);
  await markSaved(use, { through: 5, name: 'Front counter T1 2026-11-23 1405.holdfast.jsonl' }, Date.parse(at));
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
