import { setImmediate } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegisterReport, RegisterRow } from '../../domain/panel.js';
import { PROTOCOL, REPORT_HEADER, type Report } from '../../domain/wire.js';
import { saleOf, type Device } from './device.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { addPerson } from './office.js';
import { SHOP } from './shop.js';

const REPORT: Report = { version: '0123456789ab', lastFullSync: '2026-11-23T11:00:00+11:00', storage: 'persistent', unsynchronised: 0 };

interface Rig {
  readonly panel: OpenPanel;
  readonly device: Device;
  /** What the Registers page gets. */
  shown(): Promise<RegisterReport | null | undefined>;
}

async function openRig(): Promise<Rig> {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const mary = await addPerson(panel, 'manager', 'Mary');
  return {
    panel, device,
    shown: async () => {
      // What came with sales is written behind their answer.
      await setImmediate();
      return (await mary.get<RegisterRow[]>('registers')).find(({ id }) => id === SHOP.register)?.link?.report;
    },
  };
}

const says = (parts: Partial<Report> = {}) => ({ [REPORT_HEADER]: JSON.stringify({ ...REPORT, ...parts }) });

test('what a register says of itself when it asks whether the panel is there is on the Registers page', async () => {
  const { panel, device, shown } = await openRig();
  assert.is(await shown(), null);
  await device.fetch('GET', 'ping', undefined, says({ unsynchronised: 3 }));
  assert.equal(await shown(), { ...REPORT, unsynchronised: 3, protocol: PROTOCOL, at: panel.now().toISOString() });
  await panel.close();
});

test('the latest that it has said is what counts', async () => {
  const { panel, device, shown } = await openRig();
  await device.fetch('GET', 'ping', undefined, says({ unsynchronised: 3, storage: 'ephemeral' }));
  panel.wait(60_000);
  await device.fetch('POST', 'sync/finished', { protocol: PROTOCOL, manifest: 'a'.repeat(64) }, says());
  assert.equal(await shown(), { ...REPORT, protocol: PROTOCOL, at: panel.now().toISOString() });
  await panel.close();
});

test('sales that come with the report are no longer unsynchronised; refused ones are', async () => {
  const { panel, device, shown } = await openRig();
  const sales = [await device.seal(saleOf(panel.now())), await device.seal(saleOf(panel.now()))];
  const refused = { ...await device.seal(saleOf(panel.now())), signature: 'A'.repeat(86) };
  await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: [...sales, refused] }, says({ unsynchronised: 7 }));
  assert.is((await shown())?.unsynchronised, 5);
  await panel.close();
});

for (const [what, header] of [['no JSON', '{"version'], ['another form', '{"version":"<b>"}'], ['a negative count', says({ unsynchronised: -1 })[REPORT_HEADER]], ['far too much', JSON.stringify({ ...REPORT, more: 'x'.repeat(5000) })]] as const) {
  test(`a report that is ${what} changes nothing, and the request is answered`, async () => {
    const { panel, device, shown } = await openRig();
    const { status } = await device.fetch('GET', 'ping', undefined, { [REPORT_HEADER]: header ?? '' });
    assert.equal([status, await shown()], [200, null]);
    await panel.close();
  });
}

test('what has not changed is written once an hour', async () => {
  const { panel, device, shown } = await openRig();
  const first = panel.now().toISOString();
  const ping = async (minutes: number): Promise<string | undefined> => {
    panel.wait(minutes * 60_000);
    await device.fetch('GET', 'ping', undefined, says());
    return (await shown())?.at;
  };
  assert.equal([await ping(0), await ping(59), await ping(1)], [first, first, panel.now().toISOString()]);
  await panel.close();
});

test('a count that goes down while a backlog comes in is written every ten seconds, and at once when less than a batch waits any longer', async () => {
  const { panel, device, shown } = await openRig();
  const send = async (unsynchronised: number, seconds: number): Promise<number | undefined> => {
    panel.wait(seconds * 1000);
    await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: [await device.seal(saleOf(panel.now()))] }, says({ unsynchronised }));
    return (await shown())?.unsynchronised;
  };
  assert.equal([await send(90, 0), await send(80, 5), await send(70, 5), await send(60, 1), await send(3, 1)], [89, 89, 69, 69, 2]);
  await panel.close();
});

test('a new device of the register has said nothing yet', async () => {
  const { panel, device, shown } = await openRig();
  await device.fetch('GET', 'ping', undefined, says());
  await panel.pairedDevice();
  assert.is(await shown(), null);
  await panel.close();
});

test.run();
