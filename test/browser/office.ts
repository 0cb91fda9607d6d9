import type { Locator, Page } from 'playwright-core';
import type { TestShop } from './fixture.js';

// What the owner does in the control panel, by the names that its controls have.

export const OWNER = { name: 'Olive Owner', email: 'owner@example.com', password: 'a quiet harbour morning' };

/** Redeems the one-time link; afterwards the owner is signed in. */
export async function becomeOwner(page: Page, shop: TestShop): Promise<void> {
  if (!shop.ownerLink) throw new Error(`the panel printed no link for its owner:\n${shop.output()}`);
  await page.goto(shop.ownerLink);
  await page.getByRole('textbox', { name: 'Your name' }).fill(OWNER.name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.getByRole('link', { name: 'Registers', exact: true }).waitFor();
}

/** Makes a pairing code for a register that is there. @returns as shown: `K7QM-2XFD` */
export async function pairingCode(page: Page, register = 'Front counter'): Promise<string> {
  await page.getByRole('link', { name: 'Registers', exact: true }).click();
  await page.getByRole('row').filter({ hasText: register }).getByRole('button', { name: 'New pairing code' }).click();
  const code = (await page.getByRole('status', { name: 'Pairing code' }).innerText()).trim();
  await page.getByRole('button', { name: 'Done' }).click();
  return code;
}

export async function openSales(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sales', exact: true }).click();
  await page.getByRole('heading', { name: 'Sales', level: 1 }).waitFor();
}

/** The row of a sale on the Sales page. */
export function saleRow(page: Page, receiptNumber: string): Locator {
  return page.getByRole('row').filter({ hasText: receiptNumber });
}
