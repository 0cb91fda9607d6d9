import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLAGS, SALE_REFUSALS } from '../../domain/wire.js';
import { fieldOf } from '../../panel/form.js';
import { initials } from '../../panel/pictures.js';
import { mapped } from '../../panel/products/import-columns.js';
import { FLAG_WORDS, refusalName } from '../../panel/sales/flags.js';

test('a server\'s path is shown at the field that it speaks of', () => {
  assert.is(fieldOf('barcodes.0', ['name', 'barcodes']), 'barcodes');
});

test('a path that is no field of the form is shown at none', () => {
  assert.equal([fieldOf('', ['name']), fieldOf('token', ['name']), fieldOf('names', ['name'])], ['', '', '']);
});

test('a column fills one field only', () => {
  assert.equal(mapped({ name: 'title', price: 'rrp' }, 'sku', 'title'), { price: 'rrp', sku: 'title' });
});

test('a field that is no longer filled is left out', () => {
  assert.equal(mapped({ name: 'title', sku: 'code' }, 'sku', ''), { name: 'title' });
});

test('initials are those of first and last name', () => {
  assert.equal(['Asha Nair', 'zoë', 'Jan van der Berg', ' '].map(initials), ['AN', 'Z', 'JB', '']);
});

test('every flag and every reason for a refusal has its words', () => {
  assert.equal(FLAGS.filter((flag) => !FLAG_WORDS[flag].name || !FLAG_WORDS[flag].meaning), []);
  assert.equal(SALE_REFUSALS.filter((reason) => refusalName(reason) === reason), []);
});

test.run();
