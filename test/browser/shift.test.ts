import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inShop } from './fixture.js';
import { becomeOwner } from './office.js';
import { rowOf, turnTo } from './panel-visit.js';
import { newSale, openMenu, pairRegister, payCard, payQuickCash, putInCart, signIn } from './till.js';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const type = (page: Page, name: string, text: string): Promise<void> => page.getByRole('textbox', { name, exact: true }).fill(text);

async function sell(page: Page, pay: (page: Page) => Promise<unknown>): Promise<void> {
  await putInCart(page, 'Flat white');
  await pay(page);
  await newSale(page);
}

/** What each method comes to, as it stands in the table that is shown. */
function compared(page: Page): Promise<string[]> {
  return page.getByRole('table').getByRole('row').filter({ has: page.getByRole('rowheader') }).evaluateAll((rows) => rows.map((row) => [...row.children].map(({ textContent }) => textContent).join(' ')));
}

test('a shift is opened with its float, sold in, closed with a difference, printed, and seen in the panel', () =>
  inShop(async (shop, open) => {
    const { page: till } = await open();
    const { page: panel } = await open();
    await becomeOwner(panel, shop);
    await turnTo(panel, 'Shifts');
    await panel.getByText('No shifts yet').waitFor();
    await pairRegister(till, shop);
    await signIn(till, 'Asha Nair', '1234');
    await sell(till, payQuickCash);

    await openMenu(till);
    await button(till, 'Open shift').click();
    for (const wrong of ['', 'two hundred', '-5', '1.234']) {
      await type(till, 'Counted float', wrong);
      await button(till, 'Open shift').click();
      await till.getByText('Enter what was counted, such as 200 or 200.50.').waitFor();
    }
    await type(till, 'Counted float', '200');
    await button(till, 'Open shift').click();
    await till.getByText('The shift is open with $200.00 in the drawer.').waitFor();
    const row = rowOf(panel, 'Asha Nair');
    await row.filter({ hasText: 'open' }).filter({ hasText: '$200.00' }).waitFor();

    await sell(till, payQuickCash);
    await sell(till, payCard);
    await openMenu(till);
    await button(till, 'Close shift').click();
    await button(till, 'Close shift').click();
    assert.is(await till.getByText('Enter an amount; 0 if there is none.').count(), 2);
    await type(till, 'Counted cash', '202.8');
    await till.getByRole('textbox', { name: 'Counted card' }).focus();
    for (const key of ['5', '.', '3']) await till.getByRole('group', { name: 'Amount' }).getByRole('button', { name: key, exact: true }).click();
    await button(till, 'Close shift').click();
    const said = ['Cash $204.80 $202.80 $2.00 short', 'Card $4.80 $5.30 $0.50 over'];
    assert.equal(await compared(till), said);
    await button(till, 'Count again').click();
    await button(till, 'Close shift').click();
    await button(till, 'Close shift now').click();
    await till.getByRole('heading', { name: 'Shift closed' }).waitFor();
    assert.equal(await compared(till), said);

    await till.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
    await button(till, 'Print report').click();
    await till.waitForFunction(() => document.title === 'printed');
    await till.emulateMedia({ media: 'print' });
    assert.not.ok(await till.getByRole('heading', { name: 'Shift closed' }).isVisible());
    const paper = till.getByRole('article');
    for (const text of ['T1-000005', 'Front counter', 'Asha Nair', '$2.00 short', 'counted 202.80, expected 204.80']) assert.ok((await paper.innerText()).includes(text), text);
    // 80 mm at 96 dots an inch.
    assert.ok(((await paper.boundingBox())?.width ?? 1000) <= 303);
    await till.emulateMedia({ media: 'screen' });
    await button(till, 'Done').click();

    await row.filter({ hasText: 'complete' }).filter({ hasText: 'Cash $2.00 short' }).filter({ hasText: 'Card $0.50 over' }).filter({ hasText: '2 sales here' }).waitFor();
    await row.getByRole('link').click();
    await panel.getByRole('dialog').getByText('Complete.').waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await turnTo(panel, 'Sales');
    await panel.getByText('3 sales', { exact: true }).waitFor();

    // The report is in the history, and the next shift begins anew.
    await openMenu(till);
    assert.ok(await button(till, 'Open shift').isEnabled());
    await till.getByRole('link', { name: 'Sales history' }).click();
    await till.getByRole('list', { name: 'Sales' }).getByRole('button', { name: /Shift closed/ }).click();
    await till.getByRole('region', { name: 'Shift T1-000005' }).getByText('$2.00 short').waitFor();
  }));

test.run();
