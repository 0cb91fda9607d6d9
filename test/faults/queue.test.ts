import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NAMES, STORE } from '../../domain/names.js';
import { denyBackgroundSync } from '../browser/worker.js';
import { premises, type TestRegister } from './premises.js';
import { disk, QUEUE } from './storage.js';

const place = premises();

/** Sells with the panel stopped until the worker has seen that it cannot send, and starts the panel again. */
async function sellWithoutPanel(register: TestRegister, count: number): Promise<string[]> {
  await register.shop.stopPanel();
  const receipts = await register.sell(count);
  await register.wait('a failed attempt', register.status, ({ trouble, sending }) => trouble !== null && !sending);
  return receipts.map(({ id }) => id);
}

const inLedger = (register: TestRegister, count: number, seconds = 45) =>
  register.wait(`${count} in the ledger`, register.ledger, (sales) => sales.length >= count, seconds);

const deny = (register: TestRegister): Promise<void> => denyBackgroundSync(register.browser.context, register.origin);

/** Changes the text of a stored sale, as a bad block would. */
async function damage(page: Page, position: number): Promise<void> {
  const journal = disk(page, NAMES.journal, STORE);
  const entry = await journal.get<{ sealed: { body: string } }>(['sale', position]);
  if (!entry) throw new Error(`there is no sale ${position}`);
  await journal.edit([{ put: { key: ['sale', position], value: { ...entry, sealed: { ...entry.sealed, body: entry.sealed.body.replace('Flat white', 'Fiat white') } } } }]);
}

// First of all: with a worker that was stopped anywhere in the browser, `setOffline` would wait for ever.
test('C9: what waits is sent when the network is back, and is counted until then', () =>
  place.register(async (register) => {
    await deny(register);
    await register.page.getByRole('list', { name: 'Staff' }).waitFor();
    await register.browser.context.setOffline(true);
    const ids = (await register.sell(2)).map(({ id }) => id);
    await register.wait('a failed attempt', register.status, ({ trouble }) => trouble?.code === 'offline');
    assert.is((await register.status()).unsynchronised, 2);
    await register.browser.context.setOffline(false);
    assert.equal((await inLedger(register, 2, 10)).map(({ id }) => id), ids);
  }));

test('C8: a sale that the panel refuses is set aside where it can be seen; those behind it arrive; what is only odd is taken in and flagged', () =>
  place.register(async (register) => {
    const [bad, ...sound] = await sellWithoutPanel(register, 4);
    await damage(register.page, 1);
    await register.shop.startPanel();
    await register.drain();
    const sales = await inLedger(register, 3);
    assert.equal(sales.map(({ id }) => id), sound);
    assert.ok(sales.every(({ flags }) => flags.includes('unknown-product')), 'its products are not the shop’s: recorded and flagged');
    const { unsynchronised, needsAttention } = await register.status();
    assert.equal([unsynchronised, needsAttention], [1, 1]);
    const detail = await register.detail((bad ?? '') as never);
    assert.equal([detail.state, detail.attempts?.code], ['Needs attention', 'bad-hash']);
  }));

