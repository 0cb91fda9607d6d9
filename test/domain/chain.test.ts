import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { segmentCount, segmentKey, segmentOf, SEGMENT_SIZE, type Hash } from '../../domain/catalogue.js';
import { genesis, receiptNumber, sealHash, seriesOf, type Digest } from '../../domain/chain.js';

const digest: Digest = async (text) => createHash('sha256').update(text).digest('hex') as Hash;

test('each link of each register starts from its own genesis', async () => {
  const all = await Promise.all([genesis('r1', 1, digest), genesis('r1', 2, digest), genesis('r2', 1, digest)]);
  assert.is(new Set(all).size, 3);
});

test('the seal depends on what was before, the number and each character', async () => {
  const prev = await genesis('r1', 1, digest);
  const all = await Promise.all([sealHash(prev, 1, '{}', digest), sealHash(prev, 2, '{}', digest), sealHash(prev, 1, '{ }', digest), sealHash('0'.repeat(64) as Hash, 1, '{}', digest)]);
  assert.is(new Set(all).size, 4);
});

test('receipt numbers of two links of one register never meet', () => {
  assert.equal([1, 2, 26, 27].map((link) => seriesOf('T1', link)), ['T1', 'T1b', 'T1z', 'T1ba']);
  assert.is(receiptNumber('T1b', 212), 'T1b-000212');
  assert.is(receiptNumber('T1', 1_234_567), 'T1-1234567');
});

test('segments hold some hundreds each and their number is a power of two', () => {
  assert.equal([0, 60, 256, 257, 27_554, 100_000].map(segmentCount), [1, 1, 1, 2, 128, 512]);
});

test('products that only count up spread evenly over the segments', () => {
  const count = segmentCount(100_000);
  const sizes = new Array<number>(count).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const segment = segmentOf(segmentKey(`P${String(i).padStart(6, "0")}`), count);
    sizes[segment] = (sizes[segment] ?? 0) + 1;
  }
  assert.ok(Math.max(...sizes) < SEGMENT_SIZE * 1.5 && Math.min(...sizes) > SEGMENT_SIZE / 3, `${Math.min(...sizes)} to ${Math.max(...sizes)}`);
});

test('one segment takes everything', () => {
  assert.is(segmentOf(0xffffffff, 1), 0);
  assert.is(segmentOf(0xffffffff, 4), 3);
});

test.run();
