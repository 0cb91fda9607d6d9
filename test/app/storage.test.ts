import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { size } from '../../app/storage.js';
import { looksBrief } from '../../domain/storage.js';

test('a private window has a fraction of the memory, and a disk has more', () => {
  assert.is(looksBrief(120e6, 4), true);
  assert.is(looksBrief(64e9, 16), false);
  assert.is(looksBrief(9.6e9, 4), false);
});

test('what the browser does not say is not guessed', () => {
  assert.is(looksBrief(null, 4), null);
  assert.is(looksBrief(120e6, undefined), null);
  assert.is(looksBrief(10_737_418_240 + 378_130, 16, 378_130), null);
});

test('room is told in words of a size that one can read', () => {
  assert.equal([size(0), size(850_000), size(12_345_678), size(10_737_418_240)], ['0 kB', '850 kB', '12.3 MB', '10.7 GB']);
});

test.run();
