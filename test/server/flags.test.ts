import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import { genesis, type SealedSale } from '../../domain/chain.js';
import { cents } from '../../domain/money.js';
import { isoWithOffset } from '../../domain/sale.js';
import { takeIn } from '../../server/ledger.js';
import { endLink } from '../../server/pairing.js';
import { digest } from '../../server/secrets.js';
import { count, flagsOf, soldAt } from './batches.js';
import { saleOf } from './device.js';
import { openPanel } from './fixture.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

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

test('ids that are no well-formed text are unknown ones, and the panel lives on', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sale = saleOf(soldAt(panel), { staff: { id: 'half a pair: \udc00', name: '\ud800' } });
  const lines = sale.lines.map((line, index) => ({ ...line, productId: index ? line.productId : '\ud800' }));
  assert.equal(await flagsOf(device, await device.seal({ ...sale, lines })), ['unknown-product', 'unknown-staff']);
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
