import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ago, dayAndTime } from '../../panel/times.js';

const NOW = new Date(2026, 10, 23, 14, 6, 30);

test('a time of this day is told as today', () => {
  assert.is(dayAndTime(new Date(2026, 10, 23, 0, 5), NOW, 'en-AU'), 'today 00:05');
});

test('a time of the day before has its date, however few hours ago', () => {
  assert.is(dayAndTime(new Date(2026, 10, 22, 23, 59), NOW, 'en-AU'), '22 Nov 23:59');
});

test('an older time has its date', () => {
  assert.is(dayAndTime(new Date(2026, 10, 2, 9, 30), NOW, 'en-AU'), '2 Nov 09:30');
});

test('a time of another year has its year', () => {
  assert.is(dayAndTime(new Date(2025, 10, 2, 9, 30), NOW, 'en-AU'), '2 Nov 2025 09:30');
});

test('a time ahead of this day has its date', () => {
  assert.is(dayAndTime(new Date(2026, 10, 26, 9, 30), NOW, 'en-AU'), '26 Nov 09:30');
});

test('the date is in English also where the money is not', () => {
  assert.is(dayAndTime(new Date(2026, 4, 2, 9, 30), NOW, 'de-DE'), '2 May 09:30');
});

for (const [seconds, words] of [[59, 'a moment ago'], [60, '1 minute ago'], [3599, '59 minutes ago'], [7200, '2 hours ago'], [200_000, '2 days ago'], [40_000_000, '1 year ago']] as const) {
  test(`${seconds} seconds ago is "${words}"`, () => {
    assert.is(ago(new Date(NOW.getTime() - seconds * 1000), NOW), words);
  });
}

test('a time ahead of the browser\'s clock counts as now', () => {
  assert.is(ago(new Date(NOW.getTime() + 60_000), NOW), 'a moment ago');
});

test.run();
