import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addProduct, openCart, setLineDiscount, setQuantity, type Cart } from '../../app/cart.js';
import { saleOf } from '../../app/finished-sale.js';
import { changeOf, likelyTenders, remaining, settleByCard, settleExactly, settleInCash, type Settlement } from '../../app/payment.js';
import { splitOff } from '../../app/split.js';
import { cents, type Cents } from '../../domain/money.js';
import { findDiscrepancy, type Payment } from '../../domain/sale.js';
import { parse } from '../../domain/schema.js';
import { SaleSchema } from '../../domain/wire.js';
import { CONFIG, HASH, ID, NOW, product } from './shop-parts.js';

const STEP = 5;
const card = (amount: number): Payment => ({ method: 'card', amount: cents(amount) });
const cash = (amount: number): Payment => ({ method: 'cash', amount: cents(amount), tendered: cents(amount), change: cents(0) });

test('quick cash takes the total, rounded to the coin', () => {
  assert.equal(settleExactly(cents(4332), [], STEP), { payments: [cash(4330)], rounding: -2 });
});

test('cash gives change on the rounded total', () => {
  assert.equal(settleInCash(cents(4333), [], cents(5000), STEP), { payments: [{ method: 'cash', amount: 4335, tendered: 5000, change: 665 }], rounding: 2 });
});

test('less cash than is due settles nothing', () => {
  assert.is(settleInCash(cents(4330), [], cents(4325), STEP), null);
});

test('the rounded amount is enough', () => {
  assert.equal(settleInCash(cents(4332), [], cents(4330), STEP)?.rounding, -2);
});

test('a card pays to the cent', () => {
  assert.equal(settleByCard(cents(4332), []), { payments: [card(4332)], rounding: 0 });
});

test('a split is rounded for its cash remainder only', () => {
  assert.equal(settleExactly(cents(4332), [card(2001)], STEP), { payments: [card(2001), cash(2330)], rounding: -1 });
});

test('a split that ends with a card is not rounded', () => {
  assert.equal(settleByCard(cents(4332), [cash(2000)]), { payments: [cash(2000), card(2332)], rounding: 0 });
});

test('a cash remainder that rounds to nothing is no payment', () => {
  assert.equal(settleExactly(cents(4332), [card(4330)], STEP), { payments: [card(4330)], rounding: -2 });
});

test('parts that are more than the total settle nothing, in cash or by card', () => {
  assert.equal([settleExactly(cents(1000), [card(1500)], STEP), settleByCard(cents(1000), [card(1500)])], [null, null]);
});

test('what remains goes below nothing when the cart shrinks after a part', () => {
  assert.is(remaining(cents(1000), [card(1500)]), -500);
});

test('a part in cash is made of coins that there are; one by card need not be', () => {
  assert.is(splitOff(cents(1000), [], 'cash', cents(501), STEP), null);
  assert.equal(splitOff(cents(1000), [], 'card', cents(501), STEP), card(501));
});

test('change of more than a thousand is a mistake, or a barcode', () => {
  assert.is(settleInCash(cents(480), [], cents(9_638_507_400), STEP), null);
  assert.ok(settleInCash(cents(480), [], cents(100_000), STEP));
});

test('a part of a split is less than what remains', () => {
  assert.equal(splitOff(cents(1000), [card(400)], 'cash', cents(500), STEP), cash(500));
});

for (const [name, amount] of [['all that remains', cents(600)], ['more than remains', cents(700)], ['nothing', cents(0)], ['less than nothing', cents(-5)], ['no amount', null]] as const) {
  test(`${name} is no part of a split`, () => {
    assert.is(splitOff(cents(1000), [card(400)], 'card', amount, STEP), null);
  });
}

test('the sums that a customer is likely to hand over are round, ascending and more than is due', () => {
  assert.equal([likelyTenders(cents(4330)), likelyTenders(cents(5000)), likelyTenders(cents(120))], [[4500, 5000, 6000, 10_000], [5500, 6000, 10_000], [500, 1000, 2000, 5000]]);
});

test('the change of a sale is that of all its cash', () => {
  assert.is(changeOf([card(100), { method: 'cash', amount: cents(900), tendered: cents(1000), change: cents(100) }]), 100);
});

test('a sale that is given away is settled', () => {
  assert.equal(settleByCard(cents(0), [])?.payments, []);
});

// ---- whatever is sold, and however it is paid, adds up as the panel adds it up

interface Trade {
  readonly lines: readonly { readonly price: number; readonly quantity: number; readonly discount: number; readonly taxFree: boolean }[];
  readonly orderDiscount: number;
  readonly part: number;
  readonly method: 'quick' | 'cash' | 'card';
  readonly extra: number;
}

const trades: fc.Arbitrary<Trade> = fc.record({
  lines: fc.array(fc.record({ price: fc.integer({ min: 0, max: 99_999 }), quantity: fc.integer({ min: 1, max: 20_000 }), discount: fc.integer({ min: 0, max: 10_000 }), taxFree: fc.boolean() }), { minLength: 1, maxLength: 12 }),
  orderDiscount: fc.integer({ min: 0, max: 10_000 }), part: fc.integer({ min: 0, max: 20_000 }), method: fc.constantFrom('quick', 'cash', 'card'), extra: fc.integer({ min: 0, max: 10_000 }),
});

function cartOf({ lines, orderDiscount }: Trade): Cart {
  const cart = lines.reduce((filled, { price, quantity, discount, taxFree }, at) => {
    const sold = product(`p${at}`, `Product ${at}`, price, taxFree ? { taxFree } : {});
    const key = `p${at}@${price}`;
    return setLineDiscount(setQuantity(addProduct(filled, sold, CONFIG, NOW), key, quantity), key, discount);
  }, openCart(ID));
  return { ...cart, orderDiscount };
}

function settle(total: Cents, { part, method, extra }: Trade): Settlement | null {
  const first = splitOff(total, [], 'card', cents(part), STEP);
  const parts = first ? [first] : [];
  if (method === 'card') return settleByCard(total, parts);
  if (method === 'quick') return settleExactly(total, parts, STEP);
  return settleInCash(total, parts, cents(remaining(total, parts) + STEP + extra), STEP);
}

test('every sale that the register makes adds up, and is a sale on the wire', () => {
  fc.assert(fc.property(trades, (trade) => {
    const cart = cartOf(trade);
    const total = saleOf(cart, { payments: [], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW).totals.total;
    const settlement = settle(total, trade);
    assert.ok(settlement);
    const sale = saleOf(cart, settlement ?? { payments: [], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW);
    assert.is(findDiscrepancy(sale), null);
    const read = parse(SaleSchema, JSON.parse(JSON.stringify(sale)));
    assert.equal(read.ok ? read.value : read.message, sale);
  }), { numRuns: 500 });
});

test('a clock that was set back makes no sale that ends before it began', () => {
  const cart = addProduct(openCart(ID), product('p', 'P', 100), CONFIG, NOW);
  const sale = saleOf(cart, { payments: [card(100)], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW - 86_400_000);
  assert.is(Date.parse(sale.openedAt), Date.parse(sale.completedAt));
});

test.run();
