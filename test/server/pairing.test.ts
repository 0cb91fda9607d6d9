import { createHmac, pbkdf2Sync } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { StaffMember } from '../../domain/catalogue.js';
import { PROTOCOL, type PairReply } from '../../domain/wire.js';
import { createPairingCode, endLink } from '../../server/pairing.js';
import { makeKeys, pairRequest, wireRequest } from './device.js';
import { cookieOf, openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const MINUTE = 60_000;

/** Tries a code that nobody gave out, from an address. */
async function guess(panel: OpenPanel, address: string): Promise<Response> {
  return panel.handle(pairRequest('2222-2222', await makeKeys()), { address, secure: false });
}

test('a code is eight letters and digits that cannot be taken for others, valid for 15 minutes', async () => {
  const panel = await openPanel();
  const { code, expiresAt } = await createPairingCode(panel.db, SHOP.register, panel.now());
  assert.match(code, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  assert.is(Date.parse(expiresAt) - panel.now().getTime(), 15 * MINUTE);
  await panel.close();
});

test('the database does not hold the code', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const kept = JSON.stringify(await panel.db.selectFrom('pairing_codes').selectAll().execute());
  assert.not.ok(kept.includes(code) || kept.includes(code.replace('-', '')));
  await panel.close();
});

test('a code pairs a device with its register', async () => {
  const panel = await openPanel();
  const { pairing } = await panel.pairedDevice();
  assert.equal({ ...pairing, panelKey: '' }, { protocol: PROTOCOL, registerId: SHOP.register, name: 'Front counter', link: 1, series: 'T1', panelKey: '' });
  await panel.close();
});

test('the session cookie is for the register only, and no script sees it', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const response = await panel.handle(pairRequest(code, await makeKeys()), { address: '10.0.0.1', secure: true });
  assert.match(response.headers.get('Set-Cookie') ?? '', /^holdfast_device=[\w-]{43}; Max-Age=34560000; Path=\/register\/; HttpOnly; Secure; SameSite=Strict$/);
  await panel.close();
});

test('a code can be typed in small letters, with spaces, without the dash', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const response = await panel.handle(pairRequest(` ${code.toLowerCase().replace('-', ' ')} `, await makeKeys()));
  assert.is(response.status, 200);
  await panel.close();
});

test('an unknown code is refused', async () => {
  const panel = await openPanel();
  const refusal = await refusalOf(await guess(panel, '10.0.0.1'));
  assert.is(refusal.code, 'code-unknown');
  assert.is(refusal.status, 404);
  assert.match(refusal.message, /not known here\. Check it/);
  await panel.close();
});

test('a code that another device has used is refused', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  await panel.handle(pairRequest(code, await makeKeys()));
  const refusal = await refusalOf(await panel.handle(pairRequest(code, await makeKeys())));
  assert.is(refusal.code, 'code-used');
  assert.match(refusal.message, /Make a new one/);
  await panel.close();
});

test('a code is refused after 15 minutes', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  panel.wait(15 * MINUTE);
  assert.is((await refusalOf(await panel.handle(pairRequest(code, await makeKeys())))).code, 'code-expired');
  await panel.close();
});

test('a new code ends the register’s older one', async () => {
  const panel = await openPanel();
  const older = await createPairingCode(panel.db, SHOP.register, panel.now());
  panel.wait(MINUTE);
  await createPairingCode(panel.db, SHOP.register, panel.now());
  assert.is((await refusalOf(await panel.handle(pairRequest(older.code, await makeKeys())))).code, 'code-expired');
  await panel.close();
});

test('a new code leaves another register’s alone', async () => {
  const panel = await openPanel();
  const other = await createPairingCode(panel.db, SHOP.otherRegister, panel.now());
  await createPairingCode(panel.db, SHOP.register, panel.now());
  assert.is((await panel.handle(pairRequest(other.code, await makeKeys()))).status, 200);
  await panel.close();
});

test('a device whose reply was lost gets the same reply again, and a session that works', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const lost = await panel.handle(pairRequest(code, keys));
  const again = await panel.handle(pairRequest(code, keys));
  assert.equal(await again.json(), await lost.json());
  const ping = await panel.handle(wireRequest('GET', 'ping', undefined, { Cookie: cookieOf(again) }));
  assert.is(ping.status, 200);
  await panel.close();
});

test('the reply is not given again once the code is no longer valid', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  await panel.handle(pairRequest(code, keys));
  panel.wait(15 * MINUTE);
  assert.is((await refusalOf(await panel.handle(pairRequest(code, keys)))).code, 'code-used');
  await panel.close();
});

test('pairing again ends the link to the earlier device and counts up', async () => {
  const panel = await openPanel();
  const first = await panel.pairedDevice();
  const second = await panel.pairedDevice();
  assert.is(second.pairing.link, 2);
  assert.is(second.pairing.series, 'T1b');
  const refusal = await refusalOf(await first.fetch('GET', 'ping'));
  assert.is(refusal.code, 'link-removed');
  assert.is(refusal.status, 403);
  await panel.close();
});

test('removing the link from the panel ends the device’s session', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is(await endLink(panel.db, SHOP.register, panel.now()), true);
  assert.is((await refusalOf(await device.fetch('GET', 'ping'))).code, 'link-removed');
  assert.is(await endLink(panel.db, SHOP.register, panel.now()), false);
  await panel.close();
});

test('releasing from the device ends its session', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.equal(await (await device.fetch('POST', 'release', { protocol: PROTOCOL })).json(), { protocol: PROTOCOL, done: true });
  assert.is((await refusalOf(await device.fetch('GET', 'ping'))).code, 'link-removed');
  await panel.close();
});

