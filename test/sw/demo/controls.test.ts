import { freshName } from '../browser-parts.js';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DemoState } from '../../../domain/demo.js';
import type { PairReply } from '../../../domain/wire.js';
import { readState, turn } from '../../../sw/demo/controls.js';
import { readLedger } from '../../../sw/demo/ledger.js';
import { answerAsPanel } from '../../../sw/demo/panel.js';
import type { DemoParts } from '../../../sw/demo/parts.js';
import { openStore } from '../../../sw/store.js';
import { demoShop } from '../../../tools/demo-shop.mjs';
import { ROOT } from '../../folder.js';
import { Device, makeKeys, ORIGIN, pairRequest, saleOf } from '../../server/device.js';

const NOW = new Date('2026-11-23T01:00:00.000Z');

interface Open {
  readonly parts: DemoParts;
  readonly device: Device;
  state(): Promise<DemoState>;
}

async function openPaired(): Promise<Open> {
  const parts: DemoParts = { use: openStore(freshName(), 'strict'), sample: demoShop(join(ROOT, 'static', 'demo')).shop, now: () => NOW.getTime() };
  const handle = (request: Request): Promise<Response> => answerAsPanel(parts, `${ORIGIN}/register/api/`, request);
  const [keys, { code }] = [await makeKeys(), await readState(parts)];
  const reply = await (await handle(pairRequest(code, keys))).json() as PairReply;
  return { parts, device: new Device(handle, keys, reply, ''), state: () => readState(parts) };
}

test('a code that was used is followed by another', async () => {
  const { state } = await openPaired();
  assert.is((await state()).code, 'CAFE-2346');
});

test('the switches stay as they were left, each by itself', async () => {
  const { parts, state } = await openPaired();
  await turn(parts, { offline: true });
  await turn(parts, { refuseNext: true });
  assert.equal([(await state()).offline, (await state()).refuseNext], [true, true]);
  await turn(parts, { offline: false });
  assert.equal([(await state()).offline, (await state()).refuseNext], [false, true]);
});

test('one sale is refused, and taken when it comes again; those beside it are taken', async () => {
  const { parts, device, state } = await openPaired();
  await turn(parts, { refuseNext: true });
  const sales = [await device.seal(saleOf(NOW)), await device.seal(saleOf(NOW))];
  assert.equal((await device.send(sales)).map(({ result }) => result), ['refused', 'recorded']);
  assert.is((await state()).refuseNext, false);
  assert.equal((await device.send(sales)).map(({ result }) => result), ['recorded', 'recorded']);
});

test('a sale that is there already is never refused', async () => {
  const { parts, device } = await openPaired();
  const sales = [await device.seal(saleOf(NOW))];
  await device.send(sales);
  await turn(parts, { refuseNext: true });
  assert.equal((await device.send(sales)).map(({ result }) => result), ['recorded']);
});

test('the ledger shows what has come, the newest first, and counts each sale once', async () => {
  const { parts, device } = await openPaired();
  const sales = [await device.seal(saleOf(NOW)), await device.seal(saleOf(NOW))];
  await device.send(sales);
  await device.send(sales);
  const { sales: count, total, records } = await readLedger(parts);
  assert.equal([count, total, records.map(({ receiptNumber }) => receiptNumber)], [2, 3720, ['D1-000002', 'D1-000001']]);
});

test.run();
