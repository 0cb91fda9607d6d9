import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { onPanel } from './command-line.js';
import { makeKeys, pairRequest, saleOf } from './device.js';
import { openPanel } from './fixture.js';

test('add-register prints a pairing code, alone on the standard output, that pairs a device', async () => {
  const panel = await openPanel();
  const { code, out } = await onPanel(panel, 'add-register', 'Third', '--outlet', 'harbour street');
  assert.is(code, 0);
  assert.match(out, /^[2-9A-Z]{4}-[2-9A-Z]{4}\n$/);
  // The command line has the machine's clock, the panel its own.
  panel.wait(Date.now() - panel.now().getTime());
  const paired = await panel.handle(pairRequest(out.trim(), await makeKeys()));
  assert.equal([paired.status, (await paired.json() as { series: string }).series], [200, 'T3']);
  await panel.close();
});

test('with the code comes the set-up link, for the address that is said', async () => {
  const panel = await openPanel();
  const { out, err } = await onPanel(panel, 'pairing-code', 'T1', '--address', 'https://pos.school.example');
  assert.ok(err.includes(`\nOr open this set-up link on the device: https://pos.school.example/register/#/set-up/${out.trim().replace('-', '')}\n`), err);
  await panel.close();
});

test('for scripts the link is alone on the standard output', async () => {
  const panel = await openPanel();
  const { out } = await onPanel(panel, 'add-register', 'Third', '--link');
  assert.match(out, /^http:\/\/127\.0\.0\.1:8080\/register\/#\/set-up\/[2-9A-Z]{8}\n$/);
  await panel.close();
});

test('pairing-code takes a register’s name or code, in either case', async () => {
  const panel = await openPanel();
  const codes = [await onPanel(panel, 'pairing-code', 'front COUNTER'), await onPanel(panel, 'pairing-code', 't1')];
  assert.equal(codes.map(({ out }) => /^[2-9A-Z]{4}-[2-9A-Z]{4}\n$/.test(out)), [true, true]);
  await panel.close();
});

test('remove-link ends what the device may', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { code, err } = await onPanel(panel, 'remove-link', 'T1');
  assert.equal([code, err, (await device.fetch('GET', 'ping')).status], [0, 'Front counter has no device any more.\n', 403]);
  await panel.close();
});

test('list-registers tells of device and sales', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  await device.send([await device.seal(saleOf(panel.now()))]);
  const { out } = await onPanel(panel, 'list-registers');
  assert.match(out, /^T1 {4}Front counter {2}Harbour Street {2}Chromium on a counter {2}2026-11-23T01:00:00\.000Z {2}1$/m);
  await panel.close();
});

test('export-sales writes the sales of some days', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (let day = 0; day < 3; day++) await device.send([await device.seal(saleOf(new Date(panel.now().getTime() + day * 24 * 3600_000)))]);
  const { code, out, err } = await onPanel(panel, 'export-sales', '--from', '2026-11-24', '--to', '2026-11-24');
  assert.equal([code, err, [...new Set(out.match(/T1-\d{6}/g))]], [0, '1 sales.\n', ['T1-000002']]);
  await panel.close();
});

test.run();
