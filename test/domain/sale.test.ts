import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import { findDiscrepancy, isoWithOffset, paidBy, type Sale } from '../../domain/sale.js';
import { anySale } from '../sale.js';

test('a sale that the register made adds up', () => {
  assert.is(findDiscrepancy(anySale()), null);
  assert.is(findDiscrepancy(anySale({ orderDiscount: 750 })), null);
});

const spoilt: [string, (sale: Sale) => Sale][] = [
  ['lines.1.total', (sale) => ({ ...sale, lines: sale.lines.map((line, i) => i === 1 ? { ...line, total: cents(901) } : line) })],
  ['lines.0.tax', (sale) => ({ ...sale, lines: sale.lines.map((line, i) => i === 0 ? { ...line, tax: cents(0) } : line) })],
  ['totals.total', (sale) => ({ ...sale, totals: { ...sale.totals, total: cents(1) } })],
  ['payments', (sale) => ({ ...sale, payments: [] })],
  ['payments.0.amount', (sale) => ({ ...sale, payments: [{ method: 'cash', amount: cents(1860), tendered: cents(2000), change: cents(0) }] })],
];
for (const [path, spoil] of spoilt) {
  test(`what does not add up is found at ${path}`, () => {
    const found = findDiscrepancy(spoil(anySale()));
    assert.is(found?.path, path);
  });
}

test('what was paid is told by method', () => {
  const sale = anySale({ payments: [{ method: 'card', amount: cents(1000) }, { method: 'cash', amount: cents(860), tendered: cents(1000), change: cents(140) }] });
  assert.equal([paidBy(sale, 'card'), paidBy(sale, 'cash')], [1000, 860]);
});

test('an instant carries the offset of its place', () => {
  const instant = new Date('2026-11-23T03:06:11.120Z');
  assert.is(isoWithOffset(instant, 660), '2026-11-23T14:06:11.120+11:00');
  assert.is(isoWithOffset(instant, -570), '2026-11-22T17:36:11.120-09:30');
  assert.is(new Date(isoWithOffset(instant, 345)).getTime(), instant.getTime());
});

test.run();
