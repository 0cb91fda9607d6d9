import { createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { StaffMember } from '../../domain/catalogue.js';
import type { StaffInput, StaffRow } from '../../domain/panel.js';
import { addPerson, audited, panelRequest, type Person } from './office.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const ZOE: StaffInput = { name: 'Zoë', email: null, role: 'staff', mayEditItems: true, active: true };

async function asOwner(): Promise<{ panel: OpenPanel; olive: Person }> {
  const panel = await openPanel();
  return { panel, olive: await addPerson(panel, 'owner', 'Olive') };
}

/** Olive as the page would send her. */
function inputOf({ email }: Person, parts: Partial<StaffInput> = {}): StaffInput {
  return { name: 'Olive', email, role: 'owner', mayEditItems: false, active: true, ...parts };
}

async function kept(panel: OpenPanel, id: string) {
  return panel.db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

test('a new member of staff is listed', async () => {
  const { panel, olive } = await asOwner();
  const row = await olive.send<StaffRow>('POST', 'staff', { ...ZOE, pin: '4711' });
  assert.equal(row, { id: row.id, name: 'Zoë', email: null, role: 'staff', mayEditItems: true, hasPin: true, hasPassword: false, image: null, active: true });
  assert.equal((await olive.get<StaffRow[]>('staff')).find((other) => other.id === row.id), row);
  await panel.close();
});

test('a PIN is kept as a slow hash with a salt of its own', async () => {
  const { panel, olive } = await asOwner();
  const { id } = await olive.send<StaffRow>('POST', 'staff', { ...ZOE, pin: '4711' });
  const { pin_hash, pin_salt, pin_iterations } = await kept(panel, id);
  const salt = Buffer.from(pin_salt ?? '', 'base64url');
  assert.equal([salt.length, pin_iterations], [16, 100_000]);
  assert.is(pin_hash, pbkdf2Sync('4711', salt, 100_000, 32, 'sha256').toString('base64url'));
  await panel.close();
});

test('two people with one PIN have different hashes', async () => {
  const { panel, olive } = await asOwner();
  const [one, two] = await Promise.all(['A', 'B'].map((name) => olive.send<StaffRow>('POST', 'staff', { ...ZOE, name, pin: '4711' })));
  assert.is.not((await kept(panel, one?.id ?? '')).pin_hash, (await kept(panel, two?.id ?? '')).pin_hash);
  await panel.close();
});

test('the register can check a new PIN after its next full sync', async () => {
  const { panel, olive } = await asOwner();
  const device = await panel.pairedDevice();
  const { id } = await olive.send<StaffRow>('POST', 'staff', { ...ZOE, pin: '4711' });
  const staff = await device.document<StaffMember[]>((await device.manifest()).documents.staff);
  const pin = staff.find((member) => member.id === id)?.pin;
  const { pin_key } = await panel.db.selectFrom('links').select('pin_key').executeTakeFirstOrThrow();
  const slow = pbkdf2Sync('4711', Buffer.from(pin?.salt ?? '', 'base64url'), pin?.iterations ?? 1, 32, 'sha256');
  assert.is(pin?.verifier, createHmac('sha256', Buffer.from(pin_key, 'base64url')).update(slow).digest('base64url'));
  await panel.close();
});

test('a change that says nothing of PIN and password leaves them', async () => {
  const { panel, olive } = await asOwner();
  const { id } = await olive.send<StaffRow>('POST', 'staff', { ...ZOE, pin: '4711', password: 'a long password' });
  const before = await kept(panel, id);
  await olive.send('PUT', `staff/${id}`, { ...ZOE, name: 'Zoe' });
  assert.equal(await kept(panel, id), { ...before, name: 'Zoe' });
  await panel.close();
});

test('null takes PIN and password away', async () => {
  const { panel, olive } = await asOwner();
  const { id } = await olive.send<StaffRow>('POST', 'staff', { ...ZOE, pin: '4711', password: 'a long password' });
  const row = await olive.send<StaffRow>('PUT', `staff/${id}`, { ...ZOE, pin: null, password: null });
  const { pin_salt, pin_iterations } = await kept(panel, id);
  assert.equal([row.hasPin, row.hasPassword, pin_salt, pin_iterations], [false, false, null, null]);
  await panel.close();
});

test('a manager made here can sign in', async () => {
  const { panel, olive } = await asOwner();
  await olive.send('POST', 'staff', { ...ZOE, role: 'manager', email: 'Zoe@Harbour.test', password: 'a long password' });
  assert.is((await panel.handle(panelRequest('POST', 'session', { email: 'zoe@harbour.test', password: 'a long password' }))).status, 200);
  await panel.close();
});

test('two people cannot have one e-mail address, in either case', async () => {
  const { panel, olive } = await asOwner();
  const { status, code, path } = await refusalOf(await olive.ask('POST', 'staff', { ...ZOE, email: 'OLIVE@harbour.test' }));
  assert.equal([status, code, path], [409, 'email-taken', 'email']);
  await panel.close();
});

test('one’s own e-mail address is not taken', async () => {
  const { panel, olive } = await asOwner();
  assert.is((await olive.ask('PUT', `staff/${olive.id}`, inputOf(olive))).status, 200);
  await panel.close();
});

for (const [what, parts] of [
  ['demoted', { role: 'manager' }], ['switched off', { active: false }], ['left without a password', { password: null }], ['left without an e-mail address', { email: null }],
] as const) {
  test(`the last owner cannot be ${what}`, async () => {
    const { panel, olive } = await asOwner();
    const before = await kept(panel, olive.id);
    const { status, code } = await refusalOf(await olive.ask('PUT', `staff/${olive.id}`, inputOf(olive, parts)));
    assert.equal([status, code, await kept(panel, olive.id)], [409, 'last-owner', before]);
    await panel.close();
  });
}

test('the last owner cannot be deleted', async () => {
  const { panel, olive } = await asOwner();
  const { code } = await refusalOf(await olive.ask('DELETE', `staff/${olive.id}`));
  assert.equal([code, (await kept(panel, olive.id)).name], ['last-owner', 'Olive']);
  await panel.close();
});

test('an owner without a password is no other owner', async () => {
  const { panel, olive } = await asOwner();
  await olive.send('POST', 'staff', { ...ZOE, role: 'owner', email: 'zoe@harbour.test' });
  assert.is((await olive.ask('DELETE', `staff/${olive.id}`)).status, 409);
  await panel.close();
});

test('an owner can leave when there is another', async () => {
  const { panel, olive } = await asOwner();
  await addPerson(panel, 'owner', 'Other');
  assert.equal([(await olive.ask('DELETE', `staff/${olive.id}`)).status, (await olive.ask('GET', 'staff')).status], [200, 401]);
  await panel.close();
});

test('a manager can neither take an owner’s place nor make one’s own', async () => {
  const { panel, olive } = await asOwner();
  const mary = await addPerson(panel, 'manager', 'Mary');
  const itself = await mary.ask('PUT', `staff/${mary.id}`, { ...ZOE, name: 'Mary', role: 'owner' });
  const owner = await mary.ask('PUT', `staff/${olive.id}`, inputOf(olive, { role: 'staff', password: 'chosen by Mary' }));
  assert.equal([itself.status, owner.status], [403, 403]);
  await panel.close();
});

test('somebody who is switched off is not at the register any more', async () => {
  const { panel, olive } = await asOwner();
  const device = await panel.pairedDevice();
  await olive.send('PUT', `staff/${SHOP.ben}`, { ...ZOE, name: 'Ben', active: false });
  const staff = await device.document<StaffMember[]>((await device.manifest()).documents.staff);
  assert.not.ok(staff.some((member) => member.id === SHOP.ben));
  await panel.close();
});

test('what is written down of a change holds no secret', async () => {
  const { panel, olive } = await asOwner();
  await olive.send('POST', 'staff', { ...ZOE, pin: '4711', password: 'a long password' });
  const [line] = await audited(panel, 'create staff');
  assert.equal([line?.who, line?.detail['pin'], line?.detail['password']], [olive.id, 'set', 'set']);
  assert.not.match(JSON.stringify(line), /4711|a long password/);
  await panel.close();
});

test.run();