test('a device without a session is told to pair', async () => {
  const panel = await openPanel();
  const refusal = await refusalOf(await panel.handle(wireRequest('GET', 'ping')));
  assert.is(refusal.code, 'not-paired');
  assert.is(refusal.status, 401);
  await panel.close();
});

test('a made-up session is not one', async () => {
  const panel = await openPanel();
  await panel.pairedDevice();
  const refusal = await refusalOf(await panel.handle(wireRequest('GET', 'ping', undefined, { Cookie: `holdfast_device=${'A'.repeat(43)}` })));
  assert.is(refusal.code, 'not-paired');
  await panel.close();
});

test('a key that is not on the curve is refused, and the code stays good', async () => {
  const panel = await openPanel();
  const keys = await makeKeys();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  for (const field of ['signingKey', 'agreementKey'] as const) {
    const refusal = await refusalOf(await panel.handle(pairRequest(code, { ...keys, [field]: `BA${'A'.repeat(85)}` })));
    assert.is(refusal.code, 'not-valid');
    assert.is(refusal.path, field);
  }
  assert.is((await panel.handle(pairRequest(code, keys))).status, 200);
  await panel.close();
});

test('panel and device agree on the key that PIN verifiers are made with', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const panelKey = await crypto.subtle.importKey('raw', Buffer.from(device.pairing.panelKey, 'base64url'), { name: 'ECDH', namedCurve: 'P-256' }, false, []);
  const shared = Buffer.from(await crypto.subtle.deriveBits({ name: 'ECDH', public: panelKey }, device.keys.agreement.privateKey, 256));
  const staff = await device.document<StaffMember[]>((await device.manifest()).documents.staff);
  const pin = staff.find((member) => member.name === 'Asha')?.pin;
  if (!pin) throw new Error('Asha has no PIN');
  const slow = pbkdf2Sync('1234', Buffer.from(pin.salt, 'base64url'), pin.iterations, 32, 'sha256');
  assert.is(createHmac('sha256', shared).update(slow).digest('base64url'), pin.verifier);
  await panel.close();
});

test('the fifth wrong code from one address starts a wait, which doubles', async () => {
  const panel = await openPanel();
  for (let i = 0; i < 5; i++) assert.is((await guess(panel, '10.0.0.1')).status, 404);
  const response = await guess(panel, '10.0.0.1');
  assert.is(response.headers.get('Retry-After'), '15');
  const refusal = await refusalOf(response);
  assert.is(refusal.code, 'too-many-tries');
  assert.is(refusal.status, 429);
  assert.is(refusal.retryAfter, 15);
  panel.wait(15_000);
  assert.is((await guess(panel, '10.0.0.1')).status, 404);
  assert.is((await refusalOf(await guess(panel, '10.0.0.1'))).retryAfter, 30);
  await panel.close();
});

test('a right code has to wait too', async () => {
  const panel = await openPanel();
  for (let i = 0; i < 5; i++) await guess(panel, '10.0.0.1');
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const response = await panel.handle(pairRequest(code, await makeKeys()), { address: '10.0.0.1', secure: false });
  assert.is((await refusalOf(response)).code, 'too-many-tries');
  await panel.close();
});

test('another address is not held up, but the network of an IPv6 address is', async () => {
  const panel = await openPanel();
  for (let i = 0; i < 5; i++) await guess(panel, `2001:db8:0:7::${i}`);
  assert.is((await guess(panel, '10.0.0.2')).status, 404);
  assert.is((await guess(panel, '2001:db8::7:1:2:3:4')).status, 429);
  await panel.close();
});

test('forty guesses at once are still counted one by one', async () => {
  const panel = await openPanel();
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await guess(panel, '10.0.0.1')).status));
  assert.is(statuses.filter((status) => status === 404).length, 5);
  await panel.close();
});

test('guesses from very many addresses slow everybody down', async () => {
  const panel = await openPanel();
  await panel.db.insertInto('attempts').values({ what: 'pair', failures: 200, blocked_until: panel.now().toISOString() }).execute();
  assert.is((await guess(panel, '10.0.1.1')).status, 404);
  assert.is((await guess(panel, '10.0.1.2')).status, 429);
  panel.wait(5000);
  assert.is((await guess(panel, '10.0.1.3')).status, 404);
  await panel.close();
});

test('wrong codes are forgotten after an hour', async () => {
  const panel = await openPanel();
  for (let i = 0; i < 5; i++) await guess(panel, '10.0.0.1');
  panel.wait(61 * MINUTE);
  for (let i = 0; i < 5; i++) assert.is((await guess(panel, '10.0.0.1')).status, 404);
  await panel.close();
});

test('two devices with the same code at the same time: one is paired', async () => {
  const panel = await openPanel();
  const { code } = await createPairingCode(panel.db, SHOP.register, panel.now());
  const answers = await Promise.all([1, 2, 3].map(async () => panel.handle(pairRequest(code, await makeKeys()))));
  assert.equal(answers.map((answer) => answer.status).sort(), [200, 410, 410]);
  const paired = await answers.find((answer) => answer.status === 200)?.json() as PairReply;
  assert.is(paired.link, 1);
  await panel.close();
});

test('a code for a register that is not there is refused', async () => {
  const panel = await openPanel();
  const error = await createPairingCode(panel.db, 'no-such-register', panel.now()).catch((thrown: unknown) => thrown);
  assert.match(String(error), /no such register/);
  await panel.close();
});

test.run();
