import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createScanReader, isGarbage } from '../../app/scan.js';

/** Types the keys, `pace` ms apart, and gives what came of the last one. */
function typed(keys: readonly string[], pace: number, reader = createScanReader(), start = 1000): string {
  return keys.map((key, at) => reader(key, start + at * pace)).pop() ?? '';
}
const CODE = '9300000000015';

test('a burst of keys that ends with Enter is a scan', () => {
  assert.is(typed([...CODE, 'Enter'], 4), CODE);
});

test('a burst that ends with Tab is a scan', () => {
  assert.is(typed([...CODE, 'Tab'], 4), CODE);
});

test('what a person types is none', () => {
  assert.is(typed([...CODE, 'Enter'], 90), '');
});

test('Enter long after a burst does not end it', () => {
  const reader = createScanReader();
  typed([...CODE], 4, reader);
  assert.is(reader('Enter', 5000), '');
});

test('a key before the burst is no part of it', () => {
  const reader = createScanReader();
  reader('x', 0);
  assert.is(typed([...CODE, 'Enter'], 4, reader), CODE);
});

test('capital letters of a code come with Shift', () => {
  assert.is(typed(['Shift', 'A', 'Shift', 'B', '1', '2', 'Enter'], 4), 'AB12');
});

test('two scans one after the other are two', () => {
  const reader = createScanReader();
  assert.equal([typed([...'111111', 'Enter'], 4, reader), typed([...'222222', 'Enter'], 4, reader, 1028)], ['111111', '222222']);
});

test('a key in between that writes nothing is part of what was scanned, and no barcode', () => {
  const code = typed(['1', '2', '3', '4', 'F8', '5', 'Enter'], 4);
  assert.equal([code.length, isGarbage(code)], [6, true]);
});

test('a key that writes nothing begins no burst', () => {
  assert.is(typed(['F8', ...CODE, 'Enter'], 4), CODE);
});

test('two hundred signs are no barcode, nor are others than bars can stand for; a web address may be', () => {
  assert.equal(['1'.repeat(200), '12\u000034', '93000000000\u00e9', 'https://example.com/a?b=c', CODE].map(isGarbage), [true, true, true, false, false]);
});

test('two quick keys and Enter are no code', () => {
  assert.is(typed(['1', '2', 'Enter'], 4), '');
});

test('Enter alone is none', () => {
  assert.is(typed(['Enter'], 4), '');
});

test.run();
