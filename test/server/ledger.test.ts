import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import { genesis, type SealedSale } from '../../domain/chain.js';
import { cents } from '../../domain/money.js';
import { isoWithOffset } from '../../domain/sale.js';
import type { Flag, SaleResult } from '../../domain/wire.js';
import { takeIn } from '../../server/ledger.js';
import { endLink } from '../../server/pairing.js';
import { digest } from '../../server/secrets.js';
import { saleOf, type Device } from './device.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

async function only(results: Promise<readonly SaleResult[]>): Promise<SaleResult> {
  const [first, ...rest] = await results;
  if (!first || rest.length > 0) throw new Error('not one result');
  return first;
}

/** The flags of one sale that is sent. Throws if it is refused. */
async function flagsOf(device: Device, sealed: SealedSale): Promise<readonly Flag[]> {
  const result = await only(device.send([sealed]));
  if (result.result === 'refused') throw new Error(`refused: ${result.message}`);
  return result.flags;
}

/** Why one sale that is sent is refused. */
async function refusalOf(device: Device, sealed: SealedSale): Promise<string> {
  const result = await only(device.send([sealed]));
  return result.result === 'refused' ? result.reason : 'recorded';
}

async function count(panel: OpenPanel, table: 'ledger' | 'ledger_lines' | 'ledger_payments' | 'refused_sales'): Promise<number> {
  const { n } = await panel.db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return n;
}

/** Moves the panel's clock a little, so that the sale was made before now. */
function soldAt(panel: OpenPanel): Date {
  panel.wait(1000);
  return panel.now();
}

// ---- recorded

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
    staff_id: SHOP.asha, staff_name: 'Asha', total: 1860, tax: 87, flags: '', via: 'network',
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

// ---- refused

test('a sale of another register is refused as foreign, and taken in from a file', async () => {
  const panel = await openPanel();
  const [own, other] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const sealed = await other.seal(saleOf(soldAt(panel)));
  assert.is(await refusalOf(own, sealed), 'foreign-register');
  assert.is(await count(panel, 'refused_sales'), 1);
  assert.is((await takeIn(panel.db, null, [sealed], panel.now()))[0]?.result, 'recorded');
  assert.is(await count(panel, 'refused_sales'), 0);
  await panel.close();
});

test('a sale of a link that was never made is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is(await refusalOf(device, { ...await device.seal(saleOf(soldAt(panel))), link: 2 }), 'unknown-link');
  await panel.close();
});

test('a sale that was changed after it was sealed is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(soldAt(panel)));
  assert.is(await refusalOf(device, { ...sealed, body: sealed.body.replace('"Flat white"', '"Flat black"') }), 'bad-hash');
  assert.is(await refusalOf(device, { ...sealed, seq: 2 }), 'bad-hash');
  assert.is(await refusalOf(device, { ...sealed, prev: 'd'.repeat(64) as Hash }), 'bad-hash');
  await panel.close();
});

test('a sale that another device signed is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const thief = await panel.pairedDevice(SHOP.otherRegister);
  const sealed = await device.seal(saleOf(soldAt(panel)));
  const forged = await thief.sealAs(sealed.seq, sealed.prev, sealed.body);
  assert.is(forged.hash, sealed.hash);
  assert.is(await refusalOf(device, { ...sealed, signature: forged.signature }), 'bad-signature');
  await panel.close();
});

test('a signature that is none is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is(await refusalOf(device, { ...await device.seal(saleOf(soldAt(panel))), signature: 'A'.repeat(86) }), 'bad-signature');
  assert.is(await refusalOf(device, { ...await device.seal(saleOf(soldAt(panel))), signature: 'A'.repeat(80) }), 'bad-signature');
  await panel.close();
});

test('what was sealed and is not JSON is refused as not a sale, without an id', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.sealText('two flat whites');
  const result = await only(device.send([sealed]));
  assert.is(result.hash, sealed.hash);
  assert.is(result.id, null);
  assert.is(result.result === 'refused' && result.reason, 'not-a-sale');
  await panel.close();
});

