import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isServed, silentDays } from '../../panel/registers/device.js';
import { qrPath } from '../../panel/registers/qr-code.js';

const link = (lastHeardOf: string | null) => ({ link: { link: 1, device: '', since: '2026-11-20T00:00:00.000Z', lastHeardOf, lastFullSync: null, report: null } });
const now = new Date('2026-11-23T12:00:00.000Z');

test('a device that was heard of within a day is not silent', () => {
  assert.equal(['2026-11-23T12:00:00.000Z', '2026-11-22T12:00:01.000Z', '2026-11-24T00:00:00.000Z'].map((at) => silentDays(link(at), now)), [0, 0, 0]);
});

test('a device is silent from a whole day on, and from its pairing on when it never spoke', () => {
  assert.equal([silentDays(link('2026-11-22T12:00:00.000Z'), now), silentDays(link('2026-11-13T11:00:00.000Z'), now), silentDays(link(null), now)], [1, 10, 3]);
});

test('a register that has no device cannot be silent', () => {
  assert.is(silentDays({ link: null }, now), 0);
});

test('a version is the newest when the worker that is served has it, and no part of it is', () => {
  assert.equal([isServed('0123456789ab', 'e="0123456789ab";'), isServed('123456789a', 'e="0123456789ab";'), isServed('ffffffffffff', 'e="0123456789ab";')], [true, false, false]);
});

/** Which modules a path of bars paints. */
function painted(path: string): Set<string> {
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)];
  if (bars.map(([bar]) => bar).join('') !== path) throw new Error(`there is something else in ${path}`);
  return new Set(bars.flatMap(([, x, y, run]) => Array.from({ length: Number(run) }, (_, n) => `${Number(x) + n} ${y}`)));
}

test('a QR code has its three finders, and its timing between them', () => {
  const { size, path } = qrPath('https://pos.school.example/register/#/set-up/K7QM2XFD');
  const dark = painted(path);
  const row = (from: number, y: number): string => Array.from({ length: 7 }, (_, n) => (dark.has(`${from + n} ${y}`) ? '#' : '.')).join('');
  const finder = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  for (const [x, y] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) assert.equal(finder.map((_, n) => row(x, y + n)), finder);
  assert.is(Array.from({ length: size - 16 }, (_, n) => dark.has(`${n + 8} 6`)).every((on, n) => on === (n % 2 === 0)), true);
});

test.run();
