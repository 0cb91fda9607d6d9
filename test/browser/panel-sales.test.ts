import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import type { Sale } from '../../domain/sale.js';
import type { Device } from '../server/device.js';
import { pairDevice, readStock, saleFrom, type Stock } from './panel-device.js';
import { inPanel, rowOf, turnTo, type Visit } from './panel-visit.js';

interface Trade extends Visit {
  readonly stock: Stock;
  /** Seals the sales in their order and sends them. */
  readonly sell: (...sales: readonly Sale[]) => Promise<void>;
  readonly device: Device;
}

/** A panel whose owner looks at the sales while a paired device sells. */
function inTrade(work: (trade: Trade) => Promise<void>): Promise<void> {
  return inPanel(async (visit) => {
    const device = await pairDevice(visit.shop.url, visit.shop.pairingCode);
    const stock = await readStock(visit.page, visit.shop.url);
    const sell = async (...sales: readonly Sale[]): Promise<void> => {
      const sealed = [];
      for (const sale of sales) sealed.push(await device.seal(sale));
      await device.send(sealed);
    };
    await turnTo(visit.page, 'Sales');
    await work({ ...visit, stock, sell, device });
  });
}

const coffee = (stock: Stock): Sale => saleFrom(stock, { lines: { 'Flat white': 2 }, staff: 'Asha Nair', completed: new Date() });

async function cellsOf(page: Page, receipt: string): Promise<string[]> {
  const row = rowOf(page, receipt);
  await row.waitFor();
  return row.locator('th, td').allInnerTexts();
}

test('sales appear by themselves, newest first, with their sum', () => inTrade(async ({ page, stock, sell }) => {
  await page.getByRole('heading', { name: 'No sales yet' }).waitFor();
  await sell(coffee(stock));
  const [receipt, register, staff, completed, , paid, total, flags] = await cellsOf(page, 'T1-000001');
  assert.equal([receipt, register, staff, paid, total, flags], ['T1-000001', 'Front counter', 'Asha Nair', 'Cash', '$9.60', '']);
  assert.match(completed ?? '', /^today \d\d:\d\d$/);
  await sell({ ...coffee(stock), completedAt: new Date(Date.now() + 1000).toISOString() });
  await rowOf(page, 'T1-000002').waitFor();
  assert.equal(await page.locator('tbody th').allInnerTexts(), ['T1-000002', 'T1-000001']);
  await page.getByText('Sum $19.20').waitFor();
}));

test('a sale that comes while another is looked at disturbs nothing', () => inTrade(async ({ page, stock, sell }) => {
  await sell(coffee(stock));
  await page.getByRole('link', { name: 'T1-000001' }).click();
  const first = await page.locator('tbody tr').first().elementHandle();
  await sell(coffee(stock));
  await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length === 2);
  assert.is(await page.getByRole('dialog', { name: 'Receipt T1-000001' }).isVisible(), true);
  assert.is(await first?.evaluate((row) => row.isConnected), true);
}));

test('a sale is told whole: lines, discounts, total, tax, rounding, payment and who, where and when', () => inTrade(async ({ page, stock, sell }) => {
  // 2 × 4.80 less 5 % is 9.12; 9.00 less 5 % is 8.55; 17.67 less 10 % is 15.90; in coins the same.
  await sell(saleFrom(stock, { lines: { 'Flat white': 2, 'Sourdough loaf': 1 }, staff: 'Ben Cole', completed: new Date(), lineDiscount: 500, orderDiscount: 1000 }));
  await page.getByRole('link', { name: 'T1-000001' }).click();
  const sheet = page.getByRole('dialog', { name: 'Receipt T1-000001' });
  await sheet.getByRole('table').waitFor();
  const rows = await sheet.getByRole('row').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\n/g, ' | '))));
  assert.equal(rows, [
    ['Item', 'Quantity', 'Price', 'Amount'],
    ['Flat white | COF-01 · 5 % off, −$0.48', '2', '$4.80', '$9.12'],
    ['Sourdough loaf | BAK-03 · 5 % off, −$0.45 · tax free', '1', '$9.00', '$8.55'],
    ['10 % off the whole sale', '−$1.77'], ['Total', '$15.90'], ['Tax in it', '$0.75'], ['Cash', '$15.90'], ['Tendered $20.00, change', '$4.10'],
  ]);
  const facts = await sheet.locator('dl').innerText();
  for (const fact of ['Ben Cole', 'Front counter', 'the 1st that was linked to this register', '1 of that device', 'by the register’s clock', 'by the control panel’s clock']) assert.match(facts, fact);
  assert.match(facts, /Seal\s+[0-9a-f]{64}/);
}));

test('an odd sale is flagged in words, found under "Flagged", and explained', () => inTrade(async ({ page, stock, sell }) => {
  const sale = coffee(stock);
  await sell(coffee(stock), { ...sale, staff: { id: 'gone', name: 'Dana Gone' }, totals: { ...sale.totals, total: cents(961) } });
  await rowOf(page, 'T1-000002').waitFor();
  await page.getByRole('link', { name: 'Flagged 1' }).click();
  await page.waitForFunction(() => document.querySelectorAll('main tbody tr').length === 1);
  assert.equal((await cellsOf(page, 'T1-000002')).at(-1)?.split('\n'), ['Unknown person', 'Totals differ']);
  await page.getByRole('link', { name: 'T1-000002' }).click();
  const flags = page.getByRole('region', { name: 'Flags' });
  await flags.getByText('not among the staff any more').waitFor();
  await flags.getByText('gives another amount than the register took').waitFor();
}));

test('what was refused is found under "Refused", with the reason and how often it came', () => inTrade(async ({ page, device }) => {
  const sealed = await device.sealText('{"no":"sale"}');
  await device.send([sealed]);
  await device.send([sealed]);
  await page.getByRole('link', { name: 'Refused 1' }).click();
  const row = rowOf(page, 'Not a sale');
  await row.waitFor();
  const [, register, why, wrong, times] = await row.locator('th, td').allInnerTexts();
  assert.equal([register, why, times], ['Front counter', 'Not a sale', '2']);
  assert.match(wrong ?? '', 'id is missing');
}));

test('sales are found by what was sold, and by day', () => inTrade(async ({ page, stock, sell }) => {
  await sell(coffee(stock), saleFrom(stock, { lines: { 'Beef pie': 1 }, staff: 'Asha Nair', completed: new Date() }));
  await rowOf(page, 'T1-000002').waitFor();
  await page.getByRole('searchbox', { name: 'Search sales' }).fill('beef');
  await page.getByText('1 sale', { exact: true }).waitFor();
  assert.is((await cellsOf(page, 'T1-000002'))[6], '$9.50');
  await page.getByRole('searchbox', { name: 'Search sales' }).fill('');
  await page.getByText('2 sales', { exact: true }).waitFor();
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await page.getByRole('heading', { name: 'No sale matches' }).waitFor();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.getByText('2 sales', { exact: true }).waitFor();
}));

test('when the panel\'s process is gone the sales stay on the screen, and it is said; when it is back they go on', () => inTrade(async ({ shop, page, stock, sell }) => {
  await sell(coffee(stock));
  await rowOf(page, 'T1-000001').waitFor();
  await shop.killPanel();
  await page.getByText('Not up to date.').waitFor();
  assert.is(await rowOf(page, 'T1-000001').isVisible(), true);
  await shop.startPanel();
  await sell(coffee(stock));
  await rowOf(page, 'T1-000002').waitFor();
  assert.is(await page.getByText('Not up to date.').count(), 0);
}));

test.run();
