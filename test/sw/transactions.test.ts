import { freshName } from './browser-parts.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { namesFor } from '../../domain/names.js';
import { createPairingCode } from '../../server/pairing.js';
import { openQueue } from '../../sw/queue.js';
import * as seldom from '../../sw/seldom.js';
import { openStore } from '../../sw/store.js';
import { saleOf } from '../server/device.js';
import { openPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';
import { openTill, type Till } from './whole.js';

// How often the disk is asked: on a slow one each transaction costs as much as what is read in it.

/** What was opened while `work` ran: `readonly journal`, `readwrite requests`. */
async function opened(names: ReturnType<typeof namesFor>, work: () => Promise<unknown>): Promise<string[]> {
  const { transaction } = IDBDatabase.prototype;
  const seen: string[] = [];
  const what = (database: string): string => database === names.journal ? 'journal' : database === names.mirror ? 'mirror' : database;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode = 'readonly', options) {
    seen.push(`${mode} ${what(this.name)}`);
    return transaction.call(this, stores, mode, options);
  };
  await work().finally(() => { IDBDatabase.prototype.transaction = transaction; });
  return seen.sort();
}

/** A paired register without a shop. */
async function openRig() {
  const panel = await openPanel();
  const names = namesFor(freshName());
  let cookie = '';
  const till: Till = openTill(names, 'http://panel.test/register/', {
    network: async (request) => {
      const response = await panel.handle(new Request(request.url, { method: request.method, headers: { ...Object.fromEntries(request.headers), cookie }, ...(request.method === 'GET' ? {} : { body: await request.text() }) }));
      cookie = (response.headers.get('set-cookie') || '').split(';')[0] || cookie;
      return response;
    },
    openStore, openQueue: (_, url, onSync) => openQueue(freshName(), url, onSync), locks: navigator.locks, caches: { open: () => Promise.reject(new Error('no cache')), delete: async () => false },
    announce: () => undefined, now: () => panel.now().getTime(), random: () => 0.5, seldom: async () => seldom, version: '0123456789ab', storage: async () => 'persistent',
  });
  await till.setUp((await createPairingCode(panel.db, SHOP.register, panel.now())).code, 'test');
  return { panel, names, till, sell: () => till.sell(JSON.stringify(saleOf(panel.now()))) };
}

test('a sale is sealed with one reading and one writing of the journal, and of nothing else', async () => {
  const { panel, names, sell } = await openRig();
  await sell();
  assert.equal(await opened(names, sell), ['readonly journal', 'readwrite journal']);
  await panel.close();
});

test('a sale that comes again is read, and nothing is written', async () => {
  const { panel, names, till } = await openRig();
  const body = JSON.stringify(saleOf(panel.now()));
  await till.sell(body);
  assert.equal(await opened(names, () => till.sell(body)), ['readonly journal']);
  await panel.close();
});

test('what the page is told is read from journal and mirror at once', async () => {
  const { panel, names, till, sell } = await openRig();
  await sell();
  await till.status();
  assert.equal(await opened(names, till.status), ['readonly journal', 'readonly mirror']);
  await panel.close();
});

test('a batch is written into the journal once, and taken off the to-do list once', async () => {
  const { panel, names, till, sell } = await openRig();
  for (let n = 0; n < 120; n++) await sell();
  const written = (await opened(names, () => till.drain())).filter((one) => one.startsWith('readwrite'));
  assert.equal(written, [...Array.from({ length: 2 }, () => 'readwrite journal'), ...Array.from({ length: 3 }, () => 'readwrite workbox-background-sync')], 'two batches, and all are listed at once');
  await panel.close();
});

test('what is taken off the to-do list is what was named, however often, and nothing between', async () => {
  const list = openQueue(freshName(), 'http://panel.test/', async () => undefined);
  const [first, second, third] = (await list.push([1, 2, 3])).map(({ entry }) => entry) as [number, number, number];
  await list.remove([first, first, third]);
  assert.equal(await list.peek(), [{ entry: second, position: 2 }]);
});

test.run();
