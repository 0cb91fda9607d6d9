import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { productWith, search } from '../../app/search.js';
import { openIndex } from '../../app/index-builder.js';
import type { SearchIndex } from '../../app/search-index.js';
import { lineOf } from '../../app/line.js';
import type { Product } from '../../domain/catalogue.js';
import { product } from './shop-parts.js';

const SHOP = [
  product('bev-1', 'Almond milk 1 L', 450), product('bak-1', 'Almond croissant', 680, { barcodes: ['9300000000022'] }), product('cof-1', 'Flat white', 480, { barcodes: ['9300000000015'] }),
  product('cof-2', 'Café crème', 520), product('gro-1', 'Flatbread', 390), product('gro-2', 'Milk chocolate\u00a0100 g', 350), product('milk', 'Whole churn', 9900), product('gro-3', 'Buttermilk', 330),
];

function indexOf(products: readonly Product[]): SearchIndex {
  const sorted = products.map((one) => ({ line: lineOf(one), one })).sort((a, b) => (a.line < b.line ? -1 : 1));
  const building = openIndex(products.length, products.reduce((sum, { barcodes = [] }) => sum + 1 + barcodes.length, 0));
  for (const { line } of sorted) building.add(line);
  return { ...building.finish(), text: sorted.map(({ line }) => `${line}\n`).join(''), products: sorted.map(({ one }) => one) };
}
const found = (query: string, products: readonly Product[] = SHOP): string[] => search(indexOf(products), query).slice(0, products.length).map(({ name }) => name);

test('a part of a name finds it', () => {
  assert.equal(found('croiss'), ['Almond croissant']);
});

test('words find in any order', () => {
  assert.equal(found('white flat'), ['Flat white']);
});

test('every word must be there', () => {
  assert.equal(found('flat croissant'), []);
});

test('scripts that are written from the right are found, with their vowel signs and lengthened letters or without', () => {
  const shop = [product('1', 'قَهْوَة عربية', 1), product('2', 'أسود شاي', 1), product('3', 'שָׁלוֹם קפה', 1), product('4', 'عـــسل', 1)];
  const queries = ['قهوة', 'قَهْوَة', 'عربية قهوة', 'اسود', 'أسود', 'שלום', 'שָׁלוֹם', 'עברית', 'عسل', 'عـسل'];
  assert.equal(queries.map((query) => found(query, shop).join()), ['قَهْوَة عربية', 'قَهْوَة عربية', 'قَهْوَة عربية', 'أسود شاي', 'أسود شاي', 'שָׁלוֹם קפה', 'שָׁלוֹם קפה', '', 'عـــسل', 'عـــسل']);
});

test('a letter and its mark are the letter with it, and marks alone find nothing', () => {
  const shop = [product('1', 'हिन्दी चाय', 1), product('2', 'が ぱん', 1), product('3', 'Cafe\u0301', 1)];
  assert.equal(['चाय', 'हिन्दी', 'か\u3099', 'Caf\u00e9', '\u0301', '\u064e'].map((query) => found(query, shop).join()), ['हिन्दी चाय', 'हिन्दी चाय', 'が ぱん', 'Cafe\u0301', '', '']);
});

test('accents and case do not matter on either side', () => {
  assert.equal([found('CAFE creme'), found('café')], [['Café crème'], ['Café crème']]);
});

test('a non-breaking space in a name is a space', () => {
  assert.equal(found('chocolate 100'), ['Milk chocolate\u00a0100 g']);
});

test('a SKU finds', () => {
  assert.equal(found('gro-1'), ['Flatbread']);
});

test('the beginning of a barcode finds', () => {
  assert.equal(found('930000000002'), ['Almond croissant']);
});

test('first comes the SKU itself, then names that begin so, then words that begin so, then the rest', () => {
  assert.equal(found('milk'), ['Whole churn', 'Milk chocolate\u00a0100 g', 'Almond milk 1 L', 'Buttermilk']);
});

test('within a rank names are in their order', () => {
  assert.equal(found('flat'), ['Flat white', 'Flatbread']);
});

test('the product whose code is typed comes first among thousands that contain it', () => {
  const many = Array.from({ length: 5000 }, (_, at) => product(`sku-${at}`, `Biscuit 4711 ${at}`, 100));
  assert.is(found('4711', [...many, product('4711', 'Zwieback', 100)])[0], 'Zwieback');
});

test('a word that begins late in the list comes before thousands that have it inside', () => {
  const many = Array.from({ length: 5000 }, (_, at) => product(`sku-${at}`, `Anthem ${at}`, 100));
  assert.is(found('them', [...many, product('book', 'Zebra theme', 100)])[0], 'Zebra theme');
});

test('signs in a name are found as they are written', () => {
  assert.equal(found('m&m', [product('1', 'M&M’s 45 g', 100), product('2', 'M and M', 100)]), ['M&M’s 45 g']);
});

test('words of any script are found, and by their beginnings first', () => {
  const shop = [product('1', 'قهوة عربية', 100), product('2', 'हिन्दी चाय', 100), product('3', '抹茶 ラテ', 100)];
  assert.equal([found('عربية', shop), found('चाय', shop), found('ラテ', shop)], [['قهوة عربية'], ['हिन्दी चाय'], ['抹茶 ラテ']]);
});

test('five hundred characters, and those of regular expressions, find what has them', () => {
  assert.equal([found('x'.repeat(500)), found('.*'), found('[a-z]+('), found('\\')], [[], [], [], []]);
  assert.equal(found('(new)', [product('1', 'Tea (new)', 100), product('2', 'Newspaper', 100)]), ['Tea (new)']);
});

test('each product of three thousand is found by its SKU, its barcode and the whole of its name', () => {
  const many = Array.from({ length: 3000 }, (_, at) => product(`s${at}`, `Thing ${at * 7919 % 3000}`, 100, { barcodes: [`93${String(at).padStart(11, '0')}`] }));
  const index = indexOf(many);
  const missed = many.filter((one) => [one.sku, one.barcodes?.[0] ?? '', one.name].some((query) => search(index, query).slice(0, 1)[0] !== one));
  assert.equal(missed.map(({ name }) => name), []);
});

test('nothing is found by nothing', () => {
  assert.equal([found(''), found('   ')], [[], []]);
});

test('one letter finds the names that begin with it', () => {
  assert.equal(found('f'), ['Flat white', 'Flatbread']);
});

test('nothing is found across two products', () => {
  assert.equal(found('croissant almond milk'), []);
});

test('the last product is found as the first is', () => {
  assert.equal([found('almond croissant').length, found('whole churn').length], [1, 1]);
});

test('an empty shop finds nothing', () => {
  assert.equal(found('milk', []), []);
});

test('among a hundred thousand products the one is found by two words', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => product(`sku-${at}`, `Product ${at % 977} of line ${at}`, 100));
  assert.equal(found('line 54321', many).slice(0, 1), ['Product 586 of line 54321']);
});

test('what is found is not more than anybody looks through', () => {
  const many = Array.from({ length: 5000 }, (_, at) => product(`sku-${at}`, `Biscuit ${at}`, 100));
  assert.is(found('biscuit', many).length, 400);
});

test('a code whose row is another product\u2019s sells nothing', () => {
  const index = indexOf(SHOP);
  const turned = { ...index, products: [...index.products.slice(0, SHOP.length)].reverse() };
  assert.equal([productWith(index, '9300000000022')?.name, productWith(turned, '9300000000022')], ['Almond croissant', undefined]);
});

test.run();
