import { freshName } from './browser-parts.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Status } from '../../domain/local.js';
import { namesFor } from '../../domain/names.js';
import { createPairingCode } from '../../server/pairing.js';
import { openQueue } from '../../sw/queue.js';
import type { Network } from '../../sw/send.js';
import * as seldom from '../../sw/seldom.js';
import { openStore } from '../../sw/store.js';
import { openTill } from './whole.js';
import { saleOf } from '../server/device.js';
import { cookieOf, openPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';

test('a retry that finds another worker sending tells the page that the sale waits', async () => {
  const panel = await openPanel();
  try {
    const names = namesFor(freshName());
    const told: Status[] = [];
    let cookie = '';
    const network: Network = async (request) => {
      const body = await request.text();
      if (body.includes('"sales":')) return Response.json({ error: { code: 'not-valid', message: 'no' } }, { status: 422 });
      const response = await panel.handle(new Request(request.url, { method: request.method, headers: { ...Object.fromEntries(request.headers), cookie }, body }));
      cookie = cookieOf(response) || cookie;
      return response;
    };
    const till = openTill(names, 'http://panel.test/register/', {
      network, openStore, openQueue, locks: navigator.locks, caches: { open: () => Promise.reject(new Error('no cache')), delete: async () => false }, now: () => panel.now().getTime(), random: () => 0.5, seldom: async () => seldom, version: '0123456789ab', storage: async () => 'persistent',
      announce: (notice) => { if (notice.type === 'status') told.push(notice.status); },
    });
    await till.setUp((await createPairingCode(panel.db, SHOP.register, panel.now())).code, 'test');
    const sale = saleOf(panel.now());
    await till.sell(JSON.stringify(sale));
    await till.forward();
    assert.is((await till.status()).needsAttention, 1);
    await navigator.locks.request(`${names.lock}-outbox`, () => till.retry(sale.id));
    assert.equal([told.at(-1)?.unsynchronised, told.at(-1)?.needsAttention], [1, 0]);
  } finally {
    await panel.close();
  }
});

test.run();
