import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fileName } from '../../domain/file-name.js';

test('a file says whose it is and when it was saved, and sorts by that', () => {
  assert.is(fileName({ name: 'Front counter', series: 'T1' }, '2026-11-23T14:06:11.120+11:00'), 'Front counter T1 2026-11-23 1406.holdfast.jsonl');
});

test('one that is kept current says so', () => {
  assert.is(fileName({ name: 'Front counter', series: 'T1b' }), 'Front counter T1b unsynchronised.holdfast.jsonl');
});

test('what no disk takes in a name is left out', () => {
  assert.is(fileName({ name: '../St. Kilda\\till: "5"|<?>*~\u0007', series: 'T2' }), 'St Kilda till 5 T2 unsynchronised.holdfast.jsonl');
  assert.is(fileName({ name: '...', series: 'T2' }), 'T2 unsynchronised.holdfast.jsonl');
});

test.run();
