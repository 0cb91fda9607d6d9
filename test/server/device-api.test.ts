import { sql } from 'kysely';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { MAX_BODY, MOST_SALES, PROTOCOL } from '../../domain/wire.js';
import { ORIGIN, saleOf, wireRequest } from './device.js';
import { cookieOf, openPanel, refusalOf, type OpenPanel } from './fixture.js';

const EVERYTHING = [
  ['POST', 'pair'], ['GET', 'ping'], ['GET', 'sync/manifest'], ['GET', `sync/document/${'a'.repeat(64)}`], ['POST', 'sync/finished'],
  ['POST', 'sales/batch'], ['POST', 'items'], ['PUT', 'items/x'], ['POST', 'release'],
] as const;

async function sales(panel: OpenPanel): Promise<number> {
  return (await panel.db.selectFrom('ledger').select('position').execute()).length;
}

/** A body of so many bytes whose length is not announced. */
function chunked(bytes: number): RequestInit {
  let left = bytes;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(new Uint8Array(Math.min(left, 65_536)).fill(32));
      left -= 65_536;
    },
  });
  return { body, duplex: 'half' } as RequestInit;
}

// ---- the protocol

test('a register with an older protocol, or none, is told to update, whatever it asks', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (const [method, path] of EVERYTHING) {
    for (const version of ['0', '', 'one', '-1', '0.5']) {
      const refusal = await refusalOf(await device.fetch(method, path, method === 'GET' ? undefined : '{}', { 'Holdfast-Protocol': version }));
      assert.equal([refusal.status, refusal.code, refusal.protocol], [409, 'protocol-older', PROTOCOL]);
      assert.match(refusal.message, /reload the register to update it\. Everything stays on it until then\.$/);
    }
  }
  await panel.close();
});

test('a register with a newer protocol is told that the panel must be updated', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (const [method, path] of EVERYTHING) {
    const refusal = await refusalOf(await device.fetch(method, path, method === 'GET' ? undefined : '{}', { 'Holdfast-Protocol': '2' }));
    assert.equal([refusal.status, refusal.code, refusal.protocol], [409, 'protocol-newer', PROTOCOL]);
    assert.match(refusal.message, /update the control panel\. Everything stays on the register until then\.$/);
  }
  await panel.close();
});

test('a batch with another protocol is not taken in', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(panel.now()));
  await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: [sealed] }, { 'Holdfast-Protocol': '2' });
  assert.is(await sales(panel), 0);
  assert.is((await device.send([sealed]))[0]?.result, 'recorded');
  await panel.close();
});

test('a device with another protocol does not count as heard of', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  panel.wait(3600_000);
  await device.fetch('GET', 'ping', undefined, { 'Holdfast-Protocol': '2' });
  assert.is((await panel.db.selectFrom('links').select('last_heard_at').executeTakeFirstOrThrow()).last_heard_at, '2026-11-23T01:00:00.000Z');
  await panel.close();
});

// ---- who asks

test('nothing but pairing is done without a session', async () => {
  const panel = await openPanel();
  for (const [method, path] of EVERYTHING.slice(1)) {
    const refusal = await refusalOf(await panel.handle(wireRequest(method, path, method === 'GET' ? undefined : '{}')));
    assert.equal([refusal.status, refusal.code], [401, 'not-paired']);
  }
  await panel.close();
});

test('a write from another site is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const body = { protocol: PROTOCOL, sales: [await device.seal(saleOf(panel.now()))] };
  const foreign: Record<string, string>[] = [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'https://elsewhere.test' }, { Origin: 'null' }, { Origin: 'http://panel.test:81' }];
  for (const headers of foreign) {
    const refusal = await refusalOf(await device.fetch('POST', 'sales/batch', body, headers));
    assert.equal([refusal.status, refusal.code], [403, 'cross-site']);
  }
  assert.is(await sales(panel), 0);
  await panel.close();
});

test('a write from the register’s own page is done', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const body = { protocol: PROTOCOL, sales: [await device.seal(saleOf(panel.now()))] };
  assert.is((await device.fetch('POST', 'sales/batch', body, { 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN })).status, 200);
  await panel.close();
});

test('a device is noted as heard of once a minute at the most', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const heard: (string | null)[] = [];
  for (let i = 0; i < 4; i++) {
    panel.wait(30_000);
    await device.fetch('GET', 'ping');
    heard.push((await panel.db.selectFrom('links').select('last_heard_at').executeTakeFirstOrThrow()).last_heard_at);
  }
  assert.equal(heard, ['2026-11-23T01:00:00.000Z', '2026-11-23T01:01:00.000Z', '2026-11-23T01:01:00.000Z', '2026-11-23T01:02:00.000Z']);
  await panel.close();
});

test('a manifest renews the session’s cookie', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const response = await device.fetch('GET', 'sync/manifest');
  assert.is(cookieOf(response), device.cookie);
  assert.match(response.headers.get('Set-Cookie') ?? '', /Max-Age=34560000; Path=\/register\/; HttpOnly; SameSite=Strict$/);
  await panel.close();
});

// ---- bodies

