import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inPanel, rowOf, turnTo, wrongAt } from './panel-visit.js';

test('a person is added with a PIN, may edit items, and is made inactive', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Dev Patel');
  await page.getByRole('textbox', { name: 'PIN' }).fill('24680');
  await page.getByRole('checkbox', { name: 'May edit items' }).check();
  await page.getByRole('button', { name: 'Save person' }).click();
  const row = rowOf(page, 'Dev Patel');
  await row.waitFor();
  assert.equal((await row.locator('th, td').allInnerTexts()).slice(1), ['Dev Patel', 'Staff', 'Set', 'Yes', 'No access']);
  await page.getByRole('link', { name: 'Dev Patel' }).click();
  await page.getByRole('checkbox', { name: 'Active' }).uncheck();
  await page.getByRole('button', { name: 'Save person' }).click();
  await row.getByText('Inactive').waitFor();
}));

test('a PIN of three digits is refused at its field', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.getByRole('link', { name: 'Ben Cole' }).click();
  await page.getByRole('textbox', { name: 'New PIN' }).fill('123');
  await page.getByRole('button', { name: 'Save person' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
  assert.match(await wrongAt(page, 'New PIN'), 'four to twelve digits');
}));

test('saving a person without a new PIN leaves the one that is set', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.getByRole('link', { name: 'Ben Cole' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Benjamin Cole');
  await page.getByRole('button', { name: 'Save person' }).click();
  await rowOf(page, 'Benjamin Cole').getByRole('cell', { name: 'Set', exact: true }).waitFor();
}));

test('the last owner cannot be deleted, and it is said why', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.getByRole('link', { name: 'Olive Owner' }).click();
  await page.getByRole('button', { name: 'Delete person' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Olive Owner?' });
  await question.getByRole('button', { name: 'Delete person' }).click();
  assert.match(await question.getByRole('alert').innerText(), 'last owner');
}));

test('a manager may look at the shop\'s details but not change them', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.getByRole('link', { name: 'Asha Nair' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('asha@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('harbour lights at night');
  await page.getByRole('button', { name: 'Save person' }).click();
  await rowOf(page, 'asha@example.com').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('asha@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('harbour lights at night');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await turnTo(page, 'Outlets');
  assert.is(await page.getByRole('textbox', { name: 'Shop name' }).isDisabled(), true);
  await page.getByText('Only an owner may change these.').waitFor();
}));

test('the receipt beside the shop\'s form follows what is typed, and what is saved stays', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Outlets');
  const receipt = page.getByRole('figure', { name: 'So it will look on 80 mm paper' });
  await page.getByRole('textbox', { name: 'Footer' }).fill('Closed on Mondays');
  await receipt.getByText('Closed on Mondays').waitFor();
  await page.getByRole('textbox', { name: 'Tax rate in %' }).fill('15');
  await receipt.getByText('2.40').waitFor();
  await page.getByRole('button', { name: 'Save receipt and shop' }).click();
  await page.getByText('Receipt and shop saved.').waitFor();
  await page.reload();
  await receipt.getByText('Closed on Mondays').waitFor();
  assert.is(await page.getByRole('textbox', { name: 'Tax rate in %' }).inputValue(), '15');
}));

test('an outlet\'s address and phone are changed, and shown as they print', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Outlets');
  await page.getByRole('link', { name: 'Harbour Street' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill('1 New Road\nPort Linden');
  await page.getByRole('textbox', { name: 'Phone' }).fill('(02) 5550 0199');
  await page.getByRole('dialog').getByRole('figure').getByText('(02) 5550 0199').waitFor();
  await page.getByRole('button', { name: 'Save outlet' }).click();
  await rowOf(page, '1 New Road, Port Linden').getByRole('cell', { name: '(02) 5550 0199' }).waitFor();
}));

test('an outlet with registers cannot be deleted, and it is said what to do first', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Outlets');
  await page.getByRole('link', { name: 'Harbour Street' }).click();
  await page.getByRole('button', { name: 'Delete outlet' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Harbour Street?' });
  await question.getByRole('button', { name: 'Delete outlet' }).click();
  assert.match(await question.getByRole('alert').innerText(), 'to another outlet first');
}));

test.run();
