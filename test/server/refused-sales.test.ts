import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import { takeIn } from '../../server/ledger.js';
import { count, only, reasonOf, soldAt } from './batches.js';
import { saleOf } from './device.js';
import { openPanel } from './fixture.js';
import { SHOP } from './shop.js';

test('a sale of another register is refused as foreign, and taken in from a file', async () => {
  const panel = await openPanel();
  const [own, other] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const sealed = await other.seal(saleOf(soldAt(panel)));
  assert.is(await reasonOf(own, sealed), 'foreign-register');
  assert.is(await count(panel, 'refused_sales'), 1);
  assert.is((await takeIn(panel.db, null, [sealed], panel.now()))[0]?.result, 'recorded');
  assert.is(await count(panel, 'refused_sales'), 0);
  await panel.close();
});

test('a sale of a link that was never made is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is(await reasonOf(device, { ...await device.seal(saleOf(soldAt(panel))), link: 2 }), 'unknown-link');
  await panel.close();
});

test('a sale that was changed after it was sealed is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(soldAt(panel)));
  assert.is(await reasonOf(device, { ...sealed, body: sealed.body.replace('"Flat white"', '"Flat black"') }), 'bad-hash');
  assert.is(await reasonOf(device, { ...sealed, seq: 2 }), 'bad-hash');
  assert.is(await reasonOf(device, { ...sealed, prev: 'd'.repeat(64) as Hash }), 'bad-hash');
  await panel.close();
});

test('a sale that another device signed is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const thief = await panel.pairedDevice(SHOP.otherRegister);
  const sealed = await device.seal(saleOf(soldAt(panel)));
  const forged = await thief.sealAs(sealed.seq, sealed.prev, sealed.body);
  assert.is(forged.hash, sealed.hash);
  assert.is(await reasonOf(device, { ...sealed, signature: forged.signature }), 'bad-signature');
  await panel.close();
});

test('a signature that is none is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is(await reasonOf(device, { ...await device.seal(saleOf(soldAt(panel))), signature: 'A'.repeat(86) }), 'bad-signature');
  assert.is(await reasonOf(device, { ...await device.seal(saleOf(soldAt(panel))), signature: 'A'.repeat(80) }), 'bad-signature');
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

test.run();
