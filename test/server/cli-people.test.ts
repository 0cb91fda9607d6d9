import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPassword } from '../../server/passwords.js';
import { createSetupToken } from '../../server/setup.js';
import { holdfast, onPanel } from './command-line.js';
import { openPanel } from './fixture.js';
import { addPerson, panelRequest, PASSWORD } from './office.js';

test('add-staff adds somebody with a PIN', async () => {
  const panel = await openPanel();
  const { code, err } = await onPanel(panel, 'add-staff', 'Zoë', '--pin', '4711', '--edit-items');
  const row = await panel.db.selectFrom('staff').selectAll().where('name', '=', 'Zoë').executeTakeFirstOrThrow();
  assert.equal([code, err], [0, 'Zoë signs in with the PIN, and may edit items.\n']);
  assert.equal([row.role, row.may_edit_items, row.pin_iterations, row.active], ['staff', 1, 100_000, 1]);
  await panel.close();
});

test('reset-password takes the new password from the standard input, and ends the sessions with the old one', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  const { code } = await holdfast(['reset-password', 'Olive@harbour.test'], join(panel.folder, 'data'), { input: 'a brand new password\nmore\n' });
  const { password } = await panel.db.selectFrom('staff').select('password').where('id', '=', olive.id).executeTakeFirstOrThrow();
  assert.equal([code, await isPassword('a brand new password', password), (await olive.ask('GET', 'shop')).status], [0, true, 401]);
  await panel.close();
});

test('reset-password ends the waiting after failed sign-ins', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner', 'Olive');
  for (let i = 0; i < 7; i++) await panel.handle(panelRequest('POST', 'session', { email, password: 'wrong' }), { address: `198.51.100.${i}`, secure: false });
  await holdfast(['reset-password', email], join(panel.folder, 'data'), { input: `${PASSWORD} 2\n` });
  assert.is((await panel.handle(panelRequest('POST', 'session', { email, password: `${PASSWORD} 2` }))).status, 200);
  await panel.close();
});

for (const [what, input] of [['nothing', ''], ['too short a password', 'short\n']] as const) {
  test(`reset-password takes ${what} for no password`, async () => {
    const panel = await openPanel();
    const { id, email } = await addPerson(panel, 'owner', 'Olive');
    const { code } = await holdfast(['reset-password', email], join(panel.folder, 'data'), { input });
    const { password } = await panel.db.selectFrom('staff').select('password').where('id', '=', id).executeTakeFirstOrThrow();
    assert.is.not(code, 0);
    assert.ok(await isPassword(PASSWORD, password));
    await panel.close();
  });
}

test('owner-link prints a link that makes its visitor the owner', async () => {
  const panel = await openPanel();
  await createSetupToken(panel.db, panel.now());
  const { code, out } = await holdfast(['owner-link'], join(panel.folder, 'data'), { env: { HOST: '0.0.0.0', PORT: '9000' } });
  const token = /^http:\/\/localhost:9000\/panel\/#\/setup\/([\w-]{43})\n$/.exec(out)?.[1];
  const response = await panel.handle(panelRequest('POST', 'setup', { token, name: 'Olive', email: 'o@harbour.test', password: PASSWORD }));
  assert.equal([code, response.status], [0, 200]);
  await panel.close();
});

test('owner-link prints none for a shop with an owner', async () => {
  const panel = await openPanel();
  await addPerson(panel, 'owner');
  const { code, out, err } = await onPanel(panel, 'owner-link');
  assert.equal([code, out], [1, '']);
  assert.match(err, /has its owner already/);
  await panel.close();
});

test.run();
