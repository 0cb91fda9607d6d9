import type { BrowserContext, Locator, Page } from 'playwright-core';
import { inShop, type TestShop } from './fixture.js';
import { becomeOwner } from './office.js';

/** Somebody in the control panel. */
export interface Visit {
  readonly shop: TestShop;
  readonly page: Page;
  readonly context: BrowserContext;
}

/** Opens a shop with a browser in which its owner is signed in, lets the test work, and closes both. */
export async function inPanel(work: (visit: Visit) => Promise<void>): Promise<void> {
  await inShop(async (shop, open) => {
    const { page, context } = await open();
    await becomeOwner(page, shop);
    await work({ shop, page, context });
  });
}

/** Follows the link at the side to a page, and waits for its heading. */
export async function turnTo(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** The table row that says `text`. */
export function rowOf(page: Page, text: string): Locator {
  return page.getByRole('row').filter({ hasText: text });
}

/** What a field of a form says is wrong with it; empty: nothing. */
export async function wrongAt(page: Page, name: string): Promise<string> {
  const field = page.getByRole('textbox', { name, exact: true });
  const ids = (await field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id.endsWith('-wrong'));
  return ids[0] === undefined ? '' : page.locator(`[id="${ids[0]}"]`).innerText();
}
