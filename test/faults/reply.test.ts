import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import type { Refusal } from '../../domain/wire.js';
import { anySale } from '../sale.js';
import { numbers, premises, taken } from './premises.js';
import { ANSWERS, type Fault } from './proxy.js';

const place = premises();

test('C1: the panel commits and its reply is lost: sent again, sold once', () =>
  place.register(async (register) => {
    register.proxy.break('lose-reply', { times: 2 });
    const [receipt] = await register.sell();
    assert.ok(receipt);
    await register.wait('the first sending', () => register.proxy.arrivals(receipt.id), (times) => times > 0);
    await register.settle();
    assert.ok(register.proxy.arrivals(receipt.id) >= 2, 'it was sent again');
    assert.equal((await register.ledger()).map(({ id }) => id), [receipt.id]);
    assert.is((await register.history())[0]?.state, 'Synchronised');
  }));

test('C2: a repeat is a success with the same answer; the same id with other content is kept and flagged', () =>
  place.register(async (register) => {
    const sale = anySale();
    const first = await taken(register.ask, sale);
    assert.equal(await taken(register.ask, sale), first);
    const other = await register.ask('POST', 'sales', { ...sale, staff: { id: 'ben', name: 'Ben Cole' } });
    assert.is(other.status, 409);
    assert.is((other.body as Refusal).error.code, 'already-complete');
    register.proxy.break('twice');
    await register.settle();
    assert.is((await register.ledger()).length, 1);
    await place.register(async (neighbour) => {
      await taken(neighbour.ask, { ...sale, staff: { id: 'ben', name: 'Ben Cole' } });
      await neighbour.settle();
      const [kept] = await neighbour.ledger();
      assert.is(kept?.id, sale.id);
      assert.match(kept?.flags ?? '', /id-reused/);
    });
    assert.is((await register.ledger()).length, 1);
  }));

test('C12: a sale comes with all its lines and payments or not at all, also when the panel is killed over it', () =>
  place.register(async (register) => {
    const split = (): ReturnType<typeof anySale> => {
      const sale = anySale();
      const [cash] = sale.payments;
      assert.ok(cash);
      const [half, rest] = [cents(500), cents(cash.amount - 500)];
      return { ...sale, payments: [{ method: 'card', amount: half }, { method: 'cash', amount: rest, tendered: rest, change: cents(0) }] };
    };
    await register.shop.stopPanel();
    for (let n = 0; n < 130; n++) await taken(register.ask, split());
    for (let kill = 0; kill < 4; kill++) {
      await register.shop.startPanel();
      const before = register.proxy.sendings.length;
      const draining = register.drain();
      await Promise.race([draining, register.wait('a sending', () => register.proxy.sendings.length, (sent) => sent > before)]);
      await new Promise((resolve) => setTimeout(resolve, kill * 5));
      await register.shop.killPanel();
      await draining;
    }
    await register.shop.startPanel();
    await register.settle();
    const rows = await register.onPanel(async ({ db }) => db.selectFrom('ledger').select((row) => [
      'sale_id', 'total',
      row.selectFrom('ledger_lines').select(({ fn }) => fn.countAll<number>().as('n')).whereRef('ledger_position', '=', 'position').as('lines'),
      row.selectFrom('ledger_payments').select(({ fn }) => fn.sum<number>('amount').as('sum')).whereRef('ledger_position', '=', 'position').as('paid'),
      row.selectFrom('ledger_payments').select(({ fn }) => fn.countAll<number>().as('n')).whereRef('ledger_position', '=', 'position').as('payments'),
    ]).where('register_id', '=', register.registerId).execute());
    assert.is(rows.length, 130);
    const { lines, totals, rounding } = anySale();
    assert.equal([...new Set(rows.map((row) => `${row.lines} lines, ${row.payments} payments, ${row.paid}`))], [`${lines.length} lines, 2 payments, ${totals.total + rounding}`]);
  }));

test('L2: an answer that does not name the sale is no delivery: 500, 502, a log-in page, a redirect, 204, others’ JSON, half an answer', () =>
  place.register(async (register) => {
    const faults: [string, Fault][] = [...Object.entries(ANSWERS), ['half an answer', 'cut'], ['no connection', 'lose-request']];
    const receipts = await register.shop.stopPanel().then(() => register.sell(3));
    // Before the panel is there: a timer of the page's own may send at any moment, and would get through.
    register.proxy.break('lose-request');
    await register.shop.startPanel();
    for (const [name, fault] of faults) {
      register.proxy.break(fault);
      const before = register.proxy.sendings.length;
      // A drain of the page's own may be under way: then this one leaves it to that, which may have sent before.
      await register.wait(`${name}: a sending`, async () => { await register.drain(); return register.proxy.sendings.length; }, (sent) => sent > before);
      const { unsynchronised, needsAttention } = await register.status();
      assert.equal([unsynchronised, needsAttention], [3, 0], name);
    }
    register.proxy.heal();
    await register.settle();
    assert.equal((await register.ledger()).map(({ id }) => id), receipts.map(({ id }) => id));
  }));

test('L4: with a panel that commits and does not answer, the sale is complete at once, and is never told as failed', () =>
  place.register(async (register) => {
    register.proxy.break('hang');
    const [receipt] = await register.sell();
    assert.ok(receipt);
    await register.wait('it in the ledger', () => register.ledger(), (sales) => sales.length === 1);
    assert.equal((await register.history()).map(({ id, state }) => [id, state]), [[receipt.id, 'Waiting']]);
    await register.stopWorker();
    register.proxy.heal();
    await register.settle();
    assert.is((await register.ledger()).length, 1);
    assert.is(register.proxy.requests(/^\/register\/api\/sales$/), 0, 'the page’s own request never leaves the browser');
  }));

test('D2: the browser’s network stack sends a request again on a reset connection: sold once', () =>
  place.register(async (register) => {
    await register.sell();
    await register.settle();
    register.proxy.break('reset-reused', { times: 2 });
    const [receipt] = await register.sell();
    assert.ok(receipt);
    await register.wait('its end', () => register.detail(receipt.id), ({ state }) => state === 'Synchronised');
    assert.ok(register.proxy.arrivals(receipt.id) >= 2, `${register.proxy.arrivals(receipt.id)} arrivals`);
    assert.equal((await register.ledger()).map(({ receiptNumber }) => receiptNumber), numbers(register.series, 1, 2));
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
