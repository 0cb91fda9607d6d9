import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { demo as arabicDemo } from '../../words/ar/demo.js';
import { language as arabic } from '../../words/ar/language.js';
import { demo } from '../../words/en-AU/demo.js';
import { others } from '../../words/en-AU/others.js';
import { receipt } from '../../words/en-AU/receipt.js';
import { till } from '../../words/en-AU/till.js';
import * as workerOthers from '../../words/en-AU/worker-others.js';
import * as workerSale from '../../words/en-AU/worker.js';
import { pluralOf } from '../../words/plural.js';
import { holes, type Table } from './holes.js';

const ENGLISH = { till, others, receipt, worker: { ...workerSale, ...workerOthers }, demo };
const ARABIC = { till: arabic.till, others: arabic.others, receipt: arabic.receipt, worker: arabic.worker, demo: arabicDemo };

for (const name of Object.keys(ENGLISH) as (keyof typeof ENGLISH)[]) {
  test(`English says everything that the table ${name} has`, () => assert.equal(holes('en-AU', ENGLISH[name], ENGLISH[name]), []));
  test(`Arabic says everything that the table ${name} has, with all that is filled in, for every count`, () => assert.equal(holes('ar', ENGLISH[name], ARABIC[name]), []));
}

// ---- that a language with a hole is found out

const SMALL = { pay: 'Pay', each: (price: string) => `${price} each`, sales: (count: number) => `${count} sales`, bringing: { staff: 'staff' } };
const with_ = (part: Table): string[] => holes('ar', SMALL, { ...SMALL, ...part });

test('a table without a hole has none', () => assert.equal(holes('en', SMALL, SMALL), []));

test('a key that is missing is told, with the language and what to do', () => {
  const { pay: _, ...rest } = SMALL;
  assert.equal(holes('ar', SMALL, rest), ['ar: pay is missing: say there what English says under it']);
});

test('a key that English has not is told', () => {
  assert.equal(with_({ paid: 'x' }), ['ar: paid is in no English table: take it out, or add it to words/en-AU']);
});

test('words that are empty are told', () => {
  assert.equal(with_({ pay: ' ' }), ['ar: pay is empty: say there what English says under it']);
});

test('words of a table within a table are looked at as well', () => {
  assert.equal(with_({ bringing: { staff: '' } }), ['ar: bringing.staff is empty: say there what English says under it']);
});

test('what is filled in and left out is told', () => {
  assert.equal(with_({ each: () => 'للوحدة' }), ['ar: each leaves out what is filled in at place 0: put it in']);
});

test('what is filled in and is too many is told', () => {
  assert.match(with_({ each: (price: string, more: string) => `${price} ${more}` }).join(), /^ar: each wants 2 things to fill in where English has 1/);
});

test('a sentence where English has something to fill in is told', () => {
  assert.equal(with_({ each: 'للوحدة' }), ['ar: each is no function, as it is in English: make it one']);
});

test('each plural category that the language has and the words have not is told', () => {
  const plural = pluralOf<Intl.LDMLPluralRule>('ar') as (count: number, forms: object) => string;
  const sales = (count: number): string => plural(count, { one: 'واحدة', other: `${count} عملية` });
  assert.equal(with_({ sales }), ['zero', 'two', 'few', 'many'].map((category) => `ar: sales has no whole sentence for the plural category “${category}”: write one`));
});

test('a plural category that leaves out a name is told', () => {
  const wrongPin = (name: string, left: number): string => `${name} ${left}`;
  const hole = (name: string, left: number): string => (left === 2 ? 'محاولتان' : `${name} ${left}`);
  assert.equal(holes('ar', { wrongPin }, { wrongPin: hole }), ['ar: wrongPin has no whole sentence for the plural category “two”: write one']);
});

test.run();
