import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { extractOf, foldMany } from '../../domain/extract.js';
import { fold } from '../../domain/fold.js';
import { product } from '../app/shop-parts.js';

test('what folds many folds every letter as what folds one', () => {
  for (let unit = 0; unit < 65_536; unit++) {
    const text = `A${String.fromCharCode(unit)}Z`;
    if (foldMany(text) !== fold(text)) assert.is(foldMany(text), fold(text), `U+${unit.toString(16)}`);
  }
  assert.equal(['Häagen  Café', 'İSTANBUL ÇAY', 'tab\tand\nend\0', '\u00a0x'].map(foldMany), ['haagen  cafe', 'istanbul cay', 'tab and end ', ' x']);
});

test('an extract says of each document what is in it, in the order of the documents', () => {
  const documents = [[product('a', 'Äpfel', 1, { category: 'fruit', image: 'a.png' })], [], [product('b', 'Tea', 2, { barcodes: ['1', '2'] }), product('c', 'Pear', 3, { category: 'fruit', image: 'a.png' })]];
  assert.equal(extractOf(documents), { lines: 'apfel\ta\ntea\tb\t1\t2\npear\tc', counts: [1, 0, 2], categories: ['fruit', ''], groups: [0, 1, 0], images: [['a.png'], [], ['a.png']] });
});

test.run();
