import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inWords, judge, verdict, type Check, type Findings } from '../../app/fitness.js';

const NOW = Date.parse('2026-11-23T01:00:00.000Z');
const MINUTE = 60_000;
const SOUND: Findings = {
  worker: true, storage: { persisted: true, brief: false, usage: 10e6, quota: 10e9 }, since: '2026-11-02T01:00:00.000Z', sync: 'registers', disk: 'written', panel: { ahead: 400 }, now: NOW,
};

const away = (code: 'offline' | 'panel-unreachable' | 'not-the-panel' | 'protocol-newer' | 'no-answer') => ({ code, message: 'As it was said.' });

/** The checks that are not fit, or to be looked at, of a device on which only this is otherwise. */
function odd(parts: Partial<Findings>): readonly string[] {
  return judge({ ...SOUND, ...parts }).filter(({ fitness }) => fitness !== 'fit').map(({ name, fitness }) => `${name}: ${inWords(fitness)}`);
}

test('a sound device is fit, in each of its conditions', () => {
  const checks = judge(SOUND);
  assert.equal([checks.length, verdict(checks)], [9, 'This device is fit.']);
});

const CONDITIONS: readonly (readonly [string, Partial<Findings>, readonly string[]])[] = [
  ['no worker answers', { worker: false }, ['Keeping sales: Not fit']],
  ['the browser does not wait for the disk', { disk: 'not-strict' }, ['Writing to the disk: Look at this']],
  ['a write fails', { disk: 'failed' }, ['Writing to the disk: Not fit']],
  ['the disk gives back something else', { disk: 'spoilt' }, ['Writing to the disk: Not fit']],
  ['the worker does not say what came of a write', { disk: 'no-answer' }, ['Writing to the disk: Not fit']],
  ['there is no room for one sale', { disk: 'full' }, ['Writing to the disk: Not fit', 'Room: Not fit']],
  ['the browser may clear its data', { storage: { ...SOUND.storage, persisted: false } }, ['Kept data: Look at this']],
  ['the browser says nothing of its storage', { storage: { persisted: null, brief: null, usage: null, quota: null } }, ['Kept data: Look at this']],
  ['the window is a private one', { storage: { ...SOUND.storage, persisted: false, brief: true } }, ['Kept data: Look at this', 'Kept between starts: Not fit']],
  ['the data is of today', { since: '2026-11-22T01:00:01.000Z' }, ['Kept between starts: Look at this']],
  ['the browser keeps no note of when it began', { since: null }, ['Kept between starts: Look at this']],
  ['there is little room', { storage: { ...SOUND.storage, usage: 9.98e9 } }, ['Room: Look at this']],
  ['there is hardly any room', { storage: { ...SOUND.storage, usage: 9.999e9 } }, ['Room: Not fit']],
  ['Background Sync is refused', { sync: 'refused' }, ['Sending by itself: Look at this']],
  ['there is no Background Sync', { sync: 'missing' }, ['Sending by itself: Look at this']],
  ['something else answers for the panel', { panel: away('not-the-panel') }, ['Network: Not fit', 'Control panel: Look at this', 'Clock: Look at this']],
  ['there is no network', { panel: away('offline') }, ['Network: Look at this', 'Control panel: Look at this', 'Clock: Look at this']],
  ['the panel speaks another protocol', { panel: away('protocol-newer') }, ['Control panel: Not fit', 'Clock: Look at this']],
  ['the clock is a minute ahead', { panel: { ahead: MINUTE } }, ['Clock: Look at this']],
  ['the clock is a minute behind', { panel: { ahead: -MINUTE } }, ['Clock: Look at this']],
  ['the clock is a year off', { panel: { ahead: -365 * 1440 * MINUTE } }, ['Clock: Not fit']],
];

for (const [what, parts, expected] of CONDITIONS) {
  test(`when ${what}, the checks say so and nothing else`, () => {
    assert.equal(odd(parts), expected);
  });
}

test('whatever is not fit says what to do', () => {
  const all = CONDITIONS.flatMap(([, parts]) => judge({ ...SOUND, ...parts }));
  assert.equal(all.filter(({ fitness, says, todo }) => says === '' || (fitness === 'fit') !== (todo === '')), []);
});

test('a clock that is less than a minute off is right', () => {
  assert.equal([odd({ panel: { ahead: 59_999 } }), odd({ panel: { ahead: -59_999 } })], [[], []]);
});

test('how far the clock is off, and which way, is told in words', () => {
  const told = (ahead: number): string | undefined => judge({ ...SOUND, panel: { ahead } }).find(({ name }: Check) => name === 'Clock')?.says.split('.')[0];
  assert.equal([told(MINUTE), told(-7.5 * MINUTE), told(3 * 60 * MINUTE), told(-2 * 1440 * MINUTE)], [
    'It is 1 minute ahead of the control panel’s', 'It is 7 minutes behind the control panel’s', 'It is 3 hours ahead of the control panel’s', 'It is 2 days behind the control panel’s',
  ]);
});

test('the verdict counts what is worst', () => {
  const said = (parts: Partial<Findings>): string => verdict(judge({ ...SOUND, ...parts }));
  assert.is(said({ sync: 'refused' }), 'This device can sell. Look at 1 thing.');
  assert.is(said({ sync: 'refused', disk: 'full' }), 'This device is not fit: 2 things must be mended before it sells.');
});

test.run();
