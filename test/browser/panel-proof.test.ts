import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { PROTOCOL } from '../../domain/wire.js';
import type { Device } from '../server/device.js';
import { at, fileOf } from '../server/files.js';
import { pairDevice, readStock, saleFrom } from './panel-device.js';
import { inPanel, rowOf, turnTo } from './panel-visit.js';

interface Trade {
  readonly page: Page;
  readonly device: Device;
  /** Sealed in their order, numbers 1 to 12; none is sent yet. */
  readonly sales: readonly SealedSale[];
}

function inTrade(work: (trade: Trade) => Promise<void>): Promise<void> {
  return inPanel(async ({ shop, page }) => {
    const device = await pairDevice(shop.url, shop.pairingCode);
    const stock = await readStock(page, shop.url);
    const sales: SealedSale[] = [];
    for (let i = 0; i < 12; i++) sales.push(await device.seal(saleFrom(stock, { lines: { 'Flat white': 1 }, staff: 'Asha Nair', completed: new Date() })));
    await work({ page, device, sales });
  });
}

function without(sales: readonly SealedSale[], ...numbers: number[]): SealedSale[] {
  return sales.filter(({ seq }) => !numbers.includes(seq));
}

async function openNumbers(page: Page): Promise<void> {
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByRole('link', { name: 'Numbers:' }).click();
  await page.getByRole('dialog', { name: 'Numbers of Front counter' }).getByText('Highest number').waitFor();
}

/** The facts under the verdict, by their names. */
async function facts(page: Page): Promise<Record<string, string>> {
  const all = await page.getByRole('dialog').locator('dl.facts > *').allInnerTexts();
  return Object.fromEntries(Array.from({ length: all.length / 2 }, (_, index) => [at(all, 2 * index), at(all, 2 * index + 1).replace(/\n/g, ' | ')]));
}

/** Chooses a file in the sheet, and waits until it is taken in or refused. */
async function takeIn(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel('File of sales', { exact: true }).setInputFiles({ name, mimeType: 'application/x-ndjson', buffer: Buffer.from(text) });
  await page.getByRole('dialog').locator('h2:has-text("is in"), [role=alert]').waitFor();
}

/** Recorded, here already, refused, damaged. */
async function counts(page: Page): Promise<string[]> {
  return page.getByRole('dialog').locator('dl.counts dd').allInnerTexts();
}

test('a whole register is told to be whole', () => inTrade(async ({ page, device, sales }) => {
  await device.send(sales);
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByText('none missing').waitFor();
  await openNumbers(page);
  await page.getByText('Nothing is missing up to T1-000012.').waitFor();
  const { Received: received, Missing: missing, Chain: chain, 'Last heard of': heard } = await facts(page);
  assert.equal([received, missing, chain], ['12 sales', 'none', 'unbroken']);
  assert.match(heard ?? '', /^a moment ago \| today \d\d:\d\d$/);
}));

test('missing numbers are told as they stand on receipts, and a sale that comes late closes its gap before one’s eyes', () => inTrade(async ({ page, device, sales }) => {
  await device.send(without(sales, 5, 7, 8, 9));
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByText('4 missing').waitFor();
  await openNumbers(page);
  await page.getByText('4 sales are missing.').waitFor();
  assert.is((await facts(page))['Missing'], 'T1-000005 and T1-000007 to T1-000009');
  await device.send(sales.filter(({ seq }) => seq === 8));
  await page.getByText('3 sales are missing.').waitFor();
  assert.is((await facts(page))['Missing'], 'T1-000005, T1-000007 and T1-000009');
  await device.send(sales);
  await page.getByText('Nothing is missing').waitFor();
}));

test('a browser that was cleared is told of with what it had sold, until somebody dismisses it', () => inTrade(async ({ page, device, sales }) => {
  await device.send(sales.slice(0, 8));
  const { registerId, link } = device.pairing;
  await device.fetch('POST', 'lost', { protocol: PROTOCOL, registerId, link, highest: 12, unsynchronised: 4, at: new Date().toISOString() });
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByText('data cleared').waitFor();
  await openNumbers(page);
  const told = page.getByRole('status', { name: 'Lost data' });
  assert.match(await told.innerText(), /It had sold up to T1-000012, and up to 4 sales had not been sent, as of today \d\d:\d\d\. T1-000009 to T1-000012 have not come\./);
  await told.getByRole('button', { name: 'Dismiss' }).click();
  await told.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Close' }).click();
  await rowOf(page, 'Front counter').getByText('none missing').waitFor();
}));

test('a number that was used twice is told, with the way to both sales', () => inTrade(async ({ page, device, sales }) => {
  const second = at(sales, 1);
  const fork = await device.sealAs(2, second.prev, second.body.replace(/"id":"[^"]+"/, '"id":"00000000-0000-4000-8000-00000000ffff"'));
  await device.send([...sales, fork]);
  await turnTo(page, 'Registers');
  await rowOf(page, 'Front counter').getByText('1 doubled').waitFor();
  await openNumbers(page);
  assert.is((await facts(page))['Doubled numbers'], '1 sale under a number that another has too');
  const both = page.getByRole('list', { name: 'Sales to look at' }).getByRole('link', { name: 'T1-000002' });
  assert.is(await both.count(), 2);
  await both.last().click();
  await page.getByRole('dialog', { name: 'Receipt T1-000002' }).getByText('Number used twice').waitFor();
}));

test('a file of sales is taken in: what is new, what was there, what is refused, what is damaged', () => inTrade(async ({ page, device, sales }) => {
  await device.send(without(sales, 3, 4, 5));
  await turnTo(page, 'Sales');
  await page.getByRole('button', { name: 'Take in file' }).click();
  const altered = { ...at(sales, 0), body: at(sales, 0).body.replace('Flat white', 'Flat black') };
  await takeIn(page, 'counter.jsonl', `${fileOf(device, sales.slice(0, 5))}{"cut off\n${JSON.stringify(altered)}\n`);
  assert.equal(await counts(page), ['3', '2', '1', '1']);
  const rows = await page.getByRole('region', { name: 'Lines that were not taken' }).getByRole('row').allInnerTexts();
  assert.match(at(rows, 1), /^7\s+The line was cut off or altered/);
  assert.match(at(rows, 2), /^8\s+Altered on the way\. The sale was changed after it was sealed/);
  assert.match((await page.getByRole('region', { name: 'By register' }).getByRole('row').allInnerTexts())[1] ?? '', /^Front counter\s+3\s+2\s+1$/);
  await takeIn(page, 'counter again.jsonl', fileOf(device, sales.slice(0, 5)));
  await page.getByRole('heading', { name: 'counter again.jsonl is in' }).waitFor();
  assert.equal(await counts(page), ['0', '5', '0', '0']);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('12 sales', { exact: true }).waitFor();
}));

test('what is no file of sales is refused in a sentence, and another can be chosen', () => inTrade(async ({ page, device, sales }) => {
  await turnTo(page, 'Sales');
  await page.getByRole('button', { name: 'Take in file' }).click();
  await takeIn(page, 'products.csv', 'name,price\nScone,4.50\n');
  assert.match(await page.getByRole('alert').innerText(), /^This is no file of sales: nothing in it was saved by a register\. Choose a file that/);
  await takeIn(page, 'counter.jsonl', fileOf(device, sales));
  assert.equal(await counts(page), ['12', '0', '0', '0']);
}));

test.run();