test('what was sealed and is not quite a sale is refused with the field’s path and its id', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  const result = await only(device.send([await device.sealText(JSON.stringify({ ...sale, totals: { ...sale.totals, total: '18.60' } }))]));
  assert.is(result.id, sale.id);
  assert.match(result.result === 'refused' ? result.message : '', /totals\.total must be a whole number of cents\. Enter the sale again/);
  await panel.close();
});

test('a refused sale holds up none of its batch', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [first, second, third] = [await device.seal(saleOf(soldAt(panel))), await device.sealText('{}'), await device.seal(saleOf(soldAt(panel)))];
  const results = await device.send([first, second, third]);
  assert.equal(results.map(({ result }) => result), ['recorded', 'refused', 'recorded']);
  await panel.close();
});

test('a refused sale is kept as it came, once, with the number of times it came', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.sealText('{}');
  for (let i = 0; i < 3; i++) await device.send([sealed]);
  const rows = await panel.db.selectFrom('refused_sales').selectAll().execute();
  assert.is(rows.length, 1);
  assert.is(rows[0]?.times, 3);
  assert.is(rows[0]?.reason, 'not-a-sale');
  assert.is(rows[0]?.register_id, SHOP.register);
  assert.equal(JSON.parse(rows[0]?.sealed ?? ''), sealed);
  await panel.close();
});

// ---- flagged

test('a product that is not there is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  const lines = sale.lines.map((line, index) => (index === 1 ? { ...line, productId: 'deleted' } : line));
  assert.equal(await flagsOf(device, await device.seal({ ...sale, lines })), ['unknown-product']);
  await panel.close();
});

test('staff who are not there are flagged, staff who have left are not', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.equal(await flagsOf(device, await device.seal(saleOf(soldAt(panel), { staff: { id: 'nobody', name: 'Nobody' } }))), ['unknown-staff']);
  await panel.db.updateTable('staff').set({ active: 0 }).where('id', '=', SHOP.asha).execute();
  assert.equal(await flagsOf(device, await device.seal(saleOf(soldAt(panel)))), []);
  await panel.close();
});

test('totals that do not add up are flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  assert.equal(await flagsOf(device, await device.seal({ ...sale, totals: { ...sale.totals, tax: cents(88) } })), ['totals-differ']);
  await panel.close();
});

test('amounts too large to be added up are flagged, not a failure', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  const lines = sale.lines.map((line) => ({ ...line, unitPrice: cents(9_999_999_999), quantity: 1_000_000_000 }));
  assert.equal(await flagsOf(device, await device.seal({ ...sale, lines })), ['totals-differ']);
  await panel.close();
});

test('a clock more than five minutes ahead of the panel’s is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const ahead = (milliseconds: number) => saleOf(new Date(panel.now().getTime() + milliseconds));
  assert.equal(await flagsOf(device, await device.seal(ahead(5 * MINUTE))), []);
  assert.equal(await flagsOf(device, await device.seal(ahead(5 * MINUTE + 1))), ['clock-ahead']);
  await panel.close();
});

test('a clock that went back since the sale before is flagged', async () => {
  const panel = await openPanel();
  panel.wait(60 * MINUTE);
  const device = await panel.pairedDevice();
  const at = (minutes: number) => saleOf(new Date(panel.now().getTime() + minutes * MINUTE));
  await device.send([await device.seal(at(4))]);
  assert.equal(await flagsOf(device, await device.seal(at(0))), []);
  assert.equal(await flagsOf(device, await device.seal(at(-4))), []);
  panel.wait(60 * MINUTE);
  assert.equal(await flagsOf(device, await device.seal(at(0))), []);
  assert.equal(await flagsOf(device, await device.seal(at(-6))), ['clock-behind']);
  await panel.close();
});

test('a sale from before the pairing is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.equal(await flagsOf(device, await device.seal(saleOf(new Date('2020-01-01T00:00:00Z')))), ['clock-behind']);
  await panel.close();
});

