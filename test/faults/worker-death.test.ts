import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NAMES, STORE } from '../../domain/names.js';
import type { Receipt } from '../../domain/local.js';
import { inShop } from '../browser/fixture.js';
import { ledgerOf, until } from '../browser/ledger.js';
import { pairRegister } from '../browser/till.js';
import { anySale } from '../sale.js';
import { numbers, premises } from './premises.js';
import { openProxy } from './proxy.js';
import { disk, QUEUE } from './storage.js';

const place = premises();

test('L1: the worker is stopped in the middle of sending again: nothing was deleted before the panel said that it has it', () =>
  place.register(async (register) => {
    register.proxy.break('lose-request');
    const receipts = await register.sell(3);
    await register.drain();
    register.proxy.break('hang');
    const before = register.proxy.sendings.length;
    void register.ask('POST', 'outbox/drain').catch(() => undefined);
    await register.wait('the sending', () => register.proxy.sendings.length, (count) => count > before);
    assert.is((await disk(register.page, QUEUE.database, QUEUE.store).keys()).length, 3, 'the entries are there while they are sent');
    await register.stopWorker();
    assert.is((await disk(register.page, QUEUE.database, QUEUE.store).keys()).length, 3);
    register.proxy.heal();
    await register.settle();
    assert.equal((await register.ledger()).map(({ id }) => id), receipts.map(({ id }) => id));
    await register.wait('an empty to-do list', () => disk(register.page, QUEUE.database, QUEUE.store).keys(), (keys) => keys.length === 0);
  }));

test('L3: the worker dies while the first sending is under way: the sale was on the disk before', () =>
  place.register(async (register) => {
    register.proxy.break('hang');
    const [receipt] = await register.sell();
    assert.ok(receipt);
    await register.wait('the sending', () => register.proxy.arrivals(receipt.id), (times) => times > 0);
    await register.stopWorker();
    register.proxy.heal();
    const detail = await register.detail(receipt.id);
    assert.is(detail.receiptNumber, receipt.receiptNumber);
    await register.settle();
    assert.equal((await register.ledger()).map(({ id, body }) => [id, body]), [[receipt.id, detail.sealed.body]]);
  }));

test('D1: the worker dies over the page’s own request and the browser gives it to the next one: one sale, one number', () =>
  place.register(async (register) => {
    const sale = anySale();
    await (await register.worker()).evaluate(() => { Object.assign(self, { theFirst: true }); });
    const answer = await interrupted(register.page, `${NAMES.lock}-journal`, JSON.stringify(sale), async () => {
      // The worker waits for the journal's lock by now, with the page's request in its hands.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await register.stopWorker();
    });
    assert.is(await (await register.worker()).evaluate(() => 'theFirst' in self), false, 'another worker answered');
    assert.is(answer.id, sale.id);
    assert.is(answer.seq, 1);
    assert.equal((await disk(register.page, NAMES.journal, STORE).keys()).filter((key) => Array.isArray(key) && key[0] === 'sale').length, 1);
    await register.settle();
    assert.is((await register.ledger()).length, 1);
  }));

/** Runs in the worker: notes how many requests with sales it had under way at once. */
function countSendings(): void {
  const seen = Object.assign(self, { mostAtOnce: 0 });
  const real = fetch;
  let underWay = 0;
  self.fetch = async (...asked) => {
    if (!(asked[0] as Request).url.endsWith('/sales/batch')) return real(...asked);
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++underWay);
    try {
      return await real(...asked);
    } finally {
      underWay--;
    }
  };
}

test('L5: with a panel that hangs, one request is under way at a time, it is given up within 25 seconds, and nothing leaves the disk', () =>
  place.register(async (register) => {
    register.proxy.break('hang');
    await (await register.worker()).evaluate(countSendings);
    const receipts = await register.sell(3);
    const tab = await register.anotherTab();
    for (const page of [register.page, tab]) void register.ask('POST', 'outbox/drain', undefined, page).catch(() => undefined);
    const { trouble } = await register.wait('the time-out', register.status, ({ trouble }) => trouble !== null, 25);
    assert.is(trouble?.code, 'panel-unreachable');
    // Counted where they begin and are given up: at the other end the next one may be there before the end of the last is.
    assert.is(await (await register.worker()).evaluate(() => (self as unknown as { mostAtOnce: number }).mostAtOnce), 1);
    const keys = await disk(register.page, NAMES.journal, STORE).keys();
    assert.is(keys.filter((key) => Array.isArray(key) && key[0] === 'waiting').length, 3);
    register.proxy.heal();
    await register.settle();
    assert.equal((await register.ledger()).map(({ id }) => id), receipts.map(({ id }) => id));
  }));

