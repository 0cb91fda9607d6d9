import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from '../folder.js';
import { language as arabic } from '../../words/ar/language.js';
import { demo } from '../../words/en-AU/demo.js';
import { others } from '../../words/en-AU/others.js';
import { receipt } from '../../words/en-AU/receipt.js';
import { till } from '../../words/en-AU/till.js';
import * as workerOthers from '../../words/en-AU/worker-others.js';
import * as workerSale from '../../words/en-AU/worker.js';
import { sources, templates } from './source.js';

const app = sources('app');
const all = [...app, ...sources('sw')];
/** Each table, and by what names the sources have it. */
const TABLES = [
  ['till', till, /\bwords\.(\w+)/g], ['others', others, /\botherWords\.(\w+)/g], ['receipt', receipt, /\bprinted\.(\w+)/g], ['worker', { ...workerSale, ...workerOthers }, /\bsaid\.(\w+)/g], ['demo', demo, /\bsay\.(\w+)|demoWords\(\)\.(\w+)/g],
] as const;

for (const [name, table, use] of TABLES) {
  test(`everything in the table ${name} is said somewhere`, () => {
    const used = new Set(all.flatMap(({ code }) => [...code.matchAll(use)].map((match) => match[1] ?? match[2])));
    assert.equal(Object.keys(table).filter((key) => !used.has(key)), []);
  });
}

/** Words in a template's own text, and in what its elements are called. */
function written(text: string): string[] {
  const called = [...text.matchAll(/\s(?:aria-label|aria-valuetext|title|placeholder|label|alt)="([^"]*)"/g)].map(([, value = '']) => value);
  const shown = text.replace(/<[^>]*>/g, '\0').split('\0');
  // The keys F2, F4 and F9 are called so everywhere.
  return [...called, ...shown].map((part) => part.trim()).filter((part) => /\p{L}/u.test(part) && !/^F\d$/.test(part));
}

test('no template of the page has words of its own', () => {
  assert.ok(app.flatMap(({ code }) => templates(code, 'html`')).length > 150);
  assert.equal(app.flatMap(({ name, code }) => templates(code, 'html`').flatMap(({ text }) => written(text)).map((words) => `${name}: ${words}`)), []);
});

test('words in a template are found, in its text and in what its elements are called', () => {
  const [first, second] = templates('html`<p class="soft" aria-label="Sale">${on && html`<b>Pay ${sum}</b>`} <i aria-hidden="true">F2</i></p>`', 'html`');
  assert.equal([written(first?.text ?? ''), written(second?.text ?? '')], [['Sale'], ['Pay']]);
});

/** Sentences and names that are no template: a capital letter, and another word or a stop. */
const SENTENCE = /(?<!console\.\w+\()(?<!Error\()(['`])((?:\p{Lu}\p{Ll}+(?: [^'`]*|[^'`]*[.?!…]))|\$\{[^}`]*\} [^'`<]*\.)\1/gu;

test('no sentence stands in the sources of the page or the worker, but in the tables', () => {
  // What only a programmer ever sees: of a body that no page of ours sends.
  const unseen = /^The body |^Content-|^\$\{name\} is missing/;
  // A sale's state and the like are names that the worker and the page have between them; what is shown for them is in the tables.
  const states = /^(Needs attention|Asha Nair)$/;
  // The test page's samples of letters, and what a printer has for №.
  const samples = /^(Café Brûlée|Žluťoučký kůň|No\.)$/;
  const found = all.filter(({ name }) => !name.startsWith('sw/demo/')).flatMap(({ name, code }) => [...code.matchAll(SENTENCE)].map(([, , text = '']) => `${name}: ${text}`));
  assert.equal(found.filter((one) => ![unseen, states, samples].some((known) => known.test(one.replace(/^\S+: /, '')))), []);
});

test('the page says in every language that it starts, before any script runs', () => {
  const html = readFileSync(join(ROOT, 'static/index.html'), 'utf8');
  assert.ok(html.includes(`<p>${till.starting} `));
  assert.ok(html.includes(`<p lang="ar" dir="rtl">${arabic.till.starting} `));
});

test.run();
