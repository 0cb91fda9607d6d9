import { parse as parseCsv } from 'csv-parse/sync';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cents } from '../../domain/money.js';
import { price } from '../../domain/pricing.js';
import type { Sale } from '../../domain/sale.js';
import type { SaleDetail, SalePage } from '../../domain/panel.js';
import { addPerson, type Person } from './office.js';
import { nextId, saleOf, type Device } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

async function asManager(): Promise<{ panel: OpenPanel; mary: Person; device: Device }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary'), device: await panel.pairedDevice() };
}

/** Sells, a minute after the other; the first after `later` ms. */
async function sell(panel: OpenPanel, device: Device, sales: readonly Partial<Sale>[], later = 0): Promise<void> {
  const sealed = [];
  for (const [index, parts] of sales.entries()) sealed.push(await device.seal(saleOf(new Date(panel.now().getTime() + later + index * MINUTE), parts)));
  await device.send(sealed);
}

/** One line of anything, paid by card, with 10 % off the line and 5 % off the whole. */
function odd(name: string): Partial<Sale> {
  const input = [{ productId: SHOP.tea, sku: '=TEA', name, unitPrice: cents(1999), quantity: 1485, discount: 1000, taxRate: 1000 }];
  const { lines, totals } = price(input, 500);
  const rounding = cents(0);
  return { lines: input.map((line, index) => ({ ...line, ...lines[index] ?? { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) } })), orderDiscount: 500, totals, rounding, payments: [{ method: 'card', amount: totals.total }] };
}

/** A sale that is recorded and flagged: nobody knows who sold it. */
const byNobody: Partial<Sale> = { staff: { id: 'nobody', name: 'Nobody' } };

/** Sends a sale whose signature is another's. */
async function sendForged(panel: OpenPanel, device: Device): Promise<void> {
  const sealed = await device.seal(saleOf(panel.now()));
  await device.send([{ ...sealed, signature: 'A'.repeat(86) }]);
}

async function receipts(mary: Person, query: string): Promise<string[]> {
  return (await mary.get<SalePage>(`sales?${query}`)).rows.map((row) => row.receiptNumber);
}

test('a sale is listed to the cent', async () => {
  const { panel, mary, device } = await asManager();
  await sell(panel, device, [{}]);
  const { rows, total, sum, counts } = await mary.get<SalePage>('sales');
  assert.equal(rows, [{
    position: 1, receiptNumber: 'T1-000001', register: 'Front counter', staff: 'Asha', completedAt: '2026-11-23T12:00:00.000+11:00', receivedAt: panel.now().toISOString(),
    total: 1860, tax: 87, payments: [{ method: 'cash', amount: 1860 }], flags: [],
  }]);
  assert.equal([total, sum, counts], [1, 1860, { recorded: 1, flagged: 0, refused: 0 }]);
  await panel.close();
});

test('the latest sale comes first, also when an earlier one arrives later', async () => {
  const { panel, mary, device } = await asManager();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  panel.wait(10 * MINUTE);
  await sell(panel, device, [{}]);
  await other.send([await other.seal(saleOf(new Date(panel.now().getTime() - 5 * MINUTE)))]);
  assert.equal(await receipts(mary, ''), ['T1-000001', 'T2-000001']);
  await panel.close();
});

test('a page has 50 sales, the sum is that of all', async () => {
  const { panel, mary, device } = await asManager();
  for (let batch = 0; batch < 3; batch++) await sell(panel, device, Array.from({ length: 20 }, () => ({})));
  const first = await mary.get<SalePage>('sales');
  const second = await mary.get<SalePage>('sales?page=2');
  assert.equal([first.rows.length, second.rows.length, second.total, second.sum], [50, 10, 60, 60 * 1860]);
  await panel.close();
});

test('flagged sales can be looked at by themselves', async () => {
  const { panel, mary, device } = await asManager();
  await sell(panel, device, [{}, byNobody]);
  const { rows, total, sum, counts } = await mary.get<SalePage>('sales?state=flagged');
  assert.equal(rows.map((row) => [row.receiptNumber, row.flags]), [['T1-000002', ['unknown-staff']]]);
  assert.equal([total, sum, counts], [1, 1860, { recorded: 2, flagged: 1, refused: 0 }]);
  await panel.close();
});

test('what was refused is listed with the reason, and counts as no money', async () => {
  const { panel, mary, device } = await asManager();
  await sendForged(panel, device);
  const { rows, refused, total, sum, counts } = await mary.get<SalePage>('sales?state=refused');
  assert.equal([rows, refused.map(({ register, reason, times }) => [register, reason, times])], [[], [['Front counter', 'bad-signature', 1]]]);
  assert.equal([total, sum, counts], [1, 0, { recorded: 0, flagged: 0, refused: 1 }]);
  await panel.close();
});

for (const [what, q, found] of [
  ['a receipt number', 'T1-000002', ['T1-000002']], ['its end', '0002', ['T1-000002']], ['who sold it', 'asha', ['T1-000003', 'T1-000002', 'T1-000001']], ['what was sold', 'green', ['T1-000003']],
  ['what was sold and who sold it', 'asha green', ['T1-000003']], ['nothing for a word that is nowhere', 'asha purple', []], ['a percent sign, which is no pattern', '%', ['T1-000003']], ['no pattern of one sign', 'gr_en', []],
] as const) {
  test(`the search finds ${what}`, async () => {
    const { panel, mary, device } = await asManager();
    await sell(panel, device, [{}, {}, odd('Green tea 100%')]);
    assert.equal(await receipts(mary, `q=${encodeURIComponent(q)}`), [...found]);
    await panel.close();
  });
}

