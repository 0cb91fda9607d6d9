import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inShop } from './fixture.js';
import { becomeOwner, openSales, saleRow } from './office.js';
import { closeMenu, newSale, openMenu, pairRegister, payCard, payCash, payQuickCash, paySplit, putInCart, signIn, unsynchronised, type Ended } from './till.js';

/** What the Sales page shows of a sale once it is there; nobody touches the page meanwhile. */
async function shown(panel: Page, { receiptNumber }: Ended): Promise<string[]> {
  const row = saleRow(panel, receiptNumber);
  await row.waitFor();
  const [receipt = '', register = '', staff = '', , , payments = '', total = ''] = await row.locator('th, td').allInnerTexts();
  return [receipt, register, staff, payments, total];
}

test('what a newly paired register sells by quick cash, cash and card appears on the panel\'s Sales page by itself, to the cent', () =>
  inShop(async (shop, open) => {
    const { page: till } = await open();
    const { page: panel } = await open();
    await becomeOwner(panel, shop);
    await openSales(panel);

    await pairRegister(till, shop);
    await signIn(till, 'Asha Nair', '1234');

    // 4.80 + 0.87 = 5.67: in coins 5.65.
    await putInCart(till, 'Flat white', 'Banana');
    const quick = await payQuickCash(till);
    assert.is(quick.change, 'No change');
    const receipt = till.getByRole('region', { name: 'Receipt' });
    for (const text of [quick.receiptNumber, 'Flat white', '$5.67', '5.65']) await receipt.getByText(text, { exact: true }).first().waitFor();
    assert.equal(await shown(panel, quick), [quick.receiptNumber, 'Front counter', 'Asha Nair', 'Cash', '$5.67']);
    await newSale(till);

    // 18.50 + 3.19 = 21.69: in coins 21.70, and 28.30 back on a fifty.
    await putInCart(till, 'Smashed avocado', 'Penne 500 g');
    const cash = await payCash(till, '50');
    assert.is(cash.change, '$28.30');
    assert.equal(await shown(panel, cash), [cash.receiptNumber, 'Front counter', 'Asha Nair', 'Cash', '$21.69']);
    await newSale(till);

    // 9.00 + 2 × 1.19 = 11.38: a card pays it to the cent.
    await putInCart(till, 'Sourdough loaf', 'Navel orange', 'Navel orange');
    const card = await payCard(till);
    assert.is(card.change, 'No change');
    assert.equal(await shown(panel, card), [card.receiptNumber, 'Front counter', 'Asha Nair', 'Card', '$11.38']);
    await newSale(till);

    // 4.80 in parts: two by card, the rest in coins.
    await putInCart(till, 'Flat white');
    const split = await paySplit(till, '2');
    assert.equal(await shown(panel, split), [split.receiptNumber, 'Front counter', 'Asha Nair', 'Card + Cash', '$4.80']);
    await newSale(till);

    assert.equal([quick, cash, card, split].map(({ receiptNumber }) => receiptNumber), ['T1-000001', 'T1-000002', 'T1-000003', 'T1-000004']);
    await openMenu(till);
    assert.is(await unsynchronised(till), 0);
    await closeMenu(till);

    await saleRow(panel, cash.receiptNumber).getByRole('link').click();
    const detail = panel.getByRole('dialog');
    for (const [words, amount] of [['Total', '$21.69'], ['Tax in it', '$1.68'], ['Rounding for cash', '$0.01'], ['Cash', '$21.70'], ['Tendered $50.00, change', '$28.30']] as const) {
      const row = detail.getByRole('row').filter({ has: panel.getByRole('rowheader', { name: words, exact: true }) });
      assert.is(await row.getByRole('cell').last().innerText(), amount, words);
    }
  }));

test.run();
