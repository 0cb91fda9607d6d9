import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { language as arabic } from '../../words/ar/language.js';
import * as english from '../../words/en-AU/worker.js';
import * as others from '../../words/en-AU/worker-others.js';
import { hearing } from '../../words/hearing.js';

const { told, worker } = arabic;

test('what the worker says is said in Arabic', () => assert.is(told(english.noConnection), worker.noConnection));

test('what was filled in is filled in again', () => assert.is(told(others.completeAs('T1-000212')), worker.completeAs('T1-000212')));

test('a count has the form that it needs', () => {
  for (const left of [1, 2, 3, 4]) assert.is(told(others.wrongPin('Asha Nair', left)), worker.wrongPin('Asha Nair', left));
});

test('what stands in the sentence twice, and between others, is found', () => {
  assert.is(told(others.codeOfAnother('Bar', 1, 'Front counter')), worker.codeOfAnother('Bar', 1, 'Front counter'));
  assert.is(told(others.codeOfAnother('Bar', 12, 'Front counter')), worker.codeOfAnother('Bar', 12, 'Front counter'));
});

test('a sentence within a sentence is said in Arabic too', () => {
  assert.is(told(others.pairingNeedsPanel(english.panelSilent(20))), worker.pairingNeedsPanel(worker.panelSilent(20)));
});

test('a name with signs that patterns are made of is a name', () => assert.is(told(others.folderGone('C$ (.*) [a]')), worker.folderGone('C$ (.*) [a]')));

test('what the panel says in its own words is left so, and kept together', () => assert.is(told('This code has been used.'), '\u2068This code has been used.\u2069'));

test('each sentence of the worker is known by itself alone', () => {
  const keys = Object.keys({ ...english, ...others });
  const marks = Object.fromEntries(keys.map((key) => [key, (...filled: unknown[]) => `${key}(${filled.join()})`]));
  const hear = hearing({ ...english, ...others }, Object.fromEntries(keys.map((key) => [key, typeof { ...english, ...others }[key as 'noRoom'] === 'string' ? key : marks[key]])) as typeof marks, () => 'unknown');
  for (const [key, sentence] of Object.entries({ ...english, ...others })) {
    const said = typeof sentence === 'string' ? hear(sentence) : hear((sentence as (...filled: string[]) => string)('Aa', 'Bb', 'Cc'));
    assert.match(said, new RegExp(`^${key}\\b`));
  }
});

test.run();
