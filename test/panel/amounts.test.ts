import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import { moneyIn, plainPercent, plainQuantity, typedPercent, typedPrice, typedWhole } from '../../panel/amounts.js';
import { Refused } from '../../panel/refused.js';

/** What is refused, by field. */
function refusedPath(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.path;
  }
  return 'not refused';
}

test('money is written in the shop\'s way, with a real minus sign', () => {
  assert.is(moneyIn('en-AU', 'AUD')(cents(-123456)), '−$1,234.56');
});

test('a locale that is no locale writes money in English', () => {
  assert.is(moneyIn('not a locale!', 'AUD')(cents(100)), 'A$1.00');
});

test('a price may be typed as it is said', () => {
  assert.equal(['4.80', '$4.8', ' 1,234 '].map((text) => typedPrice(text, 'price')), [480, 480, 123_400]);
});

test('what is no price is refused by its field', () => {
  assert.equal(['', 'free', '-1', '1.999'].map((text) => refusedPath(() => typedPrice(text, 'price'))), ['price', 'price', 'price', 'price']);
});

test('a percentage is typed with or without its sign', () => {
  assert.equal(['10', '12.5 %', '0', '100'].map((text) => typedPercent(text, 'taxRate')), [1000, 1250, 0, 10_000]);
});

test('what is no percentage is refused by its field', () => {
  assert.equal(['', '101', '-1', '1.234', 'ten'].map((text) => refusedPath(() => typedPercent(text, 'taxRate'))), ['taxRate', 'taxRate', 'taxRate', 'taxRate', 'taxRate']);
});

test('what is no whole number, or too many, is refused by its field', () => {
  assert.equal(['', '1.5', '1441', '-1'].map((text) => refusedPath(() => typedWhole(text, 'idleMinutes', 1440))), ['idleMinutes', 'idleMinutes', 'idleMinutes', 'idleMinutes']);
  assert.is(typedWhole(' 1440 ', 'idleMinutes', 1440), 1440);
});

test('percentages and quantities are written without empty decimals', () => {
  assert.equal([plainPercent(1000), plainPercent(1250), plainQuantity(2000), plainQuantity(485)], ['10', '12.5', '2', '0.485']);
});

test.run();
