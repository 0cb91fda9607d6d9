import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegisterRow } from '../../domain/panel.js';
import { anyClosing, anyOpening } from '../shift.js';
import { inShop } from './fixture.js';
import { pairDevice, readStock, saleFrom } from './panel-device.js';
import { inPanel, turnTo, type Visit } from './panel-visit.js';

/** What axe-core finds wrong on the page as it stands, by rule and element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { readonly axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await run.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

const OPENING = anyOpening();

/** A shop in which something was sold, something odd too, something was refused, and a shift was closed whose sale is to come. */
async function trade({ shop, page }: Visit): Promise<void> {
  const device = await pairDevice(shop.url, shop.pairingCode);
  const stock = await readStock(page, shop.url);
  const sale = saleFrom(stock, { lines: { 'Flat white': 2, 'Sourdough loaf': 1 }, staff: 'Asha Nair', completed: new Date(), orderDiscount: 1000 });
  await device.send([await device.seal(sale), await device.seal({ ...sale, id: 'ffffffff-0000-4000-8000-000000000001' as typeof sale.id, staff: { id: 'gone', name: 'Dana Gone' } })]);
  await device.send([await device.sealText('{"no":"sale"}')]);
  await device.send([await device.sealText(JSON.stringify(OPENING)), await device.sealText(JSON.stringify(anyClosing(OPENING, [sale], new Date(), { missing: 200, unsynchronised: 1 })))]);
}

/** Where to go, and a text that is there when the page is. */
const PLACES = [
  ['sales', 'T1-000002'], ['sales/2', 'Unknown person.'], ['sales?state=refused', 'Not a sale'], ['sales?q=nothing', 'No sale matches'], ['sales/take-in', 'File of sales'],
  ['shifts', 'still to come'], [`shifts/:id/${OPENING.shift}`, 'They are safe on the device'],
  ['products', 'Almond croissant'], ['products/new', 'Save product'], ['products/import', 'CSV file'],
  ['categories', 'Add below'], ['categories/new', 'Save category'], ['staff', 'Ben Cole'], ['staff/new', 'Save person'],
  ['registers', 'Chromium on a counter'], ['registers/new', 'Locks'], ['registers/:id/proof', 'Highest number'], ['outlets', 'So it will look on 80 mm paper'], ['outlets/new', 'Top of its receipts'],
] as const;

const SCHEMES = ['light', 'dark'] as const;

for (const scheme of SCHEMES) {
  test(`axe-core finds nothing on any page, in the ${scheme} scheme`, () => inPanel(async (visit) => {
    const { page, shop } = visit;
    await page.emulateMedia({ colorScheme: scheme });
    await trade(visit);
    const found: Record<string, string[]> = {};
    const [register] = await (await page.request.get(`${shop.url}panel/api/registers`)).json() as RegisterRow[];
    for (const [place, text] of PLACES) {
      await page.goto(`${shop.url}panel/#/${place.replace(':id', register?.id ?? '')}`);
      await page.reload();
      await page.getByText(place === 'registers/new' ? 'Its address and phone' : text).first().waitFor();
      const wrong = await violations(page);
      if (wrong.length > 0) found[place] = wrong;
    }
    assert.equal(found, {});
  }));
}

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

test('by keyboard alone a sale is opened and left, and the focus is back where it was', () => inPanel(async (visit) => {
  const { page } = visit;
  await trade(visit);
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

test('nothing on a page is wider than a screen of 1024 or of 768 pixels', () => inPanel(async (visit) => {
  const { page } = visit;
  await trade(visit);
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
