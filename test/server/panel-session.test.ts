import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Session, StaffInput } from '../../domain/panel.js';
import { hashPassword, isPassword } from '../../server/passwords.js';
import { addPerson, audited, panelRequest, PASSWORD, personWith } from './office.js';
import { cookieOf, openPanel, refusalOf, type OpenPanel } from './fixture.js';

const HOUR = 3600_000;
const HERE = { address: '192.0.2.7', secure: false };

function signIn(panel: OpenPanel, email: string, password: string, client = HERE): Promise<Response> {
  return panel.handle(panelRequest('POST', 'session', { email, password }), client);
}

/** Signs in wrongly, `times` times, from one place or from a new one each time. */
async function fail(panel: OpenPanel, times: number, email: string, place: string | null = HERE.address): Promise<Response | undefined> {
  let last: Response | undefined;
  for (let i = 0; i < times; i++) last = await signIn(panel, email, 'not the password', { address: place ?? `198.51.100.${i}`, secure: false });
  return last;
}

/** Tries 21 passwords from one place, a few with each of five people. */
async function tryEverybody(panel: OpenPanel): Promise<void> {
  const people = await Promise.all(['Ada', 'Bea', 'Cid', 'Dot', 'Eve'].map((name) => addPerson(panel, 'manager', name)));
  for (let i = 0; i < 21; i++) await fail(panel, 1, people[i % 5]?.email ?? '');
}

test('the right password signs in', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner', 'Olive');
  const response = await signIn(panel, email, PASSWORD);
  const { user, shop } = await response.json() as Session;
  assert.equal([response.status, user.name, user.role, shop], [200, 'Olive', 'owner', { name: 'Harbour Café', currency: 'AUD', locale: 'en-AU' }]);
  await panel.close();
});

test('the e-mail address is taken in either case and with spaces around it', async () => {
  const panel = await openPanel();
  await addPerson(panel, 'owner', 'Olive');
  assert.is((await signIn(panel, ' Olive@Harbour.TEST ', PASSWORD)).status, 200);
  await panel.close();
});

test('the session is in a cookie that scripts, other sites and the register do not get', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  const cookie = (await signIn(panel, email, PASSWORD)).headers.get('Set-Cookie') ?? '';
  assert.match(cookie, /^holdfast_panel=[\w-]{43}; Path=\/panel\/; HttpOnly; SameSite=Strict$/);
  await panel.close();
});

test('over https the cookie is for https only', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  assert.match((await signIn(panel, email, PASSWORD, { ...HERE, secure: true })).headers.get('Set-Cookie') ?? '', /; Secure/);
  await panel.close();
});

test('the database holds neither the token nor the password', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  const token = cookieOf(await signIn(panel, email, PASSWORD)).split('=')[1] ?? '';
  const kept = JSON.stringify([await panel.db.selectFrom('panel_sessions').selectAll().execute(), await panel.db.selectFrom('staff').selectAll().execute(), await panel.db.selectFrom('audit').selectAll().execute()]);
  assert.not.ok(kept.includes(token) || kept.includes(PASSWORD));
  await panel.close();
});

test('a wrong password and an unknown address are answered alike', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  const wrong = await refusalOf(await signIn(panel, email, 'not the password'));
  assert.is(wrong.code, 'wrong-password');
  assert.equal(await refusalOf(await signIn(panel, 'nobody@harbour.test', 'not the password')), wrong);
  await panel.close();
});

test('after six failures the address in the form has to wait, even with the right password', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  await fail(panel, 6, email, null);
  const response = await signIn(panel, email, PASSWORD);
  const { code, retryAfter } = await refusalOf(response);
  assert.equal([code, retryAfter, response.headers.get('Retry-After')], ['too-many-tries', 10, '10']);
  await panel.close();
});

test('having waited, the right password signs in', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  await fail(panel, 6, email);
  panel.wait(11_000);
  assert.is((await signIn(panel, email, PASSWORD)).status, 200);
  await panel.close();
});

test('a success forgets the failures before it', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  await fail(panel, 5, email);
  await signIn(panel, email, PASSWORD);
  assert.is((await fail(panel, 5, email))?.status, 401);
  await panel.close();
});

test('somebody who tries many addresses from one place has to wait', async () => {
  const panel = await openPanel();
  await tryEverybody(panel);
  assert.is((await refusalOf(await signIn(panel, 'else@harbour.test', 'x'))).code, 'too-many-tries');
  await panel.close();
});

test('the addresses of one IPv6 network are one place', async () => {
  const panel = await openPanel();
  for (let i = 0; i < 21; i++) await fail(panel, 1, `nobody${i}@harbour.test`, `2001:db8:0:7::${i}`);
  const from = async (address: string): Promise<string> => (await refusalOf(await signIn(panel, 'else@harbour.test', 'x', { address, secure: false }))).code;
  assert.equal([await from('2001:db8::7:1:2:3:4'), await from('2001:db8:0:8::1')], ['too-many-tries', 'wrong-password']);
  await panel.close();
});

