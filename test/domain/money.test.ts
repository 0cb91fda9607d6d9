import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents, divideRound, MAX_CENTS, parseMoney, plainMoney, roundCash, share } from '../../domain/money.js';

test('only whole numbers are cents', () => {
  for (const wrong of [0.5, NaN, Infinity, 2 ** 60]) assert.throws(() => cents(wrong), 'not whole cents');
  assert.ok(Object.is(cents(-0), 0));
});

test('halves are rounded away from zero', () => {
  assert.equal([5, -5, 4, -4, 15].map((n) => divideRound(n, 10)), [1, -1, 0, 0, 2]);
});

test('amounts are read as people write them', () => {
  const read = { '4.80': 480, '$1,234.5': 123450, '12': 1200, '1,234,567.80': 123456780, '1,00,000': 10000000, ' .5 ': 50, '-3.00': -300, '−3': -300, '1\u00a0234.00': 123400, '7.': 700 };
  for (const [text, amount] of Object.entries(read)) assert.is(parseMoney(text), amount, text);
});

test('what is no amount is null', () => {
  for (const text of ['', 'free', '1.234', '5,20', '20,00', '1,2345', '1,23', ',5', '1.2.3', '--1', '1e3', '.', '$', '100000000.00', 'NaN']) assert.is(parseMoney(text), null, text);
});

test('what is written plainly is read back', () => {
  fc.assert(fc.property(fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }), (n) => parseMoney(plainMoney(cents(n))) === n + 0));
});

test('cash is rounded to five cents, and two cents down, three up', () => {
  assert.equal([4330, 4331, 4332, 4333, 4334, 4335, 4337, 4338].map((n) => roundCash(cents(n), 5)), [4330, 4330, 4330, 4335, 4335, 4335, 4335, 4340]);
});

test('shares add up to the whole and none is a cent off its due', () => {
  fc.assert(fc.property(fc.integer({ min: -1e10, max: 1e10 }), fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 30 }), (amount, weights) => {
    const whole = weights.reduce((a, b) => a + b, 0);
    const parts = share(cents(amount), weights);
    if (whole === 0) return parts.every((part) => part === 0);
    const sum = parts.reduce((a, b) => a + b, 0);
    return sum === amount && parts.every((part, i) => Math.abs(part - (amount * (weights[i] ?? 0)) / whole) <= 1.01);
  }));
});

test.run();
