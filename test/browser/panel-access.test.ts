import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { violations } from './fit.js';
import { inShop } from './fixture.js';
import { tourPanel, trade } from './panel-places.js';
import { inPanel, turnTo } from './panel-visit.js';

test('axe-core finds nothing on any page, in the bright scheme or the dark', () => inPanel(async ({ page, shop }) => {
  await trade(page, shop);
  const found: Record<string, string[]> = {};
  await tourPanel(page, shop, async (place) => {
    const wrong = await violations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    wrong.push(...await violations(page, ['color-contrast']));
    await page.emulateMedia({ colorScheme: 'light' });
    if (wrong.length > 0) found[place] = wrong;
  });
  assert.equal(found, {});
}));

test('axe-core finds nothing at the door, nor on the one-time link\'s page', () => inShop(async (shop, open) => {
  const { page } = await open();
  await page.goto(`${shop.url}panel/`);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.equal(await violations(page), []);
  await page.goto(shop.ownerLink);
  await page.getByRole('button', { name: 'Create owner' }).waitFor();
  assert.equal(await violations(page), []);
}));

test('axe-core finds nothing in portrait, on a pairing code, a question, or a form with an error', () => inPanel(async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await turnTo(page, 'Registers');
  assert.equal(await violations(page), []);
  await page.getByRole('button', { name: 'New pairing code' }).click();
  await page.getByRole('status', { name: 'Pairing code' }).waitFor();
  assert.equal(await violations(page), []);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Front counter' }).click();
  await page.getByRole('textbox', { name: 'Locks itself after' }).fill('ten');
  await page.getByRole('button', { name: 'Save register' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
  assert.equal(await violations(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Discard what you typed?' }).waitFor();
  assert.equal(await violations(page), []);
}));

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

test('by keyboard alone a sale is opened and left, and the focus is back where it was', () => inPanel(async ({ page, shop }) => {
  await trade(page, shop);
  await turnTo(page, 'Sales');
  await page.getByRole('link', { name: 'T1-000002' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Receipt T1-000002' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.is(await focused(page), 'T1-000002');
}));

test('a new page puts the focus on its heading, and its name in the title', () => inPanel(async ({ page }) => {
  await turnTo(page, 'Staff');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  assert.is(await focused(page), 'Staff');
  assert.is(await page.title(), 'Staff · Harbour Street Café & Grocer');
}));

test('nothing on a page is wider than a screen of 1024 or of 768 pixels', () => inPanel(async ({ page, shop }) => {
  await trade(page, shop);
  const wide: string[] = [];
  for (const [width, height] of [[1024, 768], [768, 1024]] as const) {
    await page.setViewportSize({ width, height });
    for (const name of ['Sales', 'Products', 'Categories', 'Staff', 'Registers', 'Outlets']) {
      await turnTo(page, name);
      await page.getByRole('table').first().waitFor();
      const over = await page.evaluate(() => [...document.querySelectorAll('html, .scroller, .parts')].some((element) => element.scrollWidth > element.clientWidth));
      if (over) wide.push(`${name} at ${width}`);
    }
  }
  assert.equal(wide, []);
}));

test.run();
