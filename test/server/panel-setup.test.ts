import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Session } from '../../domain/panel.js';
import { createSetupToken } from '../../server/setup.js';
import { addPerson, panelRequest, personWith } from './office.js';
import { cookieOf, openPanel, refusalOf, type OpenPanel } from './fixture.js';

const OLIVE = { name: 'Olive', email: 'olive@harbour.test', password: 'ten letters or more' };

function redeem(panel: OpenPanel, token: string, person: object = OLIVE): Promise<Response> {
  return panel.handle(panelRequest('POST', 'setup', { token, ...person }));
}

test('the link makes its visitor the owner', async () => {
  const panel = await openPanel();
  const response = await redeem(panel, await createSetupToken(panel.db, panel.now()));
  const { user } = await response.json() as Session;
  assert.equal([response.status, user.name, user.role], [200, 'Olive', 'owner']);
  await panel.close();
});

test('the new owner is signed in', async () => {
  const panel = await openPanel();
  const cookie = cookieOf(await redeem(panel, await createSetupToken(panel.db, panel.now())));
  assert.is((await personWith(panel, '', '', cookie).ask('GET', 'shop')).status, 200);
  await panel.close();
});

test('the new owner can sign in with the password', async () => {
  const panel = await openPanel();
  await redeem(panel, await createSetupToken(panel.db, panel.now()));
  const { email, password } = OLIVE;
  assert.is((await panel.handle(panelRequest('POST', 'session', { email, password }))).status, 200);
  await panel.close();
});

test('the link works once', async () => {
  const panel = await openPanel();
  const token = await createSetupToken(panel.db, panel.now());
  await redeem(panel, token);
  const { status, code } = await refusalOf(await redeem(panel, token, { ...OLIVE, email: 'else@harbour.test' }));
  assert.equal([status, code], [410, 'setup-used']);
  await panel.close();
});

test('of two who use it at once, one becomes the owner', async () => {
  const panel = await openPanel();
  const token = await createSetupToken(panel.db, panel.now());
  const answers = await Promise.all([redeem(panel, token), redeem(panel, token, { ...OLIVE, email: 'else@harbour.test' })]);
  assert.equal(answers.map((answer) => answer.status).sort(), [200, 410]);
  await panel.close();
});

test('a new link ends the one before', async () => {
  const panel = await openPanel();
  const older = await createSetupToken(panel.db, panel.now());
  await createSetupToken(panel.db, panel.now());
  assert.is((await redeem(panel, older)).status, 410);
  await panel.close();
});

test('a made-up link is none', async () => {
  const panel = await openPanel();
  await createSetupToken(panel.db, panel.now());
  assert.is((await redeem(panel, 'made-up')).status, 410);
  await panel.close();
});

test('a shop with an owner takes no link', async () => {
  const panel = await openPanel();
  const token = await createSetupToken(panel.db, panel.now());
  await addPerson(panel, 'owner', 'First');
  assert.is((await redeem(panel, token)).status, 410);
  await panel.close();
});

test('a password that is too short makes nobody the owner, and leaves the link as it is', async () => {
  const panel = await openPanel();
  const token = await createSetupToken(panel.db, panel.now());
  const { status, path } = await refusalOf(await redeem(panel, token, { ...OLIVE, password: 'too short' }));
  assert.equal([status, path, (await redeem(panel, token)).status], [422, 'password', 200]);
  await panel.close();
});

test.run();
