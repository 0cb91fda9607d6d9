import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents, MAX_CENTS } from '../../domain/money.js';
import { cashDue, price, taxInside, type LineInput } from '../../domain/pricing.js';

const line = (unitPrice: number, quantity = 1000, discount = 0, taxRate = 1000): LineInput => ({ unitPrice: cents(unitPrice), quantity, discount, taxRate });

test('the tax inside an Australian price is an eleventh of it', () => {
  assert.equal([1100, 480, 1, 5, 6, 0].map((n) => taxInside(cents(n), 1000)), [100, 44, 0, 0, 1, 0]);
  assert.is(taxInside(cents(999), 0), 0);
});

test('the drawing’s cart comes to its total', () => {
  const { totals, lines } = price([line(480, 2000), line(680), line(1850, 1000, 1000), line(900, 1000, 0, 0), line(125, 1000, 0, 0)], 0);
  assert.equal(totals, { gross: 4515, discount: 185, total: 4330, tax: 87 + 62 + 151 });
  assert.equal(lines.map(({ total }) => total), [960, 680, 1665, 900, 125]);
});

test('a weighed quantity is priced by its thousandths', () => {
  assert.is(price([line(399, 485)], 0).totals.total, 194);
});

test('the discount on the order comes off what the lines’ discounts leave', () => {
  const { totals, lines } = price([line(1000, 1000, 5000), line(1000)], 1000);
  assert.is(totals.total, 1350);
  assert.equal(lines.map(({ orderDiscount }) => orderDiscount), [50, 100]);
});

test('an order’s discount of everything leaves nothing, and no tax', () => {
  assert.equal(price([line(333), line(667)], 10_000).totals, { gross: 1000, discount: 1000, total: 0, tax: 0 });
});

test('for any cart, lines add up to the totals, and nothing is negative', () => {
  const anyLine = fc.record({ unitPrice: fc.integer({ min: 0, max: 9_999_999 }).map(cents), quantity: fc.integer({ min: 1, max: 99_000 }), discount: fc.integer({ min: 0, max: 10_000 }), taxRate: fc.constantFrom(0, 1000, 2000) });
  fc.assert(fc.property(fc.array(anyLine, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 10_000 }), (lines, discount) => {
    const { lines: priced, totals } = price(lines, discount);
    const sum = (pick: (amounts: (typeof priced)[number]) => number): number => priced.reduce((all, each) => all + pick(each), 0);
    return totals.total === sum((l) => l.total) && totals.tax === sum((l) => l.tax) && totals.gross - totals.discount === totals.total
      && priced.every((l) => l.total >= 0 && l.tax >= 0 && l.tax <= l.total && l.gross - l.lineDiscount - l.orderDiscount === l.total);
  }));
});

test('cash rounding is told apart from the amount', () => {
  assert.equal(cashDue(cents(4332), 5), { due: 4330, rounding: -2 });
  assert.equal(cashDue(cents(4332), 1), { due: 4332, rounding: 0 });

test('the largest amount there is can be paid in cash', () => {
  assert.equal([1, 5, 10].map((step) => cashDue(MAX_CENTS, step)), [{ due: 9_999_999_999, rounding: 0 }, { due: 9_999_999_995, rounding: -4 }, { due: 9_999_999_990, rounding: -9 }]);
});
});

test.run();
