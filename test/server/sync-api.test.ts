import { gunzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import { parse } from '../../domain/schema.js';
import { ManifestSchema, PROTOCOL } from '../../domain/wire.js';
import { sha256 } from '../../server/secrets.js';
import { openPanel, refusalOf } from './fixture.js';

test('a manifest is fresh, and stored by nothing on the way', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const response = await device.fetch('GET', 'sync/manifest');
  assert.is(response.headers.get('Content-Type'), 'application/json');
  assert.is(response.headers.get('Cache-Control'), 'no-store');
  assert.ok(parse(ManifestSchema, await response.json()).ok);
  await panel.close();
});

test('every document that the manifest names is there under the hash of its bytes', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { register, receipt, staff, categories, products } = (await device.manifest()).documents;
  for (const hash of [register, receipt, staff, categories, ...products]) {
    assert.is(sha256(await (await device.fetch('GET', `sync/document/${hash}`)).text()), hash);
  }
  await panel.close();
});

test('a document is sent gzipped to who takes that, with its length, to be kept for ever', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const hash = (await device.manifest()).documents.receipt;
  const response = await device.fetch('GET', `sync/document/${hash}`, undefined, { 'Accept-Encoding': 'gzip, deflate, br' });
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.is(response.headers.get('Content-Encoding'), 'gzip');
  assert.is(response.headers.get('Content-Length'), String(bytes.length));
  assert.is(response.headers.get('Cache-Control'), 'private, max-age=31536000, immutable');
  assert.is(response.headers.get('Vary'), 'Accept-Encoding');
  assert.is(sha256(gunzipSync(bytes).toString('utf8')), hash);
  await panel.close();
});

test('a document is sent plain to who does not take gzip', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const hash = (await device.manifest()).documents.receipt;
  for (const accepted of ['identity', 'br', 'gzip;q=0', '']) {
    const response = await device.fetch('GET', `sync/document/${hash}`, undefined, { 'Accept-Encoding': accepted });
    assert.is(response.headers.get('Content-Encoding'), null);
    assert.is(sha256(await response.text()), hash);
  }
  await panel.close();
});

test('a document that the browser has is not sent again', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const hash = (await device.manifest()).documents.receipt;
  const response = await device.fetch('GET', `sync/document/${hash}`, undefined, { 'If-None-Match': `"${hash}"` });
  assert.is(response.status, 304);
  assert.is(await response.text(), '');
  await panel.close();
});

test('a document that is not named any longer, or that is no hash, is not found', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  for (const hash of ['a'.repeat(64), 'x', '..%2F..%2Fetc%2Fpasswd', '%00']) {
    const refusal = await refusalOf(await device.fetch('GET', `sync/document/${hash}`));
    assert.equal([refusal.status, refusal.code], [404, 'not-found']);
    assert.match(refusal.message, /synchronise the data again/);
  }
  await panel.close();
});

test('the end of a full sync is noted for this device', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  panel.wait(90_000);
  const response = await device.fetch('POST', 'sync/finished', { protocol: PROTOCOL, manifest: 'a'.repeat(64) as Hash });
  assert.equal(await response.json(), { protocol: PROTOCOL, done: true });
  assert.is((await panel.db.selectFrom('links').select('last_full_sync_at').executeTakeFirstOrThrow()).last_full_sync_at, panel.now().toISOString());
  await panel.close();
});

test.run();
