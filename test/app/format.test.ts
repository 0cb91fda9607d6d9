import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { column, money } from '../../app/format.js';
import { dayAndClock, writtenDate } from '../../app/moments.js';

const AUSTRALIA = { locale: 'en-AU', currency: 'AUD' };
const EGYPT = { locale: 'ar-EG', currency: 'EGP' };
const NOW = new Date(2026, 10, 23, 18, 0);
const plain = (text: string): string => text.replace(/[\u200e\u200f\u061c\u00a0]/g, ' ').trim();

test('money is written as the shop writes it, with a real minus sign', () => {
  assert.equal([money(4330, AUSTRALIA), money(-123_456, AUSTRALIA)], ['$43.30', '−$1,234.56']);
});

test('a shop in Egypt has its own digits and sign', () => {
  assert.match(plain(money(4330, EGYPT)), /^٤٣٫٣٠ ج\.م\./);
});

test('a column has two decimals, and no currency and no groups', () => {
  assert.equal([column(123_450, AUSTRALIA), column(-5, AUSTRALIA), column(480, EGYPT)], ['1234.50', '−0.05', '٤٫٨٠']);
});

test('a moment of today is so called, and one of another day has its date', () => {
  assert.equal([dayAndClock(new Date(2026, 10, 23, 14, 6).toISOString(), NOW, 'en-AU'), dayAndClock(new Date(2026, 10, 2, 9, 5).toISOString(), NOW, 'en-AU')], ['today 14:06', '2 Nov 2026 09:05']);
});

test('receipts in Saudi Arabia are dated by the calendar that their tax office wants', () => {
  assert.match(writtenDate('2026-11-23T14:06:11.120+03:00', 'ar-SA-u-nu-latn'), /2026/);
});

test('a receipt\'s date is in the shop\'s own form', () => {
  assert.is(plain(writtenDate('2026-11-23T14:06:11.120+11:00', 'en-US')), '11/23/2026 14:06');
});

test.run();
