import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PairingCode, RegisterRow } from '../../domain/panel.js';
import { shopDocuments } from '../../server/shop-documents.js';
import { addPerson, audited, type Person } from './office.js';
import { makeKeys, pairRequest, saleOf } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

async function asManager(): Promise<{ panel: OpenPanel; mary: Person }> {
  const panel = await openPanel();
  return { panel, mary: await addPerson(panel, 'manager', 'Mary') };
}

async function front(mary: Person): Promise<RegisterRow | undefined> {
  return (await mary.get<RegisterRow[]>('registers')).find((row) => row.id === SHOP.register);
}

test('a register is listed with its outlet', async () => {
  const { panel, mary } = await asManager();
  assert.equal(await front(mary), {
    id: SHOP.register, name: 'Front counter', code: 'T1', outlet: { id: SHOP.outlet, name: 'Harbour Street' }, idleMinutes: 10, historyDays: 30, link: null, lastSaleAt: null, salesReceived: 0, proof: [],
  });
  await panel.close();
});

test('a new register gets the next code', async () => {
  const { panel, mary } = await asManager();
  const third = await mary.send<RegisterRow>('POST', 'registers', { name: 'Third', outletId: SHOP.outlet });
  const fourth = await mary.send<RegisterRow>('POST', 'registers', { name: 'Fourth', outletId: SHOP.outlet });
  assert.equal([third.code, fourth.code], ['T3', 'T4']);
  await panel.close();
});

test('registers added at once get different codes', async () => {
  const { panel, mary } = await asManager();
  const rows = await Promise.all([1, 2, 3, 4].map((n) => mary.send<RegisterRow>('POST', 'registers', { name: `New ${n}`, outletId: SHOP.outlet })));
  assert.equal(rows.map((row) => row.code).sort(), ['T3', 'T4', 'T5', 'T6']);
  await panel.close();
});

test('two registers cannot have one name', async () => {
  const { panel, mary } = await asManager();
  const { status, code, path } = await refusalOf(await mary.ask('POST', 'registers', { name: 'Front counter', outletId: SHOP.outlet }));
  assert.equal([status, code, path], [409, 'name-taken', 'name']);
  await panel.close();
});

test('a register keeps its name when something else of it changes', async () => {
  const { panel, mary } = await asManager();
  const { name, idleMinutes } = await mary.send<RegisterRow>('PATCH', `registers/${SHOP.register}`, { idleMinutes: 0 });
  assert.equal([name, idleMinutes], ['Front counter', 0]);
  await panel.close();
});

test('how long sales stay in a register’s history is said to the register', async () => {
  const { panel, mary } = await asManager();
  const { historyDays } = await mary.send<RegisterRow>('PATCH', `registers/${SHOP.register}`, { historyDays: 90 });
  const { register } = await shopDocuments(panel.db, { register_id: SHOP.register, pin_key: '' });
  assert.equal([historyDays, register.historyDays], [90, 90]);
  await panel.close();
});

test('a register that changes keeps its code', async () => {
  const { panel, mary } = await asManager();
  const { name, code } = await mary.send<RegisterRow>('PATCH', `registers/${SHOP.register}`, { name: ' Bar ' });
  assert.equal([name, code], ['Bar', 'T1']);
  await panel.close();
});

test('a pairing code from the page pairs a device', async () => {
  const { panel, mary } = await asManager();
  const { code } = await mary.send<PairingCode>('POST', `registers/${SHOP.register}/pairing-code`);
  assert.is((await panel.handle(pairRequest(code, await makeKeys()))).status, 200);
  await panel.close();
});

test('a paired register says with what, since when, and when it was last heard of', async () => {
  const { panel, mary } = await asManager();
  await panel.pairedDevice();
  const at = panel.now().toISOString();
  assert.equal((await front(mary))?.link, { link: 1, device: 'Chromium on a counter', since: at, lastHeardOf: at, lastFullSync: null, report: null });
  await panel.close();
});

test('a register says how many sales came, and when the last was made', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  await device.send([await device.seal(saleOf(panel.now())), await device.seal(saleOf(new Date(panel.now().getTime() + 60_000)))]);
  const row = await front(mary);
  assert.equal([row?.salesReceived, row?.lastSaleAt], [2, '2026-11-23T01:01:00.000Z']);
  await panel.close();
});

test('removing the link ends what the device may', async () => {
  const { panel, mary } = await asManager();
  const device = await panel.pairedDevice();
  const row = await mary.send<RegisterRow>('DELETE', `registers/${SHOP.register}/link`);
  assert.equal([row.link, (await device.fetch('GET', 'ping')).status], [null, 403]);
  await panel.close();
});

test('removing a link that is not there changes nothing, and is not written down', async () => {
  const { panel, mary } = await asManager();
  const row = await mary.send<RegisterRow>('DELETE', `registers/${SHOP.register}/link`);
  assert.equal([row.link, await audited(panel, 'remove link')], [null, []]);
  await panel.close();
});

test('who removed a link is written down, with the device', async () => {
  const { panel, mary } = await asManager();
  await panel.pairedDevice();
  await mary.send('DELETE', `registers/${SHOP.register}/link`);
  const detail = { id: SHOP.register, name: 'Front counter', link: 1, device: 'Chromium on a counter' };
  assert.equal(await audited(panel, 'remove link'), [{ who: mary.id, detail }]);
  await panel.close();
});

test('who made a pairing code is written down, and the code is not', async () => {
  const { panel, mary } = await asManager();
  const { code } = await mary.send<PairingCode>('POST', `registers/${SHOP.register}/pairing-code`);
  const [line] = await audited(panel, 'make pairing code');
  assert.equal([line?.who, JSON.stringify(line).includes(code)], [mary.id, false]);
  await panel.close();
});

test.run();
