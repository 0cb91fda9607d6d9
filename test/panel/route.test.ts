import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hashFor, readRoute } from '../../panel/route.js';

test('a place and its choices come back out of the hash', () => {
  const hash = hashFor(['products', 'a/b c'], { q: 'crème & tea?', page: 2 });
  assert.equal(readRoute(hash), { path: ['products', 'a/b c'], query: { q: 'crème & tea?', page: '2' } });
});

test('an empty choice is left out of the hash', () => {
  assert.is(hashFor(['sales'], { q: '', state: null, register: undefined }), '#/sales');
});

test('no hash is no place', () => {
  assert.equal(readRoute(''), { path: [], query: {} });
});

test('a hash with a broken escape is read as it stands', () => {
  assert.equal(readRoute('#/sales/50%'), { path: ['sales', '50%'], query: {} });
});

test.run();