test('C5: every write before a 202 was in one strict transaction that was complete by then', () =>
  place.register(async (register) => {
    const worker = await register.worker();
    await worker.evaluate(watchWrites, NAMES.journal);
    await register.sell(3);
    const seen = await (await register.worker()).evaluate(() => (self as unknown as { seen: string[] }).seen);
    assert.ok(seen.filter((what) => what === 'answered').length === 3, seen.join());
    // Between two answers: a strict transaction begins and completes, and none that writes the journal is anything else.
    for (const before of seen.join(' ').split('answered').slice(0, 3)) assert.match(before, /begin:strict .*complete/);
    assert.not.match(seen.join(' '), /begin:(relaxed|default)/);
  }));

test('C5 and L1: the browser is killed right after a 202 and again while it sends: the sale and its number are there after the start', () =>
  inShop(async (shop, open) => {
    const proxy = await openProxy(shop.url);
    try {
      const browser = await open();
      await pairRegister(browser.page, { url: proxy.url, pairingCode: shop.pairingCode });
      proxy.break('lose-request');
      const taken: Receipt[] = [];
      for (const fault of ['lose-request', 'hang'] as const) {
        proxy.break(fault);
        const before = proxy.sendings.length;
        for (let n = 0; n < 3; n++) taken.push(await sellOn(browser.page));
        if (fault === 'hang') await until('a sending', async () => proxy.sendings.length, (count) => count > before);
        await browser.kill();
        await browser.relaunch();
        await browser.page.goto(`${proxy.url}register/`);
        await browser.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      }
      proxy.heal();
      taken.push(await sellOn(browser.page));
      assert.equal(taken.map(({ receiptNumber }) => receiptNumber), numbers('T1', 1, 7));
      await until('seven sales in the ledger', () => ledgerOf(shop), (receipts) => receipts.length >= 7);
      assert.equal(await ledgerOf(shop), numbers('T1', 1, 7));
    } finally {
      await proxy.close();
    }
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

function sellOn(page: Page): Promise<Receipt> {
  return page.evaluate(async (body) => {
    const response = await fetch('/register/api/sales', { method: 'POST', body });
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    return response.json() as Promise<Receipt>;
  }, JSON.stringify(anySale()));
}

/** Sends a sale while the page holds the worker's lock, and lets go of it after `meanwhile`. */
async function interrupted(page: Page, lock: string, body: string, meanwhile: () => Promise<void>): Promise<Receipt> {
  await page.evaluate((name) => new Promise<void>((resolve) => {
    void navigator.locks.request(name, () => new Promise<void>((letGo) => {
      Object.assign(window, { letGo });
      resolve();
    }));
  }), lock);
  const answer = page.evaluate(async (text) => {
    const response = await fetch('/register/api/sales', { method: 'POST', body: text });
    return { status: response.status, receipt: await response.json() as Receipt };
  }, body);
  await meanwhile();
  await page.evaluate(() => (window as unknown as { letGo(): void }).letGo());
  const { status, receipt } = await answer;
  if (status !== 202) throw new Error(`answered with ${status}: ${JSON.stringify(receipt)}`);
  return receipt;
}

/** Runs in the worker: notes what its journal's writing transactions are, when they complete, and when a sale is answered. */
function watchWrites(journal: string): void {
  const seen: string[] = [];
  Object.assign(self, { seen });
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
    const transaction = begin.call(this, names, mode, options);
    if (this.name === journal && mode === 'readwrite') {
      seen.push(`begin:${transaction.durability}`);
      transaction.addEventListener('complete', () => seen.push('complete'));
    }
    return transaction;
  };
  const respond = (self as unknown as { FetchEvent: { prototype: { respondWith(this: unknown, response: Promise<Response>): void } } }).FetchEvent.prototype;
  const before = respond.respondWith;
  respond.respondWith = function (this: unknown, response) {
    before.call(this, Promise.resolve(response).then((answer) => {
      if (answer.status === 202) seen.push('answered');
      return answer;
    }));
  };
}

test.run();