test('L15: a sale that fails for ever at the head of the line stops no other', () =>
  place.register(async (register) => {
    const [bad = '', ...sound] = await sellWithoutPanel(register, 4);
    // Something on the way chokes on this one sale, whatever it is sent with: a firewall with a rule of its own.
    register.proxy.break({ status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>Internal Server Error</h1>' }, { holding: bad });
    await register.shop.startPanel();
    for (let n = 0; n < 4; n++) await register.drain();
    assert.equal((await inLedger(register, 3, 5)).map(({ id }) => id).sort(), [...sound].sort());
    assert.equal((await register.history()).map(({ id, state }) => [id === bad, state]), [...sound.map(() => [false, 'Synchronised']), [true, 'Waiting']]);
    register.proxy.heal();
    await register.settle();
    assert.is((await register.ledger()).length, 4);
  }));

test('L6: entries in the queue that no request can be made of are no obstacle', () =>
  place.register(async (register) => {
    const ids = await sellWithoutPanel(register, 2);
    const rubbish = [{ requestData: { url: 'http://' } }, { requestData: null, metadata: null }, { metadata: { position: 999 } }, {}];
    await disk(register.page, QUEUE.database, QUEUE.store).edit(rubbish.map((value) => ({ put: { value: { queueName: NAMES.queue, timestamp: 0, ...value } } })));
    await register.shop.startPanel();
    await register.settle();
    assert.equal((await register.ledger()).map(({ id }) => id), ids);
    assert.equal(await disk(register.page, QUEUE.database, QUEUE.store).keys(), []);
  }));

test('L7: sales that wait for years by the clock, or whose clock was set right by years, are kept and sent', () =>
  place.register(async (register) => {
    const ids = await sellWithoutPanel(register, 3);
    const queue = disk(register.page, QUEUE.database, QUEUE.store);
    const entries = await queue.all<{ timestamp: number }>();
    assert.ok(entries.length > 0);
    await queue.edit(entries.map((entry) => ({ put: { value: { ...entry, timestamp: Date.parse('2016-01-01') } } })));
    // The pause was begun by a clock that went ten years ahead.
    const journal = disk(register.page, NAMES.journal, STORE);
    const pause = await journal.get<{ trouble: object }>('pause');
    const ahead = Date.now() + 10 * 365 * 86_400_000;
    await journal.edit([{ put: { key: 'pause', value: { ...pause, until: ahead + 2000, trouble: { ...pause?.trouble, at: new Date(ahead).toISOString() } } } }]);
    await register.stopWorker();
    await register.shop.startPanel();
    await register.page.evaluate(() => navigator.serviceWorker.controller?.postMessage({ type: 'drain' }));
    assert.equal((await inLedger(register, 3)).map(({ id }) => id), ids);
  }));

test('C9: what waits is sent by itself after a while', () =>
  place.register(async (register) => {
    await deny(register);
    const ids = await sellWithoutPanel(register, 2);
    await register.shop.startPanel();
    assert.equal((await inLedger(register, 2)).map(({ id }) => id), ids);
  }));

test('C9: what waits is sent when the register is opened', () =>
  place.register(async (register) => {
    await deny(register);
    const ids = await sellWithoutPanel(register, 2);
    await register.page.goto('about:blank');
    await register.stopWorker();
    await register.shop.startPanel();
    await register.page.goto(`${register.origin}/register/`);
    assert.equal((await inLedger(register, 2)).map(({ id }) => id), ids);
  }));

test('C9: what waits is sent by a sync event with no page open', () =>
  place.register(async (register) => {
    const ids = await sellWithoutPanel(register, 2);
    const session = await register.browser.context.newCDPSession(register.browser.page);
    await register.page.goto('about:blank');
    await register.stopWorker();
    await register.shop.startPanel();
    const registered = new Promise<string>((resolve) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const mine = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(register.origin) && !isDeleted);
      if (mine) resolve(mine.registrationId);
    }));
    await session.send('ServiceWorker.enable');
    const event = { origin: register.origin, registrationId: await registered, tag: `workbox-background-sync:${NAMES.queue}`, lastChance: false };
    // The pause after the failure may not be over at the first.
    await register.wait('two in the ledger', async () => {
      await session.send('ServiceWorker.dispatchSyncEvent', event);
      return register.ledger();
    }, (sales) => sales.length === 2);
    assert.equal((await register.ledger()).map(({ id }) => id), ids);
  }));

test('L10: Background Sync is there in name and refused: the register’s own triggers send', () =>
  place.register(async (register) => {
    await deny(register);
    const probe = await register.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready as ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } };
      return ['sync' in registration, await registration.sync.register('probe').then(() => 'granted', (error: Error) => error.name)];
    });
    assert.equal(probe, [true, 'NotAllowedError']);
    const [straight] = await register.sell();
    await inLedger(register, 1, 10);
    const ids = await sellWithoutPanel(register, 2);
    await register.shop.startPanel();
    assert.equal((await inLedger(register, 3)).map(({ id }) => id), [straight?.id, ...ids]);
  }));

test('L14: the page is closed right after the sale, when no sync can be registered: sent at the next start', () =>
  place.register(async (register) => {
    await deny(register);
    await register.shop.stopPanel();
    const [receipt] = await register.sell();
    await register.page.goto('about:blank');
    await register.stopWorker();
    await register.shop.startPanel();
    assert.equal(await register.ledger(), []);
    await register.page.goto(`${register.origin}/register/`);
    assert.equal((await inLedger(register, 1)).map(({ id }) => id), [receipt?.id]);
  }));

test('C14: Retry-After is kept to whatever calls for a drain, but a button; pauses grow without one', () =>
  place.register(async (register) => {
    const busy = { status: 503, headers: { 'content-type': 'application/json', 'retry-after': '120' }, body: '{"error":{"code":"busy","message":"Come back later."}}' };
    register.proxy.break(busy);
    await register.sell();
    const { nextAttempt } = await register.wait('the refusal', register.status, ({ trouble }) => trouble?.code === 'busy');
    assert.ok((nextAttempt ?? 0) - Date.now() > 100_000);
    const asked = register.proxy.sendings.length;
    for (let n = 0; n < 20; n++) await register.page.evaluate(() => navigator.serviceWorker.controller?.postMessage({ type: 'drain' }));
    await register.sell(3);
    await register.stopWorker();
    await register.page.reload();
    await register.status();
    assert.is(register.proxy.sendings.length, asked, 'nothing was sent before its time');

    const { headers, ...rest } = busy;
    register.proxy.break({ ...rest, headers: { 'content-type': headers['content-type'] } });
    const pauses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const { nextAttempt: next } = await register.drain();
      pauses.push((next ?? 0) - Date.now());
    }
    assert.ok((pauses[3] ?? 0) > (pauses[0] ?? 0) + 2000, pauses.join());
    register.proxy.heal();
    await register.settle();
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
