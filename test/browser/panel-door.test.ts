import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inShop } from './fixture.js';
import { OWNER } from './office.js';
import { inPanel, rowOf, turnTo } from './panel-visit.js';

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill(email);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a shop without an owner says where the one-time link is', () => inShop(async (shop, open) => {
  const { page } = await open();
  await page.goto(`${shop.url}panel/`);
  await page.getByText('This shop has no owner yet').waitFor();
}));

test('whoever opens the one-time link becomes the owner, and signs out and in again', () => inPanel(async ({ page }) => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, OWNER.email, OWNER.password);
  await page.getByRole('heading', { name: 'Sales', level: 1 }).waitFor();
}));

test('the one-time link works once', () => inPanel(async ({ shop, page }) => {
  await page.goto(shop.ownerLink);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Second');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('second@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('another quiet morning');
  await page.getByRole('button', { name: 'Create owner' }).click();
  assert.match(await page.getByRole('alert').innerText(), 'This link has been used');
}));

test('a wrong password is said, and the e-mail address stays', () => inPanel(async ({ page }) => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, OWNER.email, 'not the password');
  assert.match(await page.getByRole('alert').innerText(), 'do not match');
  assert.is(await page.getByRole('textbox', { name: 'E-mail', exact: true }).inputValue(), OWNER.email);
}));

test('a session that ends in the middle of a form costs a sign-in, and nothing that was typed', () => inPanel(async ({ page, context }) => {
  await turnTo(page, 'Outlets');
  await page.getByRole('button', { name: 'New outlet' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Market stall');
  await page.getByRole('textbox', { name: 'Phone' }).fill('0400 000 000');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save outlet' }).click();
  await page.getByRole('heading', { name: 'Sign in again' }).waitFor();
  await signIn(page, OWNER.email, OWNER.password);
  await rowOf(page, 'Market stall').getByRole('cell', { name: '0400 000 000' }).waitFor();
}));

test('whoever is not signed in comes to the page they wanted after signing in', () => inPanel(async ({ shop, page, context }) => {
  await context.clearCookies();
  await page.goto(`${shop.url}panel/#/products?q=croissant`);
  await page.reload();
  await signIn(page, OWNER.email, OWNER.password);
  await rowOf(page, 'Almond croissant').waitFor();
  assert.is(await page.getByRole('searchbox', { name: 'Search products' }).inputValue(), 'croissant');
}));

test.run();
