import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NAMES } from '../../domain/names.js';
import type { Receipt } from '../../domain/local.js';
import { anySale } from '../sale.js';
import { numbers, premises, taken } from './premises.js';

const place = premises();

test('C3: two tabs sell and send at the same time: no number twice, none left out, and each sale is sent by one of them', () =>
  place.register(async (register) => {
    const tab = await register.anotherTab();
    register.proxy.break({ slow: 100 });
    const sellIn = async (page: typeof tab): Promise<Receipt[]> => {
      const receipts: Receipt[] = [];
      for (let n = 0; n < 15; n++) receipts.push(await taken(register.ask, anySale(), page));
      return receipts;
    };
    const receipts = (await Promise.all([sellIn(register.page), sellIn(tab)])).flat();
    assert.equal(receipts.map(({ receiptNumber }) => receiptNumber).sort(), numbers(register.series, 1, 30));
    await Promise.all([register.ask('POST', 'outbox/drain'), register.ask('POST', 'outbox/drain', undefined, tab)]);
    await register.settle();
    assert.is(register.proxy.mostAtOnce, 1);
    assert.equal(receipts.map(({ id }) => register.proxy.arrivals(id)), receipts.map(() => 1));
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), numbers(register.series, 1, 30));
  }));

test('D3: a sync event, messages, buttons and a second tab all at once send each sale once', () =>
  place.register(async (register) => {
    const tab = await register.anotherTab();
    await register.shop.stopPanel();
    const receipts = await register.sell(3);
    await register.drain();
    await register.shop.startPanel();
    register.proxy.break({ slow: 300 });
    const earlier = register.proxy.sendings.length;
    const session = await register.browser.context.newCDPSession(register.page);
    const registered = new Promise<string>((resolve) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(register.origin) && !isDeleted);
      if (mine) resolve(mine.registrationId);
    }));
    await session.send('ServiceWorker.enable');
    const registrationId = await registered;
    const sync = (lastChance: boolean) => session.send('ServiceWorker.dispatchSyncEvent', { origin: register.origin, registrationId, tag: `workbox-background-sync:${NAMES.queue}`, lastChance });
    const drains = [register.page, tab].map((page) => page.evaluate(async () => {
      navigator.serviceWorker.controller?.postMessage({ type: 'drain', urgent: true });
      await Promise.all([fetch('/register/api/outbox/drain', { method: 'POST' }), fetch('/register/api/outbox/drain', { method: 'POST' })]);
    }));
    await Promise.all([sync(false), ...drains, sync(true)]);
    await register.settle();
    assert.is(register.proxy.mostAtOnce, 1);
    const after = register.proxy.sendings.slice(earlier);
    assert.equal(receipts.map(({ id }) => after.filter(({ ids }) => ids.includes(id)).length), [1, 1, 1]);
    assert.is((await register.ledger()).length, 3);
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
