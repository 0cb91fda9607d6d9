import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { OutletRow, Shop } from '../../domain/panel.js';
import type { ReceiptDetails, RegisterConfig } from '../../domain/catalogue.js';
import { addPerson, audited, type Person } from './office.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const INPUT: Shop = {
  name: 'Second Harbour', taxNumberLabel: 'NZBN', taxNumber: '42', header: 'Kia ora', footer: 'Ka kite\nanō', currency: 'NZD', locale: 'en-NZ',
  taxName: 'GST', taxRate: 1500, cashRounding: 10,
};

async function asOwner(): Promise<{ panel: OpenPanel; olive: Person }> {
  const panel = await openPanel();
  return { panel, olive: await addPerson(panel, 'owner', 'Olive') };
}

test('the shop is read as it was written', async () => {
  const { panel, olive } = await asOwner();
  assert.equal(await olive.send<Shop>('PUT', 'shop', INPUT), INPUT);
  assert.equal(await olive.get<Shop>('shop'), INPUT);
  await panel.close();
});

test('a register gets the shop’s new details with its next full sync', async () => {
  const { panel, olive } = await asOwner();
  const device = await panel.pairedDevice();
  await olive.send('PUT', 'shop', INPUT);
  const { documents } = await device.manifest();
  const receipt = await device.document<ReceiptDetails>(documents.receipt);
  const register = await device.document<RegisterConfig>(documents.register);
  assert.equal([receipt.footer, register.taxRate, register.currency], ['Ka kite\nanō', 1500, 'NZD']);
  await panel.close();
});

test('who changed the shop is written down, with what it was before', async () => {
  const { panel, olive } = await asOwner();
  await olive.send('PUT', 'shop', INPUT);
  const [line] = await audited(panel, 'change shop');
  assert.equal([line?.who, (line?.detail['before'] as Shop).name, line?.detail['name']], [olive.id, 'Harbour Café', 'Second Harbour']);
  await panel.close();
});

test('an outlet is listed with the number of its registers', async () => {
  const { panel, olive } = await asOwner();
  assert.equal(await olive.get<OutletRow[]>('outlets'), [
    { id: SHOP.outlet, name: 'Harbour Street', address: '14 Harbour Street\nPort Linden', phone: '(02) 5550 0142', registers: 2 },
  ]);
  await panel.close();
});

test('an outlet can be added, changed and deleted', async () => {
  const { panel, olive } = await asOwner();
  const { id } = await olive.send<OutletRow>('POST', 'outlets', { name: 'Airport', address: 'Gate 4', phone: '1' });
  const changed = await olive.send<OutletRow>('PUT', `outlets/${id}`, { name: 'Terminal', address: 'Gate 5', phone: '2' });
  assert.equal(changed, { id, name: 'Terminal', address: 'Gate 5', phone: '2', registers: 0 });
  await olive.send('DELETE', `outlets/${id}`);
  assert.is((await olive.get<OutletRow[]>('outlets')).length, 1);
  await panel.close();
});

test('an outlet with registers cannot be deleted', async () => {
  const { panel, olive } = await asOwner();
  const { status, code, message } = await refusalOf(await olive.ask('DELETE', `outlets/${SHOP.outlet}`));
  assert.equal([status, code], [409, 'in-use']);
  assert.is(message, 'Harbour Street has 2 registers: move them to another outlet first. Nothing was deleted.');
  await panel.close();
});

test('two outlets cannot have one name', async () => {
  const { panel, olive } = await asOwner();
  const { status, code } = await refusalOf(await olive.ask('POST', 'outlets', { name: 'Harbour Street', address: '', phone: '' }));
  assert.equal([status, code], [409, 'name-taken']);
  await panel.close();
});

test.run();