test('sales of one register can be looked at', async () => {
  const { panel, mary, device } = await asManager();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  await sell(panel, device, [{}]);
  await sell(panel, other, [{}]);
  assert.equal(await receipts(mary, `register=${SHOP.otherRegister}`), ['T2-000001']);
  await panel.close();
});

test('a day is that of the register, not of Greenwich', async () => {
  const { panel, mary, device } = await asManager();
  // Half past midnight of the 24th in Sydney, still the 23rd in Greenwich.
  await sell(panel, device, [{}], 12.5 * 60 * MINUTE);
  assert.equal([await receipts(mary, 'from=2026-11-24&to=2026-11-24'), await receipts(mary, 'to=2026-11-23')], [['T1-000001'], []]);
  await panel.close();
});

test('both days of a range belong to it', async () => {
  const { panel, mary, device } = await asManager();
  for (let day = 0; day < 4; day++) await sell(panel, device, [{}], day * 24 * 60 * MINUTE);
  assert.equal(await receipts(mary, 'from=2026-11-24&to=2026-11-25'), ['T1-000003', 'T1-000002']);
  await panel.close();
});

test('a form’s blank members narrow nothing', async () => {
  const { panel, mary, device } = await asManager();
  await sell(panel, device, [{}]);
  assert.equal(await receipts(mary, 'q=&state=&register=&from=&to='), ['T1-000001']);
  await panel.close();
});

test('a sale opens with its lines as they were sealed', async () => {
  const { panel, mary, device } = await asManager();
  const sale = saleOf(panel.now(), odd('Green tea'));
  const sealed = await device.seal(sale);
  await device.send([sealed]);
  const detail = await mary.get<SaleDetail>('sales/1');
  assert.equal(detail.sale, sale);
  assert.equal([detail.registerId, detail.link, detail.seq, detail.hash, detail.via], [SHOP.register, 1, 1, sealed.hash, 'network']);
  await panel.close();
});

test('the export has a row for each line, with amounts as plain decimals', async () => {
  const { panel, mary, device } = await asManager();
  const id = nextId();
  await sell(panel, device, [{ ...odd('Green tea'), id }]);
  const csv = await (await mary.ask('GET', 'sales.csv')).text();
  const [row] = parseCsv(csv, { columns: true, bom: true }) as Record<string, string>[];
  assert.equal(row, {
    receipt_number: 'T1-000001', register: 'Front counter', completed_at: '2026-11-23T12:00:00.000+11:00', received_at: '2026-11-23T01:00:00.000Z', staff: 'Asha', line: '1',
    sku: '\'=TEA', product: 'Green tea', quantity: '1.485', unit_price: '19.99', gross: '29.69', line_discount: '2.97', order_discount: '1.34', line_total: '25.38', line_tax: '2.31',
    sale_total: '25.38', sale_tax: '2.31', rounding: '0.00', cash: '0.00', card: '25.38', flags: '', sale_id: id,
  });
  await panel.close();
});

test('the export has every sale, however many there are', async () => {
  const { panel, mary, device } = await asManager();
  for (let batch = 0; batch < 12; batch++) await sell(panel, device, Array.from({ length: 50 }, () => ({})));
  const rows = parseCsv(await (await mary.ask('GET', 'sales.csv')).text(), { columns: true, bom: true }) as Record<string, string>[];
  assert.equal([rows.length, new Set(rows.map((row) => row['receipt_number'])).size], [1200, 600]);
  await panel.close();
});

test('the export follows the filters of the list', async () => {
  const { panel, mary, device } = await asManager();
  await sell(panel, device, [{}, byNobody]);
  const rows = parseCsv(await (await mary.ask('GET', 'sales.csv?state=flagged&q=&page=3')).text(), { columns: true, bom: true }) as Record<string, string>[];
  assert.equal([...new Set(rows.map((row) => row['receipt_number']))], ['T1-000002']);
  await panel.close();
});

test('what was refused can be exported as it came', async () => {
  const { panel, mary, device } = await asManager();
  await sendForged(panel, device);
  const [row] = parseCsv(await (await mary.ask('GET', 'sales.csv?state=refused')).text(), { columns: true, bom: true }) as Record<string, string>[];
  assert.equal([row?.['reason'], (JSON.parse(row?.['sealed'] ?? '{}') as { seq: number }).seq], ['bad-signature', 1]);
  await panel.close();
});

test('an export is a file to save', async () => {
  const { panel, mary } = await asManager();
  const { headers } = await mary.ask('GET', 'sales.csv?state=flagged');
  assert.equal([headers.get('Content-Type'), headers.get('Content-Disposition')], ['text/csv; charset=utf-8', 'attachment; filename="flagged-sales-2026-11-23.csv"']);
  await panel.close();
});

test('an export that nobody reads to its end keeps nobody else waiting', async () => {
  const { panel, mary, device } = await asManager();
  for (let batch = 0; batch < 12; batch++) await sell(panel, device, Array.from({ length: 50 }, () => ({})));
  const reader = (await mary.ask('GET', 'sales.csv')).body?.getReader();
  await reader?.read();
  assert.is((await mary.get<SalePage>('sales')).total, 600);
  await reader?.cancel();
  await panel.close();
});

test('a sale cannot be changed or deleted here', async () => {
  const { panel, mary, device } = await asManager();
  await sell(panel, device, [{}]);
  assert.equal([(await refusalOf(await mary.ask('DELETE', 'sales/1'))).status, (await mary.ask('PUT', 'sales/1', {})).status], [405, 405]);
  await panel.close();
});

test.run();