test('the clock of another time zone is the same instant', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const completedAt = isoWithOffset(soldAt(panel), -720);
  assert.equal(await flagsOf(device, await device.seal(saleOf(panel.now(), { completedAt }))), []);
  assert.is((await panel.db.selectFrom('ledger').select('completed_utc').executeTakeFirstOrThrow()).completed_utc, panel.now().toISOString());
  await panel.close();
});

test('another sale with the same id is recorded and flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel));
  await device.send([await device.seal(sale)]);
  assert.equal(await flagsOf(device, await device.seal(sale)), ['id-reused']);
  assert.is(await count(panel, 'ledger'), 2);
  await panel.close();
});

test('another sale with the same number is recorded and flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const first = await device.seal(saleOf(soldAt(panel)));
  const fork = await device.sealAs(1, first.prev, JSON.stringify(saleOf(soldAt(panel))));
  assert.equal(await flagsOf(device, first), []);
  assert.equal(await flagsOf(device, fork), ['number-reused']);
  assert.is(await count(panel, 'ledger'), 2);
  await panel.close();
});

test('both branches of a fork may go on from their own sale', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const first = await device.seal(saleOf(soldAt(panel)));
  const fork = await device.sealAs(1, first.prev, JSON.stringify(saleOf(soldAt(panel))));
  await device.send([first, fork]);
  assert.equal(await flagsOf(device, await device.sealAs(2, first.hash, JSON.stringify(saleOf(soldAt(panel))))), []);
  assert.equal(await flagsOf(device, await device.sealAs(2, fork.hash, JSON.stringify(saleOf(soldAt(panel))))), ['number-reused']);
  await panel.close();
});

test('a first sale that does not start the chain is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.sealAs(1, 'e'.repeat(64) as Hash, JSON.stringify(saleOf(soldAt(panel))));
  assert.equal(await flagsOf(device, sealed), ['chain-broken']);
  await panel.close();
});

test('a chain started for another link is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.sealAs(1, await genesis(SHOP.register, 7, digest), JSON.stringify(saleOf(soldAt(panel))));
  assert.equal(await flagsOf(device, sealed), ['chain-broken']);
  await panel.close();
});

test('a sale that does not follow the one before is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  await device.send([await device.seal(saleOf(soldAt(panel)))]);
  assert.equal(await flagsOf(device, await device.sealAs(2, 'e'.repeat(64) as Hash, JSON.stringify(saleOf(soldAt(panel))))), ['chain-broken']);
  await panel.close();
});

test('a late sale that the one after does not follow is flagged', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const [first, second, third] = [await device.seal(saleOf(soldAt(panel))), await device.seal(saleOf(soldAt(panel))), await device.seal(saleOf(soldAt(panel)))];
  await device.send([first, third]);
  assert.equal(await flagsOf(device, await device.sealAs(2, first.hash, JSON.stringify(saleOf(soldAt(panel))))), ['chain-broken']);
  assert.equal(await flagsOf(device, second), ['number-reused']);
  await panel.close();
});

test('sales that come in any order are not odd for that', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sales: SealedSale[] = [];
  for (let i = 0; i < 5; i++) sales.push(await device.seal(saleOf(soldAt(panel))));
  for (const index of [3, 0, 4, 2, 1]) {
    const sealed = sales[index];
    if (sealed) assert.equal(await flagsOf(device, sealed), []);
  }
  await panel.close();
});

test('a sale completed after the link was removed is flagged, one before it is not', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const before = await device.seal(saleOf(soldAt(panel)));
  panel.wait(1000);
  await endLink(panel.db, SHOP.register, panel.now());
  const after = await device.seal(saleOf(soldAt(panel)));
  const results = await takeIn(panel.db, null, [before, after], panel.now());
  assert.equal(results.map((result) => result.result === 'recorded' && result.flags), [[], ['after-release']]);
  await panel.close();
});

test('everything that is odd is said at once', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const odd = saleOf(new Date(panel.now().getTime() + 60 * MINUTE), { staff: { id: 'nobody', name: 'Nobody' }, payments: [] });
  assert.equal(await flagsOf(device, await device.seal(odd)), ['unknown-staff', 'totals-differ', 'clock-ahead']);
  await panel.close();
});

test.run();
