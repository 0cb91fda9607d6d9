import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegisterRow } from '../../domain/panel.js';
import { PROTOCOL } from '../../domain/wire.js';
import type { Device } from './device.js';
import { at, sealMany } from './files.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { addPerson, audited, type Person } from './office.js';
import { SHOP } from './shop.js';

// A browser that was a register has lost its data, and tells.

interface Open {
  readonly panel: OpenPanel;
  readonly device: Device;
  readonly mary: Person;
  /** What the panel shows of the front counter's links. */
  readonly proof: () => Promise<RegisterRow['proof']>;
}

async function open(): Promise<Open> {
  const panel = await openPanel();
  const [device, mary] = [await panel.pairedDevice(), await addPerson(panel, 'manager')];
  const proof = async (): Promise<RegisterRow['proof']> => (await mary.get<RegisterRow[]>('registers')).find(({ id }) => id === SHOP.register)?.proof ?? [];
  return { panel, device, mary, proof };
}

const AS_OF = '2026-11-23T11:58:00.000+11:00';
const report = ({ pairing: { registerId, link } }: Device, parts: object = {}) => ({ protocol: PROTOCOL, registerId, link, highest: 3, unsynchronised: 2, at: AS_OF, ...parts });

test('what a register has lost is shown with its numbers, until they have come', async () => {
  const { panel, device, proof } = await open();
  const sales = await sealMany(panel, device, 3);
  await device.send(sales.slice(0, 1));
  assert.is((await device.fetch('POST', 'lost', report(device))).status, 200);
  assert.equal(at(await proof(), 0).lost, { reportedAt: panel.now().toISOString(), highest: 3, unsynchronised: 2, asOf: AS_OF });
  await device.send(sales.slice(2));
  assert.ok(at(await proof(), 0).lost, 'number 2 is still missing');
  await device.send(sales);
  assert.is(at(await proof(), 0).lost, null);
  await panel.close();
});

test('it is shown for a link that has ended and from which no sale ever came', async () => {
  const { panel, device, proof } = await open();
  const next = await panel.pairedDevice();
  assert.is((await next.fetch('POST', 'lost', report(device))).status, 200);
  assert.equal((await proof()).map(({ link, highest, lost }) => [link, highest, lost?.highest]), [[1, 0, 3], [2, 0, undefined]]);
  await panel.close();
});

test('a repeat changes nothing, also after it was dismissed; a later loss is shown again', async () => {
  const { panel, device, mary, proof } = await open();
  await device.fetch('POST', 'lost', report(device));
  panel.wait(60_000);
  await device.fetch('POST', 'lost', report(device));
  assert.is((await audited(panel, 'register lost its data')).length, 1);
  await mary.send('DELETE', `registers/${SHOP.register}/lost/1`);
  await device.fetch('POST', 'lost', report(device));
  assert.is(at(await proof(), 0).lost, null);
  await device.fetch('POST', 'lost', report(device, { highest: 9, at: '2026-11-24T11:58:00.000+11:00' }));
  assert.is(at(await proof(), 0).lost?.highest, 9);
  await panel.close();
});

test('dismissing is written down, and what is not there cannot be dismissed', async () => {
  const { panel, device, mary } = await open();
  await device.fetch('POST', 'lost', report(device));
  const done = await mary.send<RegisterRow>('DELETE', `registers/${SHOP.register}/lost/1`);
  assert.is(at(done.proof, 0).lost, null);
  assert.equal((await audited(panel, 'dismiss lost data')).map(({ detail }) => detail), [{ id: SHOP.register, link: 1 }]);
  for (const path of [`${SHOP.register}/lost/1`, `${SHOP.register}/lost/2`, `${SHOP.register}/lost/x`, 'nobody/lost/1']) {
    assert.is((await refusalOf(await mary.ask('DELETE', `registers/${path}`))).code, 'not-found', path);
  }
  await panel.close();
});

test('a device speaks of its own register only, and of no link that is to come', async () => {
  const { panel, device } = await open();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  const foreign = await refusalOf(await other.fetch('POST', 'lost', report(device)));
  assert.equal([foreign.status, foreign.code, foreign.path], [403, 'not-permitted', 'registerId']);
  const early = await refusalOf(await device.fetch('POST', 'lost', report(device, { link: 2 })));
  assert.equal([early.status, early.code, early.path], [422, 'not-valid', 'link']);
  assert.is((await panel.db.selectFrom('lost_data').selectAll().execute()).length, 0);
  await panel.close();
});

const WRONG: readonly (readonly [field: string, value: unknown])[] = [
  ['protocol', 2], ['registerId', ''], ['registerId', 5], ['link', 0], ['link', '1'], ['highest', -1], ['highest', 1.5], ['highest', null], ['unsynchronised', -1], ['unsynchronised', 2 ** 60],
  ['unsynchronised', undefined], ['at', 'yesterday'], ['at', '2026-11-23'], ['at', 0],
];
for (const [field, value] of WRONG) {
  test(`${field} = ${JSON.stringify(value)} is refused by name`, async () => {
    const { panel, device } = await open();
    const { status, code, path } = await refusalOf(await device.fetch('POST', 'lost', report(device, { [field]: value })));
    assert.equal([status, code, path], [422, 'not-valid', field]);
    await panel.close();
  });
}

test.run();
