import { freshName } from './browser-parts.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { get } from 'idb-keyval';
import { test } from 'uvu';
import { Queue } from 'workbox-background-sync';
import * as assert from 'uvu/assert';
import type { Names } from '../../domain/names.js';
import { sealHash } from '../../domain/chain.js';
import { readDevice, sealOf } from '../../sw/device.js';
import { digest } from '../../sw/digest.js';
import { openJournal } from './whole.js';
import { countIn, readShift } from '../../sw/open-shift.js';
import { createOutbox, type Pause } from '../../sw/outbox.js';
import { openQueue } from '../../sw/queue.js';
import { standing } from '../../sw/standing.js';
import { openStore } from '../../sw/store.js';
import { cookieOf, openPanel, type OpenPanel } from '../server/fixture.js';
import { makeKeys, pairRequest } from '../server/device.js';
import { createPairingCode } from '../../server/pairing.js';
import { SHOP } from '../server/shop.js';
import { unpack } from '../fixtures/packing.js';
import { anySale } from '../sale.js';
import { ROOT } from '../folder.js';

interface StoredForm {
  readonly publicKey: string;
  readonly journal: [IDBValidKey, unknown][];
  readonly queue: unknown[];
}

const folder = join(ROOT, 'test', 'fixtures');
const forms = readdirSync(folder).filter((file) => /^journal-v\d+\.json$/.test(file));

/** Puts a form onto this test's disk, as the version that wrote it left it. */
async function restore({ journal, queue }: StoredForm, names: Pick<Names, 'journal'>): Promise<void> {
  const use = openStore(names.journal, 'strict');
  const values = await Promise.all(journal.map(async ([key, value]) => [key, await unpack(value)] as const));
  await use('readwrite', (store) => {
    for (const [key, value] of values) store.put(value, key);
    return new Promise<void>((resolve) => { store.transaction.oncomplete = () => resolve(); });
  });
  const entries = await unpack(queue) as object[];
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('workbox-background-sync', 3);
    opening.onupgradeneeded = () => opening.result.createObjectStore('requests', { autoIncrement: true, keyPath: 'id' }).createIndex('queueName', 'queueName', { unique: false });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
  });
  await new Promise<void>((resolve) => {
    const transaction = opened.transaction('requests', 'readwrite');
    for (const entry of entries) transaction.objectStore('requests').put(entry);
    transaction.oncomplete = () => resolve();
  });
  opened.close();
}

/** The panel that the device was paired with: it knows the device by its public key. */
async function knowingPanel(publicKey: string): Promise<{ panel: OpenPanel; cookie: string }> {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const cookie = cookieOf(await panel.handle(pairRequest(code, { ...await makeKeys(), signingKey: publicKey })));
  return { panel, cookie };
}

test('there is a stored form to read', () => {
  assert.ok(forms.length > 0);
});

for (const file of forms) {
  test(`${file}: today's code reads its history, sends what waits in it, and goes on with the next number of its chain`, async () => {
    const form = JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredForm;
    const names = { journal: freshName() };
    await restore(form, names);
    const use = openStore(names.journal, 'strict');
    const journal = openJournal(use, (work) => work());
    // A worker that starts has a new global scope: nobody has used the queue's name in it.
    (Queue as unknown as { _queueNames: Set<string> })._queueNames.clear();
    const toDo = openQueue('holdfast-sales', 'http://panel.test/register/api/sales/batch', async () => undefined);
    const device = await readDevice(use);
    assert.equal([device?.name, device?.series, device?.state], ['Front counter', 'T1', 'linked']);
    const { entries } = await journal.page(Infinity, 50);
    assert.equal(entries.map(({ receiptNumber, state }) => [receiptNumber, state]), [
      ['T1-000006', 'Waiting'], ['T1-000005', 'Waiting'], ['T1-000004', 'Waiting'], ['T1-000003', 'Needs attention'], ['T1-000002', 'Synchronised'], ['T1-000001', 'Synchronised'],
    ]);
    assert.equal([(await journal.standing(3)).attempts?.code, (await journal.standing(4)).attempts?.count], ['bad-hash', 2]);
    assert.is((await get<Pause>('pause', use))?.failures, 2);
    assert.equal((await toDo.peek()).map(({ position }) => position), [3, 4, 5, 6]);

    if (!device) throw new Error('there is no device');
    // The first form is from before shifts and files.
    const open = await readShift(use, device.registerId);
    const { unsaved, saved } = await standing(use, journal, device);
    assert.equal([open?.takings.count, unsaved?.count, typeof saved?.name], file === 'journal-v1.json' ? [undefined, 4, 'undefined'] : [1, 1, 'string']);
    const sale = { ...anySale(), ...(open ? { shift: open.id } : {}) };
    const next = await journal.append(sale.id, JSON.stringify(sale), async () => ({ ...sealOf(device), also: await countIn(use, device.registerId, sale) }));
    assert.is(next.receiptNumber, 'T1-000007');
    assert.is(next.sealed.prev, entries[0]?.sealed.hash);
    assert.is(next.sealed.hash, await sealHash(next.sealed.prev, 7, JSON.stringify(sale), digest));

    const { panel, cookie } = await knowingPanel(form.publicKey);
    try {
      await journal.retry(3);
      const outbox = createOutbox({
        journal, toDo, url: 'http://panel.test/register/api/sales/batch',
        network: async (request) => panel.handle(new Request(request.url, { method: 'POST', headers: { ...Object.fromEntries(request.headers), cookie }, body: await request.text() })),
        ifFree: (work) => work(), readPause: () => get<Pause>('pause', use), writePause: async () => undefined,
        onRemoved: async () => undefined, onChange: () => undefined, now: () => panel.now().getTime(), random: () => 0.5, seldom: () => import('../../sw/seldom.js'),
      });
      assert.is(await outbox.drain(true), 'empty');
      const rows = await panel.db.selectFrom('chain').select('receipt_number').orderBy('seq').execute();
      assert.equal(rows.map((row) => row.receipt_number), ['T1-000003', 'T1-000004', 'T1-000005', 'T1-000006', 'T1-000007']);
      assert.equal(await journal.counts(), { waiting: 0, refused: 0 });
      assert.equal(await toDo.peek(), []);
    } finally {
      await panel.close();
    }
  });
}

test.run();
