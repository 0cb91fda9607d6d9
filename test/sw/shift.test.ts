import { freshName } from './browser-parts.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CloseRequest, OpenRequest, ShiftDetail } from '../../domain/local.js';
import { cents, type Cents } from '../../domain/money.js';
import { namesFor } from '../../domain/names.js';
import type { Sale, SaleId } from '../../domain/sale.js';
import { NO_TAKINGS, type ShiftClosing, type ShiftId } from '../../domain/shift.js';
import { createPairingCode } from '../../server/pairing.js';
import { findShifts } from '../../server/shifts.js';
import { openQueue } from '../../sw/queue.js';
import { Refused } from '../../sw/refuse.js';
import type { Network } from '../../sw/send.js';
import * as seldom from '../../sw/seldom.js';
import { openStore } from '../../sw/store.js';
import { openTill, type Till } from './whole.js';
import { nextId, saleOf } from '../server/device.js';
import { cookieOf, openPanel, type OpenPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';

interface Counter {
  readonly panel: OpenPanel;
  readonly till: Till;
  /** Another worker on the same disk, as after a restart or in a second tab. */
  again(): Till;
  /** Whether requests get through. */
  connect(connected: boolean): void;
  pair(registerId?: string): Promise<unknown>;
  sell(shift?: ShiftId, parts?: Partial<Sale>): Promise<Sale>;
}

/** The worker's till, paired with a real panel. */
async function atCounter(work: (counter: Counter) => Promise<void>): Promise<void> {
  const panel = await openPanel();
  const names = namesFor(freshName());
  let [cookie, connected] = ['', true];
  const network: Network = async (request) => {
    if (!connected) throw new TypeError('no network');
    const response = await panel.handle(new Request(request.url, { method: request.method, headers: { ...Object.fromEntries(request.headers), cookie }, ...(request.method === 'GET' ? {} : { body: await request.text() }) }));
    cookie = cookieOf(response) || cookie;
    return response;
  };
  const again = (): Till => openTill(names, 'http://panel.test/register/', {
    network, openStore, openQueue: (_, url, onSync) => openQueue(freshName(), url, onSync), locks: navigator.locks, caches: { open: () => Promise.reject(new Error('no cache')), delete: async () => false },
    announce: () => undefined, now: () => panel.now().getTime(), random: () => 0.5, seldom: async () => seldom, version: '0123456789ab', storage: async () => 'persistent',
  });
  const till = again();
  const pair = async (registerId: string = SHOP.register): Promise<unknown> => till.setUp((await createPairingCode(panel.db, registerId, panel.now())).code, 'test');
  const sell = async (shift?: ShiftId, parts: Partial<Sale> = {}): Promise<Sale> => {
    const sale = saleOf(panel.now(), { ...parts, ...(shift ? { shift } : {}) });
    await till.sell(JSON.stringify(sale));
    return sale;
  };
  try {
    await pair();
    await work({ panel, till, again, pair, sell, connect: (now) => { connected = now; } });
  } finally {
    await panel.close();
  }
}

const WHO = { staff: { id: SHOP.asha, name: 'Asha' }, register: 'Front counter' };
const opening = (parts: Partial<OpenRequest> = {}): OpenRequest => ({ id: nextId(), ...WHO, currency: 'AUD', float: cents(20_000), ...parts });
const closing = (shift: ShiftId, cash: number, card: number, id: SaleId = nextId()): CloseRequest => ({ id, ...WHO, shift, counted: { cash: cents(cash), card: cents(card) } });
const begin = async (till: Till): Promise<ShiftId> => (await till.changeShift('open', opening())).record.shift;
const end = async (till: Till, shift: ShiftId, cash: number, card: number): Promise<ShiftClosing> => (await till.changeShift('close', closing(shift, cash, card))).record as ShiftClosing;

async function refusedWith(asked: Promise<unknown>): Promise<Refused> {
  const error: unknown = await asked.then(() => null, (thrown: unknown) => thrown);
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error;
}
const reasonOf = async (asked: Promise<unknown>): Promise<string> => (await refusedWith(asked)).code;
const CARD = { payments: [{ method: 'card', amount: 1860 as Cents }] } as const;

test('a shift that is opened takes the next number, and stands on the disk with its float', () => atCounter(async ({ till, sell, again }) => {
  await sell();
  const { receiptNumber, record, state } = await till.changeShift('open', opening());
  assert.equal([receiptNumber, record.kind, record.float, state], ['T1-000002', 'shift-open', 20_000, 'Waiting']);
  const { shift, unsynchronised } = await again().status();
  assert.equal([shift?.id, shift?.float, shift?.openedBy, shift?.takings, unsynchronised], [record.shift, 20_000, 'Asha', NO_TAKINGS, 2]);
}));

test('a shift that is closed holds what was counted against what the disk has of its sales, also after a restart', () => atCounter(async ({ till, sell, again }) => {
  await sell();
  const shift = await begin(till);
  await sell(shift);
  await sell(shift, CARD);
  const record = await end(again(), shift, 21_660, 1860);
  assert.equal(record.methods, [{ method: 'cash', counted: 21_660, expected: 21_860, difference: -200 }, { method: 'card', counted: 1860, expected: 1860, difference: 0 }]);
  assert.equal([record.sales, record.float, (await till.status()).shift], [{ count: 2, total: 3720 }, 20_000, null]);
  await sell();
}));

test('a closing says how many of the shift’s sales are to come: none that was sent, and none of before', () => atCounter(async ({ till, sell, connect }) => {
  connect(false);
  await sell();
  connect(true);
  const shift = await begin(till);
  await sell(shift);
  await till.drain(true);
  connect(false);
  for (let n = 0; n < 3; n++) await sell(shift);
  assert.equal([(await end(till, shift, 20_000, 0)).unsynchronised, (await till.status()).unsynchronised], [3, 4]);
}));

test('what was closed offline is at the panel when the connection is back, complete and once', () => atCounter(async ({ panel, till, sell, connect }) => {
  connect(false);
  const shift = await begin(till);
  for (let n = 0; n < 3; n++) await sell(shift);
  await end(till, shift, 25_580, 0);
  assert.is(await till.drain(true), 'paused');
  assert.is((await findShifts(panel.db, {}, 1)).total, 0);
  connect(true);
  assert.is(await till.drain(true), 'empty');
  const { rows } = await findShifts(panel.db, {}, 1);
  assert.equal(rows.map(({ state, sales, flags }) => [state, sales.received, flags]), [['complete', 3, []]]);
}));

test('two tabs that open a shift at once open one', () => atCounter(async ({ till, again }) => {
  const asked = await Promise.allSettled([till, again(), again()].map((one) => one.changeShift('open', opening())));
  assert.equal(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  assert.is((await till.history(Infinity)).items.length, 1);
}));

test('two tabs that close a shift at once close it once', () => atCounter(async ({ till, again }) => {
  const shift = await begin(till);
  const asked = await Promise.allSettled([till, again()].map((one) => one.changeShift('close', closing(shift, 20_000, 0))));
  assert.equal(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.is((await till.history(Infinity)).items.length, 2);
}));

test('the same opening and the same closing again get the same answer, and nothing is written', () => atCounter(async ({ till }) => {
  const asked = opening();
  const first = await till.changeShift('open', asked);
  assert.equal(await till.changeShift('open', asked), first);
  const last = closing(first.record.shift, 20_000, 0);
  const closed = await till.changeShift('close', last);
  assert.equal(await till.changeShift('close', last), closed);
  assert.equal(await till.changeShift('open', asked), first);
  assert.equal([(await till.history(Infinity)).items.length, (await till.status()).shift], [2, null]);
}));

test('a sale must carry the shift that is open, and none when none is; what is refused takes no number', () => atCounter(async ({ till, sell }) => {
  assert.is(await reasonOf(sell('00000000-0000-4000-8000-00000000abcd' as ShiftId)), 'shift-changed');
  const shift = await begin(till);
  assert.is(await reasonOf(sell()), 'shift-changed');
  await sell(shift);
  await end(till, shift, 20_000, 0);
  assert.is(await reasonOf(sell(shift)), 'shift-changed');
  await sell();
  assert.equal((await till.history(Infinity)).items.map(({ receiptNumber }) => receiptNumber), ['T1-000004', 'T1-000003', 'T1-000002', 'T1-000001']);
}));

test('a sale that was taken before its shift was closed is answered again after that, and counted once', () => atCounter(async ({ till, sell }) => {
  const shift = await begin(till);
  const sale = await sell(shift);
  await till.sell(JSON.stringify(sale));
  assert.is((await end(till, shift, 21_860, 0)).sales.count, 1);
  assert.is((await till.sell(JSON.stringify(sale))).receiptNumber, 'T1-000002');
}));

test('a shift that is not open is not closed', () => atCounter(async ({ till }) => {
  assert.is(await reasonOf(till.changeShift('close', closing(nextId() as string as ShiftId, 0, 0))), 'shift-changed');
  const shift = await begin(till);
  assert.is(await reasonOf(till.changeShift('close', closing(nextId() as string as ShiftId, 0, 0))), 'shift-changed');
  assert.is((await till.status()).shift?.id, shift);
}));

test('the id of a sale is not taken for a shift, nor that of a shift for a sale', () => atCounter(async ({ till, sell, panel }) => {
  const { id } = await sell();
  assert.is(await reasonOf(till.changeShift('open', opening({ id }))), 'already-complete');
  const shift = await begin(till);
  assert.is(await reasonOf(till.sell(JSON.stringify(saleOf(panel.now(), { id: shift as string as SaleId, shift })))), 'already-complete');
}));

const SAID = opening();
const WRONG_OPENINGS: readonly (readonly [path: string, said: object])[] = [
  ['id', { ...SAID, id: 'x' }], ['id', { ...SAID, id: undefined }], ['id', { ...SAID, id: {} }], ['staff', { ...SAID, staff: undefined }], ['staff.id', { ...SAID, staff: { id: '', name: 'A' } }], ['staff.name', { ...SAID, staff: { id: 'a' } }],
  ['register', { ...SAID, register: 5 }], ['currency', { ...SAID, currency: 'dollar' }], ['float', { ...SAID, float: -1 }], ['float', { ...SAID, float: '200' }], ['float', { ...SAID, float: 1e12 }], ['float', { ...SAID, float: undefined }],
];
for (const [path, said] of WRONG_OPENINGS) {
  test(`an opening of ${JSON.stringify(said).slice(0, 150)} is refused by ${path}, and nothing is opened`, () => atCounter(async ({ till }) => {
    const refused = await refusedWith(till.changeShift('open', said));
    assert.equal([refused.status, refused.code, refused.detail.path], [422, 'not-valid', path]);
    assert.is((await till.status()).shift, null);
  }));
}

for (const [path, counted] of [['methods.0.counted', undefined], ['methods.0.counted', null], ['methods.0.counted', 'much'], ['methods.0.counted', { card: 0 }], ['methods.1.counted', { cash: 0 }], ['methods.1.counted', { cash: 0, card: -1 }], ['methods.0.counted', { cash: 0.5, card: 0 }]] as const) {
  test(`a closing with ${JSON.stringify(counted)} counted is refused by ${path}, and the shift stays open`, () => atCounter(async ({ till }) => {
    const shift = await begin(till);
    const refused = await refusedWith(till.changeShift('close', { ...closing(shift, 0, 0), counted }));
    assert.equal([refused.code, refused.detail.path, (await till.status()).shift?.id], ['not-valid', path, shift]);
  }));
}

test('a register that is not set up, or whose link was removed, opens no shift', () => atCounter(async ({ till, panel, pair }) => {
  await till.reset(false);
  assert.is(await reasonOf(till.changeShift('open', opening())), 'not-set-up');
  await pair();
  await panel.db.updateTable('links').set({ ended_at: panel.now().toISOString() }).execute();
  await till.sell(JSON.stringify(saleOf(panel.now())));
  await till.drain(true);
  assert.is(await reasonOf(till.changeShift('open', opening())), 'link-removed');
}));

test('a shift goes on over a new link of its register, and a reset ends it here', () => atCounter(async ({ till, sell, pair }) => {
  const shift = await begin(till);
  await sell(shift);
  await pair();
  await sell(shift);
  const { record, receiptNumber } = await till.changeShift('close', closing(shift, 23_720, 0)) as ShiftDetail & { record: ShiftClosing };
  assert.equal([receiptNumber, record.sales.count, record.methods[0]?.difference], ['T1b-000002', 2, 0]);
  await begin(till);
  await till.drain(true);
  await till.reset(false);
  assert.is((await till.status()).shift, null);
}));

test('another register on the same device has a shift of its own', () => atCounter(async ({ till, sell, pair }) => {
  const first = await begin(till);
  await till.drain(true);
  await pair(SHOP.otherRegister);
  assert.is((await till.status()).shift, null);
  const second = await begin(till);
  await sell(second);
  assert.is((await end(till, second, 21_860, 0)).sales.count, 1);
  await till.drain(true);
  await pair();
  assert.equal([(await till.status()).shift?.id, (await end(till, first, 20_000, 0)).sales.count], [first, 0]);
}));

test('history has the openings and closings among the sales, and each opens', () => atCounter(async ({ till, sell }) => {
  const shift = await begin(till);
  const { id } = await sell(shift);
  await end(till, shift, 21_900, 5);
  const { items } = await till.history(Infinity);
  assert.equal(items.map(({ kind, total }) => [kind, total]), [['shift-close', 21_905], ['sale', 1860], ['shift-open', 20_000]]);
  const [closed, sale] = [await till.detail(items[0]?.id ?? id), await till.detail(id)];
  assert.equal(['record' in closed && closed.record.kind, 'sale' in sale && sale.sale.shift], ['shift-close', shift]);
}));

test.run();
