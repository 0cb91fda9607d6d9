import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import { parse } from '../../domain/schema.js';
import { closingAddsUp, compare, differenceInWords, expectedOf, NO_TAKINGS, reconcile, withSale, type Takings } from '../../domain/shift.js';
import { plainMoney } from '../../domain/money.js';
import { RecordSchema, ShiftClosingSchema, ShiftOpeningSchema } from '../../domain/wire.js';
import { anySale } from '../sale.js';
import { anyClosing, anyOpening } from '../shift.js';

/** 18.60, once in cash rounded to 18.60 and once by card and cash. */
const CASH = anySale();
const SPLIT = anySale({ payments: [{ method: 'card', amount: cents(1000) }, { method: 'cash', amount: cents(860), tendered: cents(1000), change: cents(140) }] });
const TAKINGS = [CASH, SPLIT].reduce(withSale, NO_TAKINGS);
const END = new Date('2026-11-23T06:00:00.000Z');
const opening = anyOpening();
const closing = anyClosing(opening, [CASH, SPLIT], END, { missing: 200 });

test('takings are the sales, their totals, and what each method kept of what was tendered', () => {
  const paid = CASH.payments.reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(TAKINGS, { count: 2, total: CASH.totals.total * 2, paid: { cash: paid + 860, card: 1000 } });
});

test('a shift may take more than any one sale of it may cost', () => {
  const large = { ...closing, sales: { count: 2, total: 12_000_000_000 }, methods: [{ method: 'cash', counted: 12_000_000_000, expected: 12_000_020_000, difference: -20_000 }] };
  assert.ok(parse(RecordSchema, large).ok);
  assert.not.ok(parse(RecordSchema, { ...large, sales: { count: 2, total: 2 ** 53 } }).ok);
});

test('the float is expected in the drawer, and not on the card terminal', () => {
  assert.is(expectedOf('cash', cents(20_000), TAKINGS), 20_000 + TAKINGS.paid.cash);
  assert.is(expectedOf('card', cents(20_000), TAKINGS), 1000);
});

test('a difference is what was counted less what was expected, method by method', () => {
  const found = compare({ cash: cents(20_000), card: cents(1050) }, cents(20_000), TAKINGS);
  assert.equal(found.map(({ method, difference }) => [method, difference]), [['cash', -TAKINGS.paid.cash], ['card', 50]]);
});

test('money that went out of the drawer is expected less', () => {
  const refund = anySale({ totals: { gross: cents(-500), discount: cents(0), total: cents(-500), tax: cents(0) }, payments: [{ method: 'cash', amount: cents(-500), tendered: cents(0), change: cents(500) }] });
  assert.is(expectedOf('cash', cents(300), withSale(NO_TAKINGS, refund)), -200);
});

test('a difference is told in words', () => {
  const said = [-200, 50, 0].map((difference) => differenceInWords(cents(difference), (amount) => `$${plainMoney(amount)}`));
  assert.equal(said, ['$2.00 short', '$0.50 over', 'exact']);
});

test('a closing adds up when each difference is right and no method is there twice', () => {
  const [cash, card] = closing.methods;
  assert.ok(cash && card && closingAddsUp(closing));
  if (!cash || !card) return;
  assert.not.ok(closingAddsUp({ ...closing, methods: [{ ...cash, difference: cents(0) }, card] }));
  assert.not.ok(closingAddsUp({ ...closing, methods: [cash, cash] }));
});

test('a closing is complete when all of its sales have come, and until then tells how many are to come', () => {
  assert.equal(reconcile(closing, TAKINGS), { state: 'complete' });
  assert.equal(reconcile(closing, withSale(NO_TAKINGS, CASH)), { state: 'to-come', toCome: 1 });
  assert.equal(reconcile(closing, NO_TAKINGS), { state: 'to-come', toCome: 2 });
});

test('a closing differs when more sales came than it states, or as many with other money', () => {
  const others: readonly Takings[] = [
    withSale(TAKINGS, CASH), { ...TAKINGS, total: cents(1) }, { ...TAKINGS, paid: { ...TAKINGS.paid, card: cents(0) } }, [CASH, CASH].reduce(withSale, NO_TAKINGS),
  ];
  for (const other of others) assert.equal(reconcile(closing, other), { state: 'differs' });
});

test('a shift without a sale is complete at once', () => {
  assert.equal(reconcile(anyClosing(opening, [], END), NO_TAKINGS), { state: 'complete' });
});

test('a record is read by its kind, as it was written', () => {
  for (const record of [opening, closing, CASH, { ...CASH, shift: opening.shift }]) assert.equal(parse(RecordSchema, record), { ok: true, value: record });
});

const WRONG: readonly (readonly [path: string, value: unknown])[] = [
  ['id', 'x'], ['shift', undefined], ['shift', 'x'], ['at', '2026-11-23'], ['staff.id', ''], ['staff', null], ['register', ''], ['currency', 'dollars'], ['float', -1], ['float', 1.5], ['float', '200'], ['float', undefined],
];
for (const [path, value] of WRONG) {
  test(`an opening whose ${path} is ${JSON.stringify(value)} is none, and says so`, () => {
    const [name = '', inner] = path.split('.');
    const wrong = { ...opening, [name]: inner ? { ...opening.staff, [inner]: value } : value };
    const parsed = parse(ShiftOpeningSchema, wrong);
    assert.is(parsed.ok ? 'taken' : parsed.path, path);
  });
}

const [cash] = closing.methods;
const WRONG_END: readonly (readonly [path: string, part: object])[] = [
  ['openedAt', { openedAt: '' }], ['closedAt', { closedAt: 1 }], ['methods', { methods: [] }], ['methods', { methods: [cash, cash, cash] }], ['methods.0.method', { methods: [{ ...cash, method: 'gold' }] }],
  ['methods.0.counted', { methods: [{ ...cash, counted: -5 }] }], ['methods.0.counted', { methods: [{ ...cash, counted: undefined }] }], ['methods.0.expected', { methods: [{ ...cash, expected: 0.5 }] }],
  ['methods.0.difference', { methods: [{ ...cash, difference: Number.NaN }] }], ['sales.count', { sales: { count: -1, total: 0 } }], ['sales.total', { sales: { count: 1 } }], ['unsynchronised', { unsynchronised: -1 }],
];
for (const [path, part] of WRONG_END) {
  test(`a closing with ${JSON.stringify(part)} is none, and says so`, () => {
    const parsed = parse(ShiftClosingSchema, { ...closing, ...part });
    assert.is(parsed.ok ? 'taken' : parsed.path, path);
  });
}

test.run();