test('a batch that was cut off on its way is refused as not JSON, and nothing is recorded', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const text = JSON.stringify({ protocol: PROTOCOL, sales: [await device.seal(saleOf(panel.now()))] });
  for (const length of [0, 1, 100, text.length - 1]) {
    const refusal = await refusalOf(await device.fetch('POST', 'sales/batch', text.slice(0, length)));
    assert.equal([refusal.status, refusal.code], [400, 'not-json']);
  }
  assert.is(await sales(panel), 0);
  await panel.close();
});

test('a connection that breaks in the middle of a batch is no failure of the panel', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"protocol":1,')),
    pull: (controller) => controller.error(new Error('aborted')),
  });
  const init = { method: 'POST', headers: { 'Holdfast-Protocol': '1', Cookie: device.cookie }, body, duplex: 'half' } as RequestInit;
  assert.is((await panel.handle(new Request(`${ORIGIN}/register/api/sales/batch`, init))).status, 400);
  assert.equal(panel.logged.filter(({ level }) => level === 'error'), []);
  await panel.close();
});

test('a body that is not UTF-8 is not JSON', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const request = new Request(`${ORIGIN}/register/api/release`, {
    method: 'POST', headers: { 'Holdfast-Protocol': '1', Cookie: device.cookie }, body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
  });
  assert.is((await refusalOf(await panel.handle(request))).code, 'not-json');
  await panel.close();
});

test('a body of 10 MB is refused, whether its length is announced or not', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const announced = await device.fetch('POST', 'sales/batch', 'x'.repeat(10_000_000), { 'Content-Length': '10000000' });
  assert.equal([announced.status, (await refusalOf(announced)).code], [413, 'too-large']);
  const init = { method: 'POST', headers: { 'Holdfast-Protocol': '1', Cookie: device.cookie }, ...chunked(10_000_000) };
  const refusal = await refusalOf(await panel.handle(new Request(`${ORIGIN}/register/api/sales/batch`, init)));
  assert.equal([refusal.status, refusal.code], [413, 'too-large']);
  assert.match(refusal.message, /more than 4 MB/);
  await panel.close();
});

test('a body of exactly the largest size is read', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const init = { method: 'POST', headers: { 'Holdfast-Protocol': '1', Cookie: device.cookie }, ...chunked(MAX_BODY) };
  assert.is((await refusalOf(await panel.handle(new Request(`${ORIGIN}/register/api/sales/batch`, init)))).code, 'not-json');
  await panel.close();
});

test('a wrong field is named by its path', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const sealed = await device.seal(saleOf(panel.now()));
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ sales: [sealed] }, 'protocol'], [{ protocol: 1 }, 'sales'], [{ protocol: 1, sales: [] }, 'sales'], [{ protocol: 1, sales: [{ ...sealed, seq: '1' }] }, 'sales.0.seq'],
    [{ protocol: 1, sales: [sealed, { ...sealed, hash: 'A'.repeat(64) }] }, 'sales.1.hash'], [{ protocol: 1, sales: new Array(MOST_SALES + 1).fill(sealed) }, 'sales'],
    [{ protocol: 1, sales: [{ ...sealed, body: 'x'.repeat(300_000) }] }, 'sales.0.body'],
  ];
  for (const [body, path] of wrong) {
    const refusal = await refusalOf(await device.fetch('POST', 'sales/batch', body));
    assert.equal([refusal.status, refusal.code, refusal.path], [422, 'not-valid', path]);
    assert.ok(refusal.message.includes(path));
  }
  assert.is(await sales(panel), 0);
  await panel.close();
});

test('a batch that the disk fails at is not acknowledged, nothing of it is recorded, and it can be sent again', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const batch = [await device.seal(saleOf(panel.now())), await device.seal(saleOf(panel.now()))];
  await sql`CREATE TRIGGER fault BEFORE INSERT ON chain WHEN NEW.seq = 2 BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`.execute(panel.db);
  const refusal = await refusalOf(await device.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales: batch }));
  assert.equal([refusal.status, refusal.code], [500, 'panel-failed']);
  assert.not.match(refusal.message, 'disk I/O');
  assert.ok(panel.logged.some(({ level }) => level === 'error'));
  assert.is(await sales(panel), 0);
  await sql`DROP TRIGGER fault`.execute(panel.db);
  assert.equal((await device.send(batch)).map(({ result }) => result), ['recorded', 'recorded']);
  await panel.close();
});

// ---- addresses and methods

test('a method that an address does not take is refused with those it takes', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (const [method, path, allowed] of [['GET', 'sales/batch', 'POST'], ['GET', 'pair', 'POST'], ['DELETE', 'items/x', 'PUT'], ['POST', 'sync/manifest', 'GET, HEAD']] as const) {
    const response = await device.fetch(method, path);
    assert.is(response.headers.get('Allow'), allowed);
    assert.equal([response.status, (await refusalOf(response)).code], [405, 'method-not-allowed']);
  }
  await panel.close();
});

test('an address that is not there is refused', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (const path of ['', 'sale', 'items/x/y', 'sync', 'sync/document/']) {
    const refusal = await refusalOf(await device.fetch('GET', path));
    assert.equal([refusal.status, refusal.code], [404, 'not-found']);
  }
  await panel.close();
});

test.run();
