import { gunzipSync, gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PACK_DIGITS, type Hash } from '../../domain/catalogue.js';
import { parse } from '../../domain/schema.js';
import { ManifestSchema, PROTOCOL, SHOP_HEADER } from '../../domain/wire.js';
import { sha256 } from '../../server/secrets.js';
import { openPanel, refusalOf } from './fixture.js';

const packOf = (hashes: readonly Hash[]): string => `sync/pack/${hashes.map((hash) => hash.slice(0, PACK_DIGITS)).join('-')}`;

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

test('a pack is one gzip of the documents that it names, in their order, each with its line\'s end', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { staff, receipt, products } = (await device.manifest()).documents;
  const wanted = [staff, ...products, receipt];
  const response = await device.fetch('GET', packOf(wanted), undefined, { 'Accept-Encoding': 'gzip' });
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal([response.headers.get('Content-Encoding'), response.headers.get('Content-Type'), response.headers.get('Content-Length')], ['gzip', 'application/x-ndjson', String(bytes.length)]);
  const lines = gunzipSync(bytes).toString().split('\n');
  assert.is(lines.pop(), '');
  assert.equal(lines.map((line) => sha256(line)), wanted);
  await panel.close();
});

test('a pack is sent plain to who does not take gzip', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { staff, receipt } = (await device.manifest()).documents;
  const text = await (await device.fetch('GET', packOf([receipt, staff]))).text();
  assert.equal(text.trimEnd().split('\n').map((line) => sha256(line)), [receipt, staff]);
  await panel.close();
});

test('documents that an older panel had gzipped go into a pack as well', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { staff, receipt } = (await device.manifest()).documents;
  const older = gzipSync(await (await device.fetch('GET', `sync/document/${staff}`)).text());
  await panel.db.updateTable('documents').set({ gzip: older }).where('hash', '=', staff).execute();
  const response = await device.fetch('GET', packOf([receipt, staff]), undefined, { 'Accept-Encoding': 'gzip' });
  assert.equal(gunzipSync(await response.arrayBuffer()).toString().trimEnd().split('\n').map((line) => sha256(line)), [receipt, staff]);
  await panel.close();
});

test('a pack with a document that is not there, or of none or too many, is not found', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { staff } = (await device.manifest()).documents;
  const name = staff.slice(0, 16);
  for (const names of [`${name}-${'a'.repeat(16)}`, '', '-', staff, `${name}-`, name.toUpperCase(), Array.from({ length: 33 }, () => name).join('-'), '%27', `${name}%00`]) {
    assert.equal([names, (await refusalOf(await device.fetch('GET', `sync/pack/${names}`))).status], [names, 404]);
  }
  await panel.close();
});

test('a register that has the shop as it is hears only that, and it counts as a full sync', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const hash = sha256(await (await device.fetch('GET', 'sync/manifest')).text());
  const synced = async (): Promise<string | null> => (await panel.db.selectFrom('links').select('last_full_sync_at').executeTakeFirstOrThrow()).last_full_sync_at;
  panel.wait(90_000);
  const other = await device.fetch('GET', 'sync/manifest', undefined, { [SHOP_HEADER]: 'a'.repeat(64) });
  assert.equal([parse(ManifestSchema, await other.json()).ok, await synced()], [true, null], 'another shop is no reason to say less');
  const response = await device.fetch('GET', 'sync/manifest', undefined, { [SHOP_HEADER]: hash });
  assert.is(response.headers.get('Cache-Control'), 'no-store');
  assert.equal(await response.json(), { protocol: PROTOCOL, unchanged: hash });
  assert.is(await synced(), panel.now().toISOString());
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
