import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CategoryRow } from '../../domain/panel.js';
import { branches, named, options, placesFor } from '../../panel/category-tree.js';

const category = (id: string, parentId: string | null): CategoryRow => ({ id, name: id.toUpperCase(), parentId, products: 0 });
const shop = [category('drinks', null), category('tea', 'drinks'), category('bakery', null), category('coffee', 'drinks'), category('green', 'tea')];

const ids = (list: readonly { readonly category: CategoryRow }[]): string => list.map((branch) => branch.category.id).join(' ');

test('each category is followed by those below it', () => {
  assert.is(ids(branches(shop)), 'drinks tea green coffee bakery');
});

test('a category knows how deep it stands and what is above it', () => {
  assert.equal(branches(shop).find((branch) => branch.category.id === 'green'), { category: category('green', 'tea'), depth: 2, names: ['DRINKS', 'TEA', 'GREEN'] });
});

test('a category whose parent is missing stands at the top', () => {
  assert.is(ids(branches([category('lost', 'gone'), category('bakery', null)])), 'lost bakery');
});

test('categories that are each other\'s parents are still shown, once', () => {
  assert.is(ids(branches([category('a', 'b'), category('b', 'a')])), 'a b');
});

test('a category cannot be moved below itself', () => {
  assert.is(ids(placesFor('tea', branches(shop))), 'drinks coffee bakery');
  assert.is(ids(placesFor('drinks', branches(shop))), 'bakery');
  assert.is(ids(placesFor('bakery', branches(shop))), 'drinks tea green coffee');
});

test('a new category can go anywhere', () => {
  assert.is(placesFor(null, branches(shop)).length, 5);
});

test('a choice names the way from the top', () => {
  assert.equal(options(branches(shop))[2], ['green', 'DRINKS › TEA › GREEN']);
});

test('a category is found by parts of its own name, whatever case and accents', () => {
  const list = branches([category('drinks', null), { ...category('café', 'drinks'), name: 'Crème Café' }, { ...category('qahwa', null), name: 'قَهْوَة عربية' }]);
  assert.equal(['CAFE creme', 'قهوة', 'drinks cafe', 'rin'].map((query) => ids(named(list, query))), ['café', 'qahwa', '', 'drinks']);
});

test('thousands of categories are not looked through for each of them', () => {
  let reads = 0;
  const many = Array.from({ length: 3000 }, (_, n) => ({ id: `c${n}`, name: 'C', products: 0, get parentId() { reads++; return n % 2 ? `c${n - 1}` : null; } }));
  assert.is(branches(many).length, 3000);
  assert.ok(reads < 3000 * 10, `${reads} reads`);
});

test.run();
