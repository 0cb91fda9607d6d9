import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pairDevice } from './panel-device.js';
import { inPanel, rowOf, turnTo, wrongAt } from './panel-visit.js';

async function shownCode(page: Page): Promise<string> {
  return (await page.getByRole('status', { name: 'Pairing code' }).innerText()).trim();
}

test('a new register shows a code, and its page says by itself when a device has used it', () => inPanel(async ({ shop, page }) => {
  await turnTo(page, 'Registers');
  await page.getByRole('button', { name: 'Add register' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Back counter');
  await page.getByRole('dialog').getByRole('button', { name: 'Add register' }).click();
  await pairDevice(shop.url, await shownCode(page));
  await page.getByText('Linked.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  const cells = await rowOf(page, 'Back counter').locator('th, td').allInnerTexts();
  assert.equal(cells.slice(0, 2), ['Back counter\nT2 · Harbour Street', 'Chromium on a counter']);
}));

test('the code comes with the register\'s address and the time that it is good for', () => inPanel(async ({ shop, page }) => {
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByRole('button', { name: 'New pairing code' }).click();
  const first = await shownCode(page);
  assert.match(first, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  const text = await page.getByRole('dialog').innerText();
  assert.match(text, `${shop.url}register/`);
  assert.match(text, /until today \d\d:\d\d: 15 minutes more/);
  await page.getByRole('dialog').getByRole('button', { name: 'New pairing code' }).click();
  await page.waitForFunction((old) => document.querySelector('[aria-label="Pairing code"]')?.textContent !== old, first);
}));

test('a link is removed after it was asked once, and its device may send no more', () => inPanel(async ({ shop, page }) => {
  const device = await pairDevice(shop.url, shop.pairingCode);
  await turnTo(page, 'Registers');
  const row = rowOf(page, 'Front counter');
  await row.getByRole('button', { name: 'Remove link to device' }).click();
  await page.getByRole('button', { name: 'Keep the link' }).click();
  assert.is((await device.fetch('GET', 'ping')).status, 200);
  await row.getByRole('button', { name: 'Remove link to device' }).click();
  await page.getByRole('button', { name: 'Remove link to device' }).click();
  await row.getByRole('cell', { name: 'Not linked' }).waitFor();
  assert.is((await device.fetch('GET', 'ping')).status, 403);
}));

test('minutes that are no number are refused at their field, and the new name stays typed', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Registers');
  await page.getByRole('link', { name: 'Front counter' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Window');
  await page.getByRole('textbox', { name: 'Locks itself after' }).fill('ten');
  await page.getByRole('button', { name: 'Save register' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  assert.match(await wrongAt(page, 'Locks itself after'), 'Type a whole number from 0 to 1440.');
  await page.getByRole('textbox', { name: 'Locks itself after' }).fill('15');
  await page.getByRole('button', { name: 'Save register' }).click();
  await page.getByRole('link', { name: 'Window' }).waitFor();
}));

test.run();