test('other places do not wait for it', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  await tryEverybody(panel);
  assert.is((await signIn(panel, email, PASSWORD, { address: '203.0.113.9', secure: false })).status, 200);
  await panel.close();
});

test('tries that come at once are counted one by one', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(panel, email, 'not the password')));
  assert.equal([401, 429].map((status) => answers.filter((answer) => answer.status === status).length), [6, 6]);
  await panel.close();
});

test('the role staff cannot sign in', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'staff', 'Sam');
  assert.is((await refusalOf(await signIn(panel, email, PASSWORD))).code, 'not-permitted');
  await panel.close();
});

test('somebody who is switched off cannot sign in', async () => {
  const panel = await openPanel();
  const { email } = await addPerson(panel, 'owner');
  await panel.db.updateTable('staff').set({ active: 0 }).where('email', '=', email).execute();
  assert.is((await signIn(panel, email, PASSWORD)).status, 403);
  await panel.close();
});

test('the session says who is there', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  assert.is((await olive.get<Session>('session')).user.name, 'Olive');
  await panel.close();
});

test('without a session the answer is that nobody is signed in', async () => {
  const panel = await openPanel();
  await addPerson(panel, 'owner');
  const response = await panel.handle(panelRequest('GET', 'session'));
  const { error, needsOwner } = await response.json() as { error: { code: string }; needsOwner: boolean };
  assert.equal([response.status, error.code, needsOwner], [401, 'signed-out', false]);
  await panel.close();
});

test('a shop without an owner says so', async () => {
  const panel = await openPanel();
  assert.is((await (await panel.handle(panelRequest('GET', 'session'))).json() as { needsOwner: boolean }).needsOwner, true);
  await panel.close();
});

test('a session ends after twelve hours without use', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner');
  panel.wait(12 * HOUR + 1);
  assert.is((await olive.ask('GET', 'session')).status, 401);
  await panel.close();
});

test('a session that is used goes on', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner');
  for (let i = 0; i < 3; i++) {
    panel.wait(11 * HOUR);
    assert.is((await olive.ask('GET', 'registers')).status, 200);
  }
  await panel.close();
});

test('signing out ends the session at the server', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner');
  const response = await olive.ask('DELETE', 'session');
  assert.match(response.headers.get('Set-Cookie') ?? '', /^holdfast_panel=; Max-Age=0; Path=\/panel\//);
  assert.is((await olive.ask('GET', 'registers')).status, 401);
  await panel.close();
});

test('signing out ends no other session', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  const response = await signIn(panel, olive.email, PASSWORD);
  await personWith(panel, olive.id, olive.email, cookieOf(response)).ask('DELETE', 'session');
  assert.is((await olive.ask('GET', 'registers')).status, 200);
  await panel.close();
});

test('whoever is switched off is out at once', async () => {
  const panel = await openPanel();
  const mary = await addPerson(panel, 'manager');
  await panel.db.updateTable('staff').set({ active: 0 }).where('id', '=', mary.id).execute();
  assert.is((await mary.ask('GET', 'registers')).status, 401);
  await panel.close();
});

test('whoever becomes staff is out at once', async () => {
  const panel = await openPanel();
  const mary = await addPerson(panel, 'manager');
  await panel.db.updateTable('staff').set({ role: 'staff' }).where('id', '=', mary.id).execute();
  assert.is((await mary.ask('GET', 'registers')).status, 401);
  await panel.close();
});

test('a new password ends the sessions with the old one, but not that of whoever set it', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  const elsewhere = personWith(panel, olive.id, olive.email, cookieOf(await signIn(panel, olive.email, PASSWORD)));
  const input: StaffInput = { name: 'Olive', email: olive.email, role: 'owner', mayEditItems: true, active: true, password: 'another long one' };
  await olive.send('PUT', `staff/${olive.id}`, input);
  assert.equal([(await olive.ask('GET', 'shop')).status, (await elsewhere.ask('GET', 'shop')).status], [200, 401]);
  await panel.close();
});

test('a made-up cookie is nobody', async () => {
  const panel = await openPanel();
  assert.is((await personWith(panel, '', '', 'holdfast_panel=made-up').ask('GET', 'shop')).status, 401);
  await panel.close();
});

test('signing in is written down with the address it came from', async () => {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner');
  await signIn(panel, olive.email, PASSWORD);
  assert.equal(await audited(panel, 'sign in'), [{ who: olive.id, detail: { address: HERE.address } }]);
  await panel.close();
});

test('a password is kept with what its hash costs', async () => {
  assert.match(await hashPassword(PASSWORD), /^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
});

test('the same password is kept differently each time', async () => {
  assert.is.not(await hashPassword(PASSWORD), await hashPassword(PASSWORD));
});

test('a password is the same however its accents are written', async () => {
  assert.ok(await isPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait')));
});

test('nothing is the password of somebody who has none', async () => {
  assert.not.ok(await isPassword('', null));
});

test.run();
