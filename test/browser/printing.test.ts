import type { Locator, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { record, type Recorded } from '../app/printing/recorder.js';
import { inShop } from './fixture.js';
import { DEVICE, handle, takenBy, unplug } from './printer.js';
import { newSale, openMenu, pairRegister, payCard, payCash, payQuickCash, putInCart, signIn, type Ended } from './till.js';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const section = (page: Page): Locator => page.getByRole('region', { name: 'Receipt printer' });
const goTo = (page: Page, hash: string): Promise<void> => page.evaluate((to) => { location.hash = to; }, hash);

async function sell(page: Page, pay: (page: Page) => Promise<Ended>): Promise<Ended> {
  await putInCart(page, 'Flat white');
  return pay(page);
}

/** What the printer has once nothing is under way. */
async function printed(page: Page): Promise<Recorded> {
  await page.waitForFunction(() => [...document.querySelectorAll('button')].some(({ textContent, disabled }) => /^Print/.test(textContent ?? '') && !disabled));
  return record(await takenBy(page));
}

test('a printer is connected, prints sales by itself and opens the drawer; whatever happens to it, the sale is complete and can be printed again', () =>
  inShop(async (shop, open) => {
    const { page, complaints } = await open();
    await page.addInitScript(DEVICE);
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');

    // A browser that cannot says so.
    await goTo(page, '#/settings');
    await section(page).getByText('This browser cannot reach a receipt printer by itself').waitFor();
    assert.is(await section(page).getByRole('combobox').count(), 1, 'the paper’s width is for its print dialog');
    await page.evaluate(() => { localStorage.printers = 'yes'; });
    // From here on without a network: what prints is on the device.
    await page.context().setOffline(true);
    await page.reload();

    await section(page).getByRole('combobox', { name: 'Connection' }).selectOption('usb');
    await section(page).getByText('none is connected yet').waitFor();
    assert.is(await button(page, 'Print test page').isDisabled(), true);
    await button(page, 'Connect printer').click();
    await section(page).getByText('EPSON TM-T20II').waitFor();
    await section(page).getByRole('checkbox', { name: 'Open the drawer on this printer when cash is taken' }).check();
    await section(page).getByRole('checkbox', { name: 'Let whoever is signed in open the drawer without a sale' }).check();
    await button(page, 'Print test page').click();
    const test = await printed(page);
    assert.equal([test.cuts, test.pulses, test.texts.includes('Русский                                     2.00')], [1, 0, true]);

    // It is there after a reload; what is on the screen is on the paper; cash opens the drawer.
    await page.reload();
    await section(page).getByText('EPSON TM-T20II').waitFor();
    await button(page, 'Back to sale').click();
    const { receiptNumber } = await sell(page, (to) => payCash(to, '20'));
    const cash = await printed(page);
    assert.equal([cash.cuts, cash.pulses], [1, 1]);
    const words = (text: string): string[] => text.replace(/[^\w.$]+/g, ' ').trim().split(' ').sort();
    assert.equal(words(cash.texts.join(' ').replace(/-{10,}/g, '')), words(await page.getByRole('article').innerText()));
    assert.ok(cash.texts.join(' ').includes(receiptNumber));

    // Unplugged in the middle of the next one: the sale is complete, and the sale screen says what to do.
    await newSale(page);
    await handle(page, { breaksAfter: 60 });
    const cut = await sell(page, payCard);
    const status = page.getByRole('status', { name: 'Printer' });
    await status.getByText('Not printed.').waitFor();
    assert.match(await status.innerText(), new RegExp(`${cut.receiptNumber} is complete and safe. The printer was unplugged`));
    await takenBy(page);
    await newSale(page);
    const line = page.getByText('Not printed.').locator('xpath=ancestor::p');
    await handle(page, { there: true, breaksAfter: null });
    await line.getByRole('button', { name: 'Print again' }).click();
    await line.waitFor({ state: 'detached' });
    const again = record(await takenBy(page));
    assert.equal([again.cuts, again.pulses, again.texts.join(' ').includes(cut.receiptNumber)], [1, 0, true]);

    // A printer that takes nothing for ever: the sale is complete meanwhile, and the next one begins.
    await handle(page, { hangs: true });
    await sell(page, payQuickCash);
    await status.getByText('Printing…').waitFor();
    await newSale(page);
    await putInCart(page, 'Long black');
    await unplug(page);
    await line.getByText('unplugged').waitFor();

    // Gone, or no longer allowed; then without paper: nothing is printed later by surprise.
    await handle(page, { hangs: false });
    await payCard(page);
    await status.getByText('is not there').waitFor();
    await handle(page, { there: true, hasPaper: false });
    await button(page, 'Print again').click();
    await status.getByText('out of paper').waitFor();
    assert.equal(record(await takenBy(page)).lines, []);
    await handle(page, { hasPaper: true });
    await button(page, 'Print again').click();
    assert.is((await printed(page)).cuts, 1);
    await newSale(page);

    await openMenu(page);
    await button(page, 'Open drawer').click();
    await page.waitForFunction(() => (window as unknown as { testTaken: number[] }).testTaken.length === 5);
    assert.is(record(await takenBy(page)).pulses, 1);
    // What the browser says of requests without a network is none of the printer's.
    assert.equal(complaints.filter((text) => !/^Failed to load resource/.test(text)), []);
  }));

test.run();
