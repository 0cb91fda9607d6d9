import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { takeIn } from '../../server/ledger.js';
import { count, flagsOf, soldAt } from './batches.js';
import { saleOf, type Device } from './device.js';
import { openPanel } from './fixture.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

test('a sale is recorded with its lines and payments, and nothing odd about it', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  const sealed = await device.seal(sale);
  assert.equal(await device.send([sealed]), [{ hash: sealed.hash, id: sale.id, result: 'recorded', flags: [] }]);
  const row = await panel.db.selectFrom('ledger').selectAll().executeTakeFirstOrThrow();
  assert.equal(row, {
    position: 1, hash: sealed.hash, sale_id: sale.id, register_id: SHOP.register, link: 1, seq: 1, prev: sealed.prev, signature: sealed.signature, body: sealed.body,
    receipt_number: 'T1-000001', completed_at: sale.completedAt, completed_utc: '2026-11-23T01:00:01.000Z', received_at: '2026-11-23T01:00:01.000Z',
    staff_id: SHOP.asha, staff_name: 'Asha', total: 1860, tax: 87, flags: '', via: 'network', kind: 'sale', shift: null,
  });
  const lines = await panel.db.selectFrom('ledger_lines').selectAll().orderBy('line').execute();
  assert.equal(lines, [
    { ledger_position: 1, line: 0, product_id: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', quantity: 2000, unit_price: 480, discount: 0, order_discount: 0, total: 960, tax: 87 },
    { ledger_position: 1, line: 1, product_id: SHOP.loaf, sku: 'BAK-03', name: 'Sourdough loaf', quantity: 1000, unit_price: 900, discount: 0, order_discount: 0, total: 900, tax: 0 },
  ]);
  assert.equal(await panel.db.selectFrom('ledger_payments').selectAll().execute(), [{ ledger_position: 1, payment: 0, method: 'cash', amount: 1860 }]);
  await panel.close();
});

test('the sealed text is kept to the byte', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const body = JSON.stringify(saleOf(soldAt(panel), { staff: { id: SHOP.asha, name: 'Zoë\u00a0✓ 😀' } }), null, 2);
  assert.equal(await flagsOf(device, await device.sealText(body)), []);
  assert.is((await panel.db.selectFrom('ledger').select('body').executeTakeFirstOrThrow()).body, body);
  await panel.close();
});

test('fifty sales in one batch are recorded in their order', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales: SealedSale[] = [];
  for (let i = 0; i < 50; i++) sales.push(await device.seal(saleOf(soldAt(panel))));
  const results = await device.send(sales);
  assert.equal(results.map((result) => [result.hash, result.result]), sales.map((sale) => [sale.hash, 'recorded']));
  const rows = await panel.db.selectFrom('ledger').select(['seq', 'flags']).orderBy('position').execute();
  assert.equal(rows, sales.map(({ seq }) => ({ seq, flags: '' })));
  await panel.close();
});

test('a sale that comes again is answered the same and not recorded again', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(soldAt(panel), { staff: { id: 'gone', name: 'Gone' } }));
  const first = await device.send([sealed]);
  assert.equal(first[0]?.result === 'recorded' && first[0].flags, ['unknown-staff']);
  // What is odd is found when it first comes: by now the other reasons would differ.
  panel.wait(-60 * MINUTE);
  assert.equal(await device.send([sealed, sealed]), [...first, ...first]);
  assert.is(await count(panel, 'ledger'), 1);
  assert.is(await count(panel, 'ledger_lines'), 2);
  assert.is(await count(panel, 'ledger_payments'), 1);
  await panel.close();
});

test('the same batch sent twenty times at once is recorded once', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales = [await device.seal(saleOf(soldAt(panel))), await device.seal(saleOf(soldAt(panel)))];
  const answers = await Promise.all(Array.from({ length: 20 }, () => device.send(sales)));
  for (const answer of answers) assert.equal(answer, answers[0]);
  assert.is(await count(panel, 'ledger'), 2);
  await panel.close();
});

test('batches of two registers at once do not mix', async () => {
  const panel = await openPanel();
  const [one, other] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const send = async (device: Device): Promise<void> => {
    for (let i = 0; i < 10; i++) await device.send([await device.seal(saleOf(panel.now())), await device.seal(saleOf(panel.now()))]);
  };
  await Promise.all([send(one), send(other)]);
  const rows = await panel.db.selectFrom('ledger').select(['register_id', 'flags']).execute();
  assert.is(rows.filter(({ register_id }) => register_id === SHOP.register).length, 20);
  assert.is(rows.length, 40);
  assert.equal(rows.filter(({ flags }) => flags !== ''), []);
  await panel.close();
});

test('a sale out of a file is recorded as if it had come over the network, and once with it', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [first, second] = [await device.seal(saleOf(soldAt(panel))), await device.seal(saleOf(soldAt(panel)))];
  await device.send([first]);
  const results = await takeIn(panel.db, null, [first, second], panel.now());
  assert.equal(results.map(({ result }) => result), ['recorded', 'recorded']);
  const rows = await panel.db.selectFrom('ledger').select(['seq', 'via']).orderBy('position').execute();
  assert.equal(rows, [{ seq: 1, via: 'network' }, { seq: 2, via: 'file' }]);
  await panel.close();
});

test('a sale of the register’s earlier device is taken in from the file, under its own numbers', async () => {
  const panel = await openPanel();
  const earlier = await panel.pairedDevice();
  const sealed = await earlier.seal(saleOf(soldAt(panel)));
  panel.wait(1000);
  await panel.pairedDevice();
  const [result] = await takeIn(panel.db, null, [sealed], panel.now());
  assert.equal(result?.result === 'recorded' && result.flags, []);
  assert.is((await panel.db.selectFrom('ledger').select('receipt_number').executeTakeFirstOrThrow()).receipt_number, 'T1-000001');
  await panel.close();
});

test('the register’s present device may pass on what its earlier one sealed', async () => {
  const panel = await openPanel();
  const earlier = await panel.pairedDevice();
  const sealed = await earlier.seal(saleOf(soldAt(panel)));
  panel.wait(1000);
  const present = await panel.pairedDevice();
  assert.equal(await flagsOf(present, sealed), []);
  await panel.close();
});

test('the second device of a register numbers with a letter', async () => {
  const panel = await openPanel();
  await panel.pairedDevice();
  const device = await panel.pairedDevice();
  await device.send([await device.seal(saleOf(soldAt(panel)))]);
  assert.is((await panel.db.selectFrom('ledger').select('receipt_number').executeTakeFirstOrThrow()).receipt_number, 'T1b-000001');
  await panel.close();
});

test('a name with the sign NUL in it does not hurt the ledger', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(soldAt(panel), { staff: { id: SHOP.asha, name: 'A\0sha' } }));
  assert.equal(await flagsOf(device, sealed), []);
  const row = await panel.db.selectFrom('ledger').select(['body', 'staff_name']).executeTakeFirstOrThrow();
  assert.is(row.body, sealed.body);
  assert.is(row.staff_name, 'A\ufffdsha');
  await panel.close();
});

test.run();
