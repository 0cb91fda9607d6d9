import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fold } from '../../app/fold.js';
import { foldMany, lineOf } from '../../app/line.js';
import { product } from './shop-parts.js';

test('what folds many folds every letter as what folds one', () => {
  for (let unit = 0; unit < 65_536; unit++) {
    const text = `A${String.fromCharCode(unit)}Z`;
    if (foldMany(text) !== fold(text)) assert.is(foldMany(text), fold(text), `U+${unit.toString(16)}`);
  }
  assert.equal(['Häagen  Café', 'İSTANBUL ÇAY', 'tab\tand\nend\0', '\u00a0x'].map(foldMany), ['haagen  cafe', 'istanbul cay', 'tab and end ', ' x']);
});

test('a line has the name, the SKU and each barcode, and none of them has a line’s end or a tab in it', () =>
  assert.is(lineOf(product('a\t1', 'Tea\nfor two', 1, { barcodes: ['93', 'X\n'] })), 'tea for two\ta 1\t93\tx '));

test.run();
