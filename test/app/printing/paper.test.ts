import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { letterCase } from '../../../app/printing/letters.js';
import { compose, wrap } from '../../../app/printing/paper.js';
import type { Row } from '../../../app/receipt.js';
import { bare, receipt } from './papers.js';

const { fit } = letterCase(['windows1252']);
const on = (columns: number, ...rows: Row[]): string[] => compose(bare(...rows), columns, fit).lines.slice(2, -1).map(({ text }) => text);

test('a row has its label left and its value right', () => {
  assert.equal(on(20, { label: 'Flat white', value: '4.80' }), ['Flat white      4.80']);
});

test('a label that is too long goes on below, and never under the values', () => {
  assert.equal(on(20, { label: 'Smashed avocado on sourdough', value: '18.50' }), ['Smashed        18.50', 'avocado on', 'sourdough']);
});

test('a value that leaves no room stands on the right below its label', () => {
  assert.equal(on(20, { label: 'Served by', value: 'Maria Magdalena Schmidt' }), ['Served by', '     Maria Magdalena', '             Schmidt']);
});

test('a word that is longer than the line is cut', () => {
  assert.equal(wrap('Donaudampfschifffahrt ab', 8), ['Donaudam', 'pfschiff', 'fahrt ab']);
});

test('of a name that the printer has no letters for, the code is printed', () => {
  assert.equal(on(20, { label: 'मसाला चाय', value: '4.80', code: 'TEA-1' }, { label: 'Chai चाय', value: '5.00', code: 'TEA-2' }), ['TEA-1           4.80', 'Chai ??         5.00']);
});

test('no line is longer than the paper, however narrow and whatever is on it', () => {
  for (const columns of [32, 42, 48]) {
    for (const { text, wide } of compose(receipt(), columns, fit).lines) assert.ok(text.length * (wide ? 2 : 1) <= columns, `${columns}: ${text}`);
  }
});

test('each word that is on the screen is on the paper, and no other', () => {
  const { shop, head, facts, lines, sums, payments, foot } = receipt();
  const rows = [...facts, ...lines, ...sums, ...payments].flatMap(({ label, value, note }) => [...label.split(' '), value, ...(note ?? '').split(' ')]);
  const wanted = [shop, ...head, ...rows, ...foot].flatMap((text) => fit(text).text.split(' ')).filter(Boolean);
  for (const columns of [32, 48]) {
    const printed = compose(receipt(), columns, fit).lines.flatMap(({ text }) => text.split(' ')).filter((word) => word && !/^--+$/.test(word));
    assert.equal(printed.sort(), [...wanted].sort());
  }
});

test.run();
