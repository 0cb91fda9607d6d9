import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sortLines } from '../../app/sort-lines.js';

async function sorted(lines: readonly string[]): Promise<string[]> {
  const text = lines.map((line) => `${line}\0`).join('');
  let next = 0;
  const starts = Uint32Array.from(lines, (line) => (next += line.length + 1) - line.length - 1);
  const order = Uint32Array.from(lines.keys());
  await sortLines(Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)), starts, order, () => Promise.resolve());
  return [...order].map((at) => lines[at] ?? '');
}

test('lines come in the order that the browser compares texts in', async () => {
  const line = fc.oneof(fc.stringMatching(/^[ab]{0,6}$/), fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\0/g, '')), fc.constantFrom('', '\ud83d', '\uffff', 'é', 'e'));
  await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 200 }), async (lines) => { assert.equal(await sorted(lines), [...lines].sort()); }), { numRuns: 200 });
});

test('ten thousand lines that are alike, or in order, or turned round, end', async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `A name that many have ${String(at).padStart(6, '0')}`);
  assert.equal(await sorted([...many].reverse()), many);
  assert.equal(await sorted(many), many);
  assert.is(new Set(await sorted(many.map(() => 'the same'))).size, 1);
});

test.run();
