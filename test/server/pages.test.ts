import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { closeDatabase } from '../../server/database.js';
import { createPanel } from '../../server/server.js';
import { makeKeys, ORIGIN, pairRequest } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types holdfast";

function get(panel: OpenPanel, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return panel.handle(new Request(`${ORIGIN}${path}`, { method, headers }));
}

test('every answer has the security headers: pages, refusals, redirects, pictures’ absence', async () => {
  const panel = await openPanel();
  for (const path of ['/', '/register/', '/panel/', '/register/app-Ab3_x9-Z.js', '/register/api/ping', '/register/api/nothing', '/panel/api/session', '/nothing', '/health', '/register/media/none.svg']) {
    const { headers } = await get(panel, path);
    assert.is(headers.get('Content-Security-Policy'), POLICY);
    assert.is(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.is(headers.get('Referrer-Policy'), 'no-referrer');
  }
  await panel.close();
});

test('the short addresses lead to the pages', async () => {
  const panel = await openPanel();
  for (const [path, to] of [['/', '/register/'], ['/register', '/register/'], ['/panel', '/panel/']] as const) {
    const response = await get(panel, path);
    assert.equal([response.status, response.headers.get('Location')], [302, to]);
  }
  await panel.close();
});

test('each page is served at its own address', async () => {
  const panel = await openPanel();
  assert.match(await (await get(panel, '/register/')).text(), '<title>register');
  assert.match(await (await get(panel, '/panel/')).text(), '<title>panel');
  await panel.close();
});

test('files have their own types', async () => {
  const panel = await openPanel();
  for (const [name, type] of [
    ['', 'text/html; charset=utf-8'], ['index.html', 'text/html; charset=utf-8'], ['sw.js', 'text/javascript; charset=utf-8'],
    ['style.css', 'text/css; charset=utf-8'], ['manifest.webmanifest', 'application/manifest+json'],
  ] as const) assert.is((await get(panel, `/register/${name}`)).headers.get('Content-Type'), type);
  await panel.close();
});

test('names with a hash are kept for ever, everything else is asked for again', async () => {
  const panel = await openPanel();
  assert.is((await get(panel, '/register/app-Ab3_x9-Z.js')).headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
  for (const name of ['', 'sw.js', 'style.css', 'manifest.webmanifest']) {
    assert.is((await get(panel, `/register/${name}`)).headers.get('Cache-Control'), 'no-cache');
  }
  await panel.close();
});

test('text is packed with what the browser takes', async () => {
  const panel = await openPanel();
  const plain = readFileSync(join(panel.folder, 'register', 'index.html'), 'utf8');
  const answer = async (accepted: string) => {
    const response = await get(panel, '/register/', { 'Accept-Encoding': accepted });
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.is(response.headers.get('Content-Length'), String(bytes.length));
    assert.is(response.headers.get('Vary'), 'Accept-Encoding');
    return { encoding: response.headers.get('Content-Encoding'), bytes };
  };
  const brotli = await answer('gzip, deflate, br, zstd');
  assert.equal([brotli.encoding, brotliDecompressSync(brotli.bytes).toString()], ['br', plain]);
  const gzip = await answer('gzip;q=0.8, *;q=0');
  assert.equal([gzip.encoding, gunzipSync(gzip.bytes).toString()], ['gzip', plain]);
  const identity = await answer('');
  assert.equal([identity.encoding, identity.bytes.toString()], [null, plain]);
  await panel.close();
});

test('a file that the browser has is not sent again, one that has changed is', async () => {
  const panel = await openPanel();
  const etag = (await get(panel, '/register/')).headers.get('ETag') ?? '';
  assert.is((await get(panel, '/register/', { 'If-None-Match': etag })).status, 304);
  writeFileSync(join(panel.folder, 'register', 'index.html'), '<!doctype html><title>changed</title>');
  const response = await get(panel, '/register/', { 'If-None-Match': etag });
  assert.is(response.status, 200);
  assert.match(await response.text(), 'changed');
  await panel.close();
});

test('HEAD has the headers and no body', async () => {
  const panel = await openPanel();
  const response = await get(panel, '/register/sw.js', {}, 'HEAD');
  assert.equal([response.status, response.headers.get('Content-Length'), await response.text()], [200, '9', '']);
  await panel.close();
});

test('nothing outside the folder is served, and no type that no page has', async () => {
  const panel = await openPanel();
  writeFileSync(join(panel.folder, 'outside.js'), 'not for anybody');
  for (const path of ['..%2foutside.js', '%2e%2e/outside.js', '..%5coutside.js', 'a/..%2f..%2foutside.js', '%2fetc%2fhosts.txt', 'secret.key', 'sw.js%00.html', '%ff', 'nothing.js', 'sw.js/']) {
    const response = await get(panel, `/register/${path}`);
    assert.equal([path, response.status], [path, 404]);
    assert.is((await refusalOf(response)).code, 'not-found');
  }
  await panel.close();
});

test('a picture is served for ever, and runs nothing when it is opened by itself', async () => {
  const panel = await openPanel();
  const name = `${'a'.repeat(64)}.svg`;
  const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await panel.db.insertInto('media').values({ name, type: 'image/svg+xml', bytes }).execute();
  for (const base of ['/register/media/', '/panel/media/']) {
    const response = await get(panel, base + name);
    assert.is(response.headers.get('Content-Type'), 'image/svg+xml');
    assert.is(response.headers.get('Content-Security-Policy'), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assert.is(response.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    assert.is(response.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(new Uint8Array(await response.arrayBuffer()), bytes);
  }
  assert.is((await get(panel, `/register/media/${name}`, { 'If-None-Match': `"${name}"` })).status, 304);
  await panel.close();
});

test('a failure is a refusal without its particulars, which are logged', async () => {
  const panel = await openPanel();
  await sql`ALTER TABLE media RENAME TO gone`.execute(panel.db);
  const response = await get(panel, '/register/media/x.svg');
  const text = await response.text();
  assert.is(response.status, 500);
  assert.match(text, '"code":"panel-failed"');
  assert.not.match(text, /media|SQL|no such table/);
  const failure = panel.logged.find(({ level }) => level === 'error');
  assert.match(String((failure?.particulars as { err?: Error }).err), 'no such table: media');
  await panel.close();
});

test('a database that another program keeps locked is a busy panel, which says when to try again', async () => {
  const panel = await openPanel();
  const other = new Libsql(join(panel.folder, 'data', 'holdfast.db'));
  other.exec('BEGIN IMMEDIATE');
  await sql`PRAGMA busy_timeout = 1`.execute(panel.db);
  const refusal = await refusalOf(await panel.handle(pairRequest('2222-2222', await makeKeys())));
  assert.equal([refusal.status, refusal.code, refusal.retryAfter], [503, 'busy', 2]);
  other.exec('ROLLBACK');
  other.close();
  await panel.close();
});

test('the health check asks the database', async () => {
  const panel = await openPanel();
  assert.equal(await (await get(panel, '/health')).json(), { ok: true });
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const dead = createPanel({ db: panel.db, register: panel.folder, panel: panel.folder, log });
  await closeDatabase(panel.db);
  assert.is((await dead.handle(new Request(`${ORIGIN}/health`))).status, 500);
  rmSync(panel.folder, { recursive: true });
});

test('requests are logged without what was asked for', async () => {
  const panel = await openPanel();
  await get(panel, '/register/?q=secret');
  const request = panel.logged.find(({ message }) => message === 'request');
  assert.equal({ ...request?.particulars, milliseconds: 0 }, { method: 'GET', path: '/register/', status: 200, milliseconds: 0 });
  await panel.close();
});

test.run();
