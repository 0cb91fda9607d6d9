import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addProduct, openCart, setLineDiscount, setQuantity } from '../../app/cart.js';
import { saleOf } from '../../app/finished-sale.js';
import { settleInCash } from '../../app/payment.js';
import { writtenDate } from '../../app/moments.js';
import { layOut, type Row } from '../../app/receipt.js';
import { cents } from '../../domain/money.js';
import type { Sale } from '../../domain/sale.js';
import { CONFIG, DETAILS, FLAT_WHITE, HASH, ID, LOAF, NOW } from './shop-parts.js';

const written = (rows: readonly Row[]): string[] => rows.map(({ label, note, value }) => `${label}${note ? ` (${note})` : ''}: ${value}`);

/** Two flat whites less 10 %, half a loaf, 5 % off the order, 10 by card and the rest of a twenty in cash. */
function sold(): Sale {
  const full = addProduct(addProduct(openCart(ID), FLAT_WHITE, CONFIG, NOW), LOAF, CONFIG, NOW);
  const cart = { ...setQuantity(setLineDiscount(setQuantity(full, 'cof-1@480', 2000), 'cof-1@480', 1000), 'bak-1@902', 500), orderDiscount: 500 };
  const settlement = settleInCash(cents(1249), [{ method: 'card', amount: cents(1000) }], cents(2000), 5);
  assert.ok(settlement);
  return saleOf(cart, settlement ?? { payments: [], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW);
}
const receipt = layOut(sold(), 'T1-000212', DETAILS, CONFIG);

test('a receipt is headed by the shop, where it is, and its tax number', () => {
  assert.equal([receipt.shop, ...receipt.head], ['Harbour Café', 'Harbour Street', '14 Harbour Street', 'Port Linden', '(02) 5550 0142', 'ABN 11 222 333 444', 'Good coffee']);
});

test('a receipt says its number, register and who served', () => {
  assert.equal(written(receipt.facts.filter(({ label }) => label !== 'Date')), ['Receipt: T1-000212', 'Register: Front counter', 'Served by: Asha Nair']);
});

test('a receipt\'s date is the register\'s when it was sold, wherever it is reprinted', () => {
  assert.is(writtenDate('2026-11-23T14:06:11.120+11:00', 'en-AU'), '23/11/2026 14:06');
});

test('a receipt\'s lines say quantity, price, discount and freedom from tax', () => {
  assert.equal(written(receipt.lines), ['Flat white (2 × 4.80, less 10 %): 8.64', 'Sourdough loaf (0.5 × 9.02, tax free): 4.51']);
});

test('a receipt\'s sums are the order\'s discount, the total and the tax in it', () => {
  assert.equal(written(receipt.sums), ['Discount 5 %: −0.66', 'Total: $12.49', 'Includes GST: 0.75']);
});

test('lines less the order\'s discount are the total', () => {
  const cashed = (text: string): number => Math.round(Number(text.replace('−', '-').replace('$', '')) * 100);
  const lines = receipt.lines.reduce((sum, { value }) => sum + cashed(value), 0);
  assert.is(lines + cashed(receipt.sums[0]?.value ?? ''), cashed(receipt.sums[1]?.value ?? ''));
});

test('a receipt says how it was paid, what was rounded and what was given back', () => {
  assert.equal(written(receipt.payments), ['Cash rounding: 0.01', 'Card: 10.00', 'Cash: 20.00', 'Change: 17.50']);
});

test('a receipt ends with the shop\'s own words', () => {
  assert.equal(receipt.foot, ['Thank you', 'See you soon']);
});

test('what a shop has not filled in takes no line', () => {
  const bare = layOut(sold(), 'T1-000212', { ...DETAILS, address: '', phone: '', taxNumber: '', header: '', footer: '', outletName: DETAILS.shopName }, CONFIG);
  assert.equal([bare.head, bare.foot], [[], []]);
});

test('one piece without discount and with tax needs no small print', () => {
  const cart = addProduct(openCart(ID), FLAT_WHITE, CONFIG, NOW);
  const sale = saleOf(cart, { payments: [{ method: 'card', amount: cents(480) }], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW);
  const plain = layOut(sale, 'T1-000001', DETAILS, CONFIG);
  assert.equal([written(plain.lines), written(plain.sums), written(plain.payments)], [['Flat white: 4.80'], ['Total: $4.80', 'Includes GST: 0.44'], ['Card: 4.80']]);
});

test.run();
