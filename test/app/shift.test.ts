import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCart } from '../../app/cart.js';
import { counted, countUp, shiftObjection } from '../../app/counting.js';
import { saleOf } from '../../app/finished-sale.js';
import { layOutShift } from '../../app/shift-report.js';
import type { Row } from '../../app/receipt.js';
import type { OpenShift } from '../../domain/local.js';
import { cents } from '../../domain/money.js';
import { NO_TAKINGS, withSale } from '../../domain/shift.js';
import { anySale } from '../sale.js';
import { anyClosing, anyOpening, anyShift } from '../shift.js';
import { CONFIG, DETAILS, HASH, ID, NOW } from './shop-parts.js';

const written = (rows: readonly Row[]): string[] => rows.map(({ label, note, value }) => `${label}${note ? ` (${note})` : ''}: ${value}`);
const SALE = anySale({ payments: [{ method: 'card', amount: cents(1862) }], rounding: cents(0) });
const SHIFT: OpenShift = { id: anyShift(), openedAt: '2026-11-23T09:00:00.000+11:00', openedBy: 'Asha', currency: 'AUD', float: cents(20_000), takings: withSale(NO_TAKINGS, SALE), position: 1 };
const opening = anyOpening(new Date('2026-11-22T22:00:00.000Z'));
const closing = (missing: number, unsynchronised: number) => anyClosing(opening, [SALE], new Date('2026-11-23T06:30:00.000Z'), { missing, unsynchronised });

test('a sale carries the shift that is open, and none when none is', () => {
  const make = (shift: OpenShift | null) => saleOf(openCart(ID), { payments: [], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha', mayEditItems: false }, NOW, shift);
  assert.is(make(SHIFT).shift, SHIFT.id);
  assert.not.ok('shift' in make(null));
});

for (const [text, amount] of [['200', 20_000], ['$1,200.50', 120_050], ['0', 0], ['', null], ['-5', null], ['abc', null], ['1.234', null], ['5,20', null], ['99999999999', 9_999_999_999_900], ['999999999999999', null]] as const) {
  test(`what was counted as “${text}” is ${amount === null ? 'no amount' : `${amount} cents`}`, () => assert.is(counted(text), amount));
}

test('what was counted is held against the shift when every amount is there', () => {
  assert.is(countUp({ cash: '200', card: '' }, SHIFT), null);
  assert.equal(countUp({ cash: '198', card: '18.62' }, SHIFT), [
    { method: 'cash', counted: 19_800, expected: 20_000, difference: -200 }, { method: 'card', counted: 1862, expected: 1862, difference: 0 },
  ]);
});

test('a shift is not opened or closed over a sale of which a part is paid, or that may be complete', () => {
  const part = { method: 'card', amount: cents(500) } as const;
  const objections = [openCart(), { ...openCart(), parts: [part] }, { ...openCart(), sent: true }].map((cart) => shiftObjection({ cart }) !== null);
  assert.equal(objections, [false, true, true]);
});

test('the report of a closing says when, by whom, the float, the sales and the differences', () => {
  const report = layOutShift(closing(200, 0), 'T1-000013', DETAILS, CONFIG);
  assert.equal(report.head, ['Harbour Street', 'Shift closed']);
  assert.equal(written(report.facts), ['Report: T1-000013', 'Register: Front counter', 'Opened: 23/11/2026 09:00', 'Closed: 23/11/2026 17:30', 'Closed by: Asha']);
  assert.equal(written(report.lines), ['Float: $200.00', '1 sale: $18.62']);
  assert.equal(written(report.sums), ['Cash (counted 198.00, expected 200.00): $2.00 short', 'Card (counted 18.62, expected 18.62): exact']);
  assert.equal(report.foot, []);
});

test('the report says how many sales had not been sent', () => {
  assert.match(layOutShift(closing(0, 3), 'T1-000013', DETAILS, CONFIG).foot.join(), /^3 sales of this shift had not been sent when it was closed\. They are safe/);
});

test('the report of an opening says the float', () => {
  const report = layOutShift(opening, 'T1-000001', DETAILS, CONFIG);
  assert.equal([report.head[1], written(report.lines), report.sums], ['Shift opened', ['Float: $200.00'], []]);
  assert.equal(written(report.facts), ['Report: T1-000001', 'Register: Front counter', 'Opened: 23/11/2026 09:00', 'Opened by: Asha']);
});

test.run();
