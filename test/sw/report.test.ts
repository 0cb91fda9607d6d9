import { freshName } from './browser-parts.js';
import { setImmediate } from 'node:timers/promises';
import { get, set } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SaleId } from '../../domain/sale.js';
import { namesFor } from '../../domain/names.js';
import type { RegisterReport } from '../../domain/panel.js';
import { REPORT_HEADER } from '../../domain/wire.js';
import { createPairingCode } from '../../server/pairing.js';
import { readReport } from '../../server/reports.js';
import type { Platform } from '../../sw/platform.js';
import { openQueue } from '../../sw/queue.js';
import * as seldom from '../../sw/seldom.js';
import { openStore } from '../../sw/store.js';
import { forgetTrial, tryDisk } from '../../sw/trial.js';
import { saleOf } from '../server/device.js';
import { cookieOf, openPanel, type OpenPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';
import { openTill, type Till } from './whole.js';

interface Rig {
  readonly panel: OpenPanel;
  readonly till: Till;
  sell(): Promise<void>;
  /** Another worker over the same storage, as after a stop. */
  restarted(): Till;
  /** For each batch that went out, whether the register has said something of itself with it. */
  readonly spoke: boolean[];
  /** Set: the next batch is not understood. */
  readonly panelIs: { puzzled: boolean };
  /** What the panel has heard. */
  heard(): Promise<RegisterReport | null>;
}

async function openRig(storage: Platform['storage'] = async () => 'persistent'): Promise<Rig> {
  const panel = await openPanel();
  let cookie = '';
  const spoke: boolean[] = [];
  const panelIs = { puzzled: false };
  const names = namesFor(freshName());
  const begin = (): Till => openTill(names, 'http://panel.test/register/', {
    network: async (request) => {
      if (request.url.endsWith('/batch')) spoke.push(request.headers.has(REPORT_HEADER));
      if (panelIs.puzzled && request.url.endsWith('/batch')) {
        panelIs.puzzled = false;
        return Response.json({ error: { code: 'not-valid', message: 'not understood' } }, { status: 422 });
      }
      const response = await panel.handle(new Request(request.url, { method: request.method, headers: { ...Object.fromEntries(request.headers), cookie }, ...(request.method === 'GET' ? {} : { body: await request.text() }) }));
      cookie = cookieOf(response) || cookie;
      return response;
    },
    openStore, openQueue: (_, url, onSync) => openQueue(freshName(), url, onSync), locks: navigator.locks, caches: { open: () => Promise.reject(new Error('no cache')), delete: async () => false },
    announce: () => undefined, now: () => panel.now().getTime(), random: () => 0.5, seldom: async () => seldom, version: '0123456789ab', storage,
  });
  const till = begin();
  await till.setUp((await createPairingCode(panel.db, SHOP.register, panel.now())).code, 'test');
  return {
    panel, till, spoke, panelIs, restarted: begin,
    sell: async () => void await till.sell(JSON.stringify(saleOf(panel.now()))),
    heard: async () => {
      // What came with sales is written behind their answer.
      await setImmediate();
      return readReport(panel.db, { register_id: SHOP.register, link: 1 });
    },
  };
}

test('the panel hears with each question how many sales wait, and how they are kept', async () => {
  const { panel, till, sell, heard } = await openRig(async () => 'ephemeral');
  await sell();
  await till.passOn('api/ping', 'GET');
  const { at: _, ...said } = await heard() ?? { at: '' };
  assert.equal(said, { version: '0123456789ab', lastFullSync: null, storage: 'ephemeral', unsynchronised: 1, protocol: 1 });
  await panel.close();
});

test('when all has been sent the panel knows that nothing waits', async () => {
  const { panel, till, sell, heard } = await openRig();
  for (let n = 0; n < 3; n++) await sell();
  await till.passOn('api/ping', 'GET');
  const before = (await heard())?.unsynchronised;
  await till.drain();
  assert.equal([before, (await heard())?.unsynchronised], [3, 0]);
  await panel.close();
});

test('of a long drain the panel hears at its beginning and at its end', async () => {
  const { panel, till, sell, spoke, heard } = await openRig();
  for (let n = 0; n < 260; n++) await sell();
  await till.drain();
  assert.equal([spoke, (await heard())?.unsynchronised], [[true, false, true], 0]);
  await panel.close();
});

test('a worker that has just begun, and finds a backlog, says at its end at the latest that nothing waits any longer', async () => {
  const { panel, restarted, sell, spoke, heard } = await openRig();
  for (let n = 0; n < 60; n++) await sell();
  await restarted().drain();
  assert.equal([spoke.length, spoke[1], (await heard())?.unsynchronised], [2, true, 0]);
  await panel.close();
});

test('a sale that was set aside and is sent again is not counted as waiting any longer', async () => {
  const { panel, till, sell, panelIs, heard } = await openRig();
  await sell();
  panelIs.puzzled = true;
  await till.forward();
  const { needsAttention } = await till.status();
  const [sale] = (await till.history(Infinity)).items;
  await till.retry(sale?.id as SaleId);
  assert.equal([needsAttention, (await heard())?.unsynchronised], [1, 0]);
  await panel.close();
});

test('a browser that fails to say how it keeps its data holds no sale up', async () => {
  const { panel, till, sell, heard } = await openRig(() => Promise.reject(new Error('not today')));
  await sell();
  await till.drain();
  assert.equal([(await till.status()).unsynchronised, await heard()], [0, null]);
  await panel.close();
});

test('writing on trial leaves nothing behind', async () => {
  const use = openStore(freshName(), 'strict');
  assert.equal([await tryDisk(use), await get('trial', use)], [{ result: 'written' }, undefined]);
});

test('what a trial that was broken off has left is taken away', async () => {
  const use = openStore(freshName(), 'strict');
  await set('trial', 'x'.repeat(1000), use);
  await forgetTrial(use);
  assert.is(await get('trial', use), undefined);
});

test('a browser that does not wait for the disk is found out', async () => {
  assert.equal(await tryDisk(openStore(freshName(), 'relaxed')), { result: 'not-strict' });
});

test('a disk that is full, one that fails, and one that gives back something else are told apart', async () => {
  const use = openStore(freshName(), 'strict');
  const failing = (name: string): typeof use => async (mode, callback) => {
    if (mode === 'readwrite') throw new DOMException('', name);
    return use(mode, callback);
  };
  const forgetful: typeof use = async (mode, callback) => mode === 'readonly' ? undefined as never : use(mode, callback);
  assert.equal([await tryDisk(failing('QuotaExceededError')), await tryDisk(failing('UnknownError')), await tryDisk(forgetful)].map(({ result }) => result), ['full', 'failed', 'spoilt']);
});

test.run();
