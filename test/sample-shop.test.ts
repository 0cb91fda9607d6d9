import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from './folder.js';

interface SampleShop {
  readonly shop: { readonly taxNumber: string };
  readonly staff: ReadonlyArray<{ readonly name: string; readonly pin: string; readonly mayEditItems: boolean; readonly image: string }>;
  readonly categories: ReadonlyArray<{ readonly name: string; readonly parent?: string }>;
  readonly products: ReadonlyArray<{ readonly sku: string; readonly name: string; readonly price: number; readonly barcode?: string; readonly category: string; readonly taxFree?: true; readonly image: string }>;
}

const demo = join(ROOT, 'static/demo');
const shop = JSON.parse(readFileSync(join(demo, 'shop.json'), 'utf8')) as SampleShop;

const repeated = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

test('no SKU, name or barcode is there twice', () => {
  const { products } = shop;
  assert.equal(repeated(products.map(({ sku }) => sku)), []);
  assert.equal(repeated(products.map(({ name }) => name)), []);
  assert.equal(repeated(products.flatMap(({ barcode }) => barcode ?? [])), []);
});

test('every price is whole cents, above nothing', () => {
  assert.equal(shop.products.filter(({ price }) => !Number.isSafeInteger(price) || price <= 0), []);
});

test('every barcode is an EAN-13 with its check digit', () => {
  const isEan = (digits: string): boolean => /^\d{13}$/.test(digits) && [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0) % 10 === 0;
  assert.equal(shop.products.flatMap(({ barcode }) => barcode ?? []).filter((barcode) => !isEan(barcode)), []);
});

test('the ABN has the form of one', () => {
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  const digits = [...shop.shop.taxNumber.replaceAll(' ', '')].map(Number);
  assert.is(digits.length, 11);
  assert.is(digits.reduce((sum, digit, index) => sum + (index === 0 ? digit - 1 : digit) * (weights[index] ?? 0), 0) % 89, 0);
});

test('every category that is named is there, and has a product', () => {
  const names = shop.categories.map(({ name }) => name);
  assert.equal(shop.categories.filter(({ parent }) => parent !== undefined && !names.includes(parent)), []);
  assert.equal([...new Set(shop.products.map(({ category }) => category))].sort(), [...names].sort());
});

test('three people sign in with a PIN, and one of them may edit items', () => {
  assert.equal(shop.staff.map(({ pin }) => /^\d{4}$/.test(pin)), [true, true, true]);
  assert.is(shop.staff.filter(({ mayEditItems }) => mayEditItems).length, 1);
});

test('every picture is there, is used, and is small', () => {
  const used = [...shop.products, ...shop.staff].map(({ image }) => image);
  const there = readdirSync(join(demo, 'pictures'));
  assert.equal([...new Set(used)].sort(), [...there].sort());
  assert.equal(there.filter((name) => statSync(join(demo, 'pictures', name)).size > 1500), []);
});

test.run();
