import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from '../folder.js';
import { shortKeys, shortenTable, shortenUses } from '../../tools/words.mjs';

const ENGLISH = "const plural = 1;\nexport const till = {\n  // the cart\n  pay: 'Pay',\n  sales: (count) => plural(count, {\n    one: 'sale',\n  }),\n  all: 'All',\n};\n";
const keys = shortKeys(ENGLISH);
const uses = (code: string): string => shortenUses(`import { words } from './language.js';\n${code}`, { words: keys }).split('\n').slice(1).join('\n');

test('each key of a table gets a letter of its own, by its place', () => assert.equal([...keys], [['pay', 'a'], ['sales', 'b'], ['all', 'c']]));

test('past 52 keys there are two letters, and no two keys have the same', () => {
  const many = shortKeys(`export const till = {\n${Array.from({ length: 2000 }, (_, place) => `  key${place}: '',`).join('\n')}\n};`);
  assert.is(new Set(many.values()).size, 2000);
  assert.equal([many.get('key51'), many.get('key52')], ['Z', 'aa']);
});

test('in a table of any language the keys are shortened, and nothing else is', () => {
  assert.is(shortenTable("export const till = {\n  all: 'الكل: pay',\n  pay: 'الدفع',\n};", keys), "export const till = {\n  c: 'الكل: pay',\n  a: 'الدفع',\n};");
});

test('where they are used the keys are shortened', () => assert.is(uses('f(words.pay, `${words.sales(2)} other.words.pay`)'), 'f(words.a, `${words.b(2)} other.words.pay`)'));

test('a script that has something else of that name is left as it is', () => assert.is(shortenUses('const words = []; words.length;', { words: keys }), 'const words = []; words.length;'));

test('a key that no table has does not build', () => assert.throws(() => uses('words.paid;'), /no words under paid/));

for (const code of ['words[name]', 'const { pay } = words;']) {
  test(`${code} does not build: its keys are other ones then`, () => assert.throws(() => uses(code), /one by one/));
}

// ---- what was built

const built = join(ROOT, 'dist/register');
const scriptWith = (text: string): string[] => readdirSync(built).filter((name) => name.endsWith('.js') && readFileSync(join(built, name), 'utf8').includes(text));

test('the sale screen\'s words are in the first script, the others in the second, and Arabic in one of its own that the worker keeps', () => {
  const [first, second, arabic] = ['Tap a product or scan', 'Type the pairing code', 'امسح الباركود'].map(scriptWith);
  assert.equal([first, second, arabic].map((found) => found?.map((name) => name.replace(/-.*/, ''))), [['app'], ['others'], ['language']]);
  assert.ok(readFileSync(join(built, 'sw.js'), 'utf8').includes(arabic?.[0] ?? 'none'));
});

test('no long key of the words is left in what was built', () => {
  const found = readdirSync(built).filter((name) => /^(app|others|language)-/.test(name)).filter((name) => /\b(searchOrScan|emptyCart|screenAndSounds|networkTakenDo)\b/.test(readFileSync(join(built, name), 'utf8')));
  assert.equal(found, []);
});

test.run();
