import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents, plainMoney } from '../../domain/money.js';
import type { MethodCount } from '../../domain/shift.js';
import { receivedInWords } from '../../panel/registers/numbers.js';
import { differencesInWords, standingOf, sumOf } from '../../panel/shifts/words.js';

const method = (name: MethodCount['method'], expected: number, difference: number): MethodCount => ({ method: name, counted: cents(expected + difference), expected: cents(expected), difference: cents(difference) });
const money = (amount: Parameters<typeof plainMoney>[0]): string => `$${plainMoney(amount)}`;

test('a shift stands open, complete, to come by number, or different', () => {
  const said = (['open', 'complete', 'to-come', 'differs'] as const).map((state) => standingOf({ state, sales: { received: 9, stated: 12 } }).words);
  assert.equal(said, ['open', 'complete', '3 of 12 sales still to come', 'differs']);
});

test('differences are told method by method: too much of one never hides too little of another', () => {
  assert.equal(differencesInWords([method('cash', 20_000, -200), method('card', 500, 200)], money), ['Cash $2.00 short', 'Card $2.00 over']);
  assert.equal(differencesInWords([method('cash', 20_000, 0), method('card', 500, 200)], money), ['Card $2.00 over']);
  assert.equal(differencesInWords([method('cash', 20_000, 0)], money), []);
});

test('what was counted and expected is summed over the methods', () => {
  const methods = [method('cash', 20_000, -200), method('card', 500, 0)];
  assert.equal([sumOf(methods, 'counted'), sumOf(methods, 'expected')], [20_300, 20_500]);
});

test('what came of a link is told as sales, and the rest as what it is', () => {
  assert.is(receivedInWords({ received: 12, shiftRecords: 0 }), '12 sales');
  assert.is(receivedInWords({ received: 12, shiftRecords: 1 }), '11 sales, and 1 opening or closing of a shift');
  assert.is(receivedInWords({ received: 3, shiftRecords: 2 }), '1 sale, and 2 openings or closings of shifts');
});

test.run();
