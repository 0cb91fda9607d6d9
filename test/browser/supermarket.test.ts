import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { realList } from '../server/supermarket.js';
import { importProducts } from './command.js';
import { inShop } from './fixture.js';
import { ledgerOf, until } from './ledger.js';
import { turnTo } from './panel-visit.js';
import { becomeOwner } from './office.js';
import { newSale, pairRegister, payQuickCash, scan, signIn } from './till.js';

const real = realList();
if (!real) console.log('note: the supermarket’s real list is not at hand (set HOLDFAST_SHARED); selling from it is left out');

const MAP = 'product=name,sale_price=price,category=category,sub_category=subCategory,index=barcode';

if (real) {
  test('a real supermarket’s 27,554 products come in by the command line and the page, reach the register, and are sold by search, category and barcode', () =>
    inShop(async (shop, open) => {
      const report = await importProducts(shop, real, MAP);
      assert.match(report, /27[ ,.]?554/);
      assert.match(report, /\b1\b.*(refused|could not)/is);

      const { page: panel } = await open();
      await becomeOwner(panel, shop);
      await turnTo(panel, 'Products');
      await panel.getByRole('button', { name: 'Import products' }).click();
      await panel.getByLabel('CSV file').setInputFiles({ name: 'supermarket.csv', mimeType: 'text/csv', buffer: Buffer.from(real) });
      await panel.getByRole('heading', { name: /27,555 rows/ }).waitFor();
      await panel.getByRole('combobox', { name: 'Barcode', exact: true }).selectOption('index');
      await panel.getByRole('button', { name: 'Import products' }).click();
      await panel.getByRole('heading', { name: 'supermarket.csv is in' }).waitFor({ timeout: 120_000 });
      assert.equal(await panel.locator('dd').allInnerTexts(), ['0', '0', '27,554', '1']);

      const { page } = await open();
      page.setDefaultTimeout(60_000);
      await pairRegister(page, shop);
      await signIn(page, 'Asha Nair', '1234');
      const products = page.getByRole('list', { name: 'Products' });
      const cart = page.getByRole('list', { name: 'Cart' });

      const search = page.getByRole('searchbox', { name: 'Search products' });
      await search.fill('garlic vegetarian 500');
      await products.getByRole('button', { name: 'Garlic Oil - Vegetarian Capsule 500 mg', exact: true }).first().click();
      await search.fill('');
      await page.getByRole('button', { name: 'Beauty & Hygiene' }).click();
      await page.getByRole('button', { name: 'Hair Care', exact: true }).click();
      await products.getByRole('button').first().click();
      await scan(page, '12344');
      await cart.getByText('Man - Indigo Eau De Toilette Deodorant').waitFor();
      assert.is(await cart.getByRole('listitem').count(), 3);
      assert.match(await cart.innerText(), /Garlic Oil - Vegetarian Capsule 500 mg/);
      await payQuickCash(page);
      await newSale(page);
      await until('the sale in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 1);
    }));
} else {
  test('without the real list there is nothing to sell from it', () => assert.is(realList(), null));
}

test.run();
