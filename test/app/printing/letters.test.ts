import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { letterCase } from '../../../app/printing/letters.js';

const western = letterCase(['windows1252', 'cp852', 'cp866']);
const plain = letterCase([]);

test('what a code page has is printed as it is', () => {
  assert.equal(western.fit('Crème brûlée 5 €, Žluťoučký, Привет'), { text: 'Crème brûlée 5 €, Žluťoučký, Привет', lost: '' });
});

test('letters that a printer does not have lose their accents', () => {
  assert.equal(plain.fit('Crème brûlée, Łódź, Straße, Ærø, ﬁne'), { text: 'Creme brulee, Lodz, Strasse, AEro, fine', lost: '' });
});

test('an accent that is written apart is part of its letter', () => {
  assert.is(western.fit('Cafe\u0301').text, 'Café');
});

test('money that no printer has a sign for is written as people write it', () => {
  assert.is(western.fit('₹1,234.00 ₱5 ₿1').text, 'Rs1,234.00 PHP5 BTC1');
  assert.is(plain.fit('€5 £6').text, 'EUR5 GBP6');
});

test('a minus, a multiplication sign, quotes and spaces of typographers are those of a typewriter', () => {
  assert.is(plain.fit('−1.85, 2 × 3, “so” – it’s…\u00a0\u202f.').text, '-1.85, 2 x 3, "so" - it\'s...  .');
});

test('what has no likeness is one question mark for each letter, and is told', () => {
  assert.equal(western.fit('चाय 茶 ☕'), { text: '?? ? ?', lost: 'चय茶☕' });
});

test('an emoji of several parts is no longer than its signs', () => {
  assert.is(western.fit('👩‍🍳').text, '??');
});

test('what would command the printer is no text', () => {
  assert.is(western.fit('Tea\u001bp\u0000\u0019\u00fa\u001dV\u0001\n').text, 'Tea p  ú V  ');
});

test('a sign that a code page draws in the place of a command is not sent as that command', () => {
  const drawn = letterCase(['cp437']);
  for (const sign of '☺←→♪§¶') for (const { text } of drawn.runs(drawn.fit(sign).text)) assert.match(text, /^[ -~]+$/);
});

test('a line changes its code page only where it must', () => {
  assert.equal(western.runs('Café Łódź café'), [{ page: 'windows1252', text: 'Café ' }, { page: 'cp852', text: 'Łódź café' }]);
});

test.run();
