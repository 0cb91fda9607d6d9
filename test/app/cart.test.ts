import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parsePercent, parseQuantity, plainPercent, plainQuantity } from '../../app/amounts.js';
import { addProduct, fits, keyOf, newSaleId, openCart, priceCart, setLineDiscount, setQuantity, step, type Cart } from '../../app/cart.js';
import { cents } from '../../domain/money.js';
import { CONFIG, FLAT_WHITE, ID, LOAF, NOW, product } from './shop-parts.js';

const cartOf = (...products: readonly typeof FLAT_WHITE[]): Cart => products.reduce((cart, one) => addProduct(cart, one, CONFIG, NOW), openCart(ID));
const FLAT = `${FLAT_WHITE.id}@480`;

test('a sale\'s id is a UUID of version 4', () => {
  assert.match(newSaleId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a sale\'s id is made of the chance that it is given', () => {
  assert.is(newSaleId(new Uint8Array(16).fill(0xff)), 'ffffffff-ffff-4fff-bfff-ffffffffffff');
});

test('two carts have two ids', () => {
  assert.is.not(openCart().id, openCart().id);
});

test('a cart keeps its id while it is filled', () => {
  assert.is(cartOf(FLAT_WHITE, LOAF).id, ID);
});

test('a cart is opened when its first line comes in', () => {
  assert.is(addProduct(cartOf(FLAT_WHITE), LOAF, CONFIG, NOW + 60_000).openedAt, NOW);
});

test('the same product twice is one line of two', () => {
  assert.equal(cartOf(FLAT_WHITE, LOAF, FLAT_WHITE).lines.map(({ name, quantity }) => [name, quantity]), [['Flat white', 2000], ['Sourdough loaf', 1000]]);
});

test('after a price change the same product makes a second line', () => {
  assert.equal(cartOf(FLAT_WHITE, { ...FLAT_WHITE, price: cents(500) }).lines.map(({ unitPrice }) => unitPrice), [480, 500]);
});

test('a tax-free product has no tax in its price', () => {
  assert.equal(cartOf(FLAT_WHITE, LOAF).lines.map(({ taxRate }) => taxRate), [1000, 0]);
});

test('one less of the last piece takes the line away', () => {
  assert.equal(step(cartOf(FLAT_WHITE), FLAT, -1).lines, []);
});

test('one less of half a kilogram takes the line away', () => {
  assert.equal(step(setQuantity(cartOf(FLAT_WHITE), FLAT, 485), FLAT, -1).lines, []);
});

test('a line that is not there is not changed', () => {
  const cart = cartOf(FLAT_WHITE);
  assert.equal(step(cart, 'nothing', 1), cart);
});

test('a quantity is set on its own line only', () => {
  assert.equal(setQuantity(cartOf(FLAT_WHITE, LOAF), FLAT, 3000).lines.map(({ quantity }) => quantity), [3000, 1000]);
});

test('line and order discounts come off in that order, and the cart is priced as domain/ prices it', () => {
  const cart = { ...setLineDiscount(cartOf(FLAT_WHITE, FLAT_WHITE, LOAF), FLAT, 1000), orderDiscount: 500 };
  // 9.60 − 0.96 = 8.64; 8.64 + 9.02 = 17.66; 5 % of it is 0.88.
  assert.equal(priceCart(cart).totals, { gross: 1862, discount: 184, total: 1678, tax: 75 });
});

test('a cart within what a sale may hold fits', () => {
  assert.ok(fits(cartOf(FLAT_WHITE, LOAF)));
});

test('more money than a sale may hold does not fit', () => {
  const gold = product('gold', 'Gold', 9_999_999_999);
  assert.not(fits(cartOf(gold, gold)));
});

test('more pieces than a line may hold do not fit', () => {
  const air = product('air', 'Air', 0);
  assert.not(fits(setQuantity(cartOf(air), 'air@0', 1_000_000_001)));
});

test('more lines than a sale may have do not fit', () => {
  const lines = Array.from({ length: 1001 }, (_, at) => product(`p${at}`, `Product ${at}`, 100));
  assert.not(fits(cartOf(...lines)));
});

test('lines are told apart by product and price', () => {
  assert.equal(cartOf(FLAT_WHITE, LOAF).lines.map(keyOf), ['cof-1@480', 'bak-1@902']);
});

for (const [text, thousandths] of [['2', 2000], ['0.485', 485], ['.5', 500], ['1,25', 1250], [' 3 ', 3000], ['1000000', 1_000_000_000]] as const) {
  test(`the quantity "${text}" is ${thousandths} thousandths`, () => {
    assert.is(parseQuantity(text), thousandths);
  });
}
for (const text of ['', '.', 'two', '-1', '1.2345', '1e3', '1.2.3', '1000001']) {
  test(`"${text}" is no quantity`, () => {
    assert.is(parseQuantity(text), null);
  });
}
for (const [text, points] of [['10', 1000], ['12.5', 1250], ['100', 10_000], ['0', 0], ['7.5 %', 750], ['33.33', 3333]] as const) {
  test(`the discount "${text}" is ${points} hundredths of a percent`, () => {
    assert.is(parsePercent(text), points);
  });
}
for (const text of ['', '100.01', '101', '-5', 'half', '1.234']) {
  test(`"${text}" is no discount`, () => {
    assert.is(parsePercent(text), null);
  });
}

test('quantities and discounts are written as they are read', () => {
  assert.equal([plainQuantity(485), plainQuantity(2000), plainPercent(1250), plainPercent(0)], ['0.485', '2', '12.5', '']);
});

test.run();
