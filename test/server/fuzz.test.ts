import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SealedSale } from '../../domain/chain.js';
import { FILE_TYPE, PANEL_REFUSALS } from '../../domain/panel.js';
import { PROTOCOL, REFUSALS, type BatchReply } from '../../domain/wire.js';
import { SECURITY_HEADERS } from '../../server/headers.js';
import { garbled, hostile, mutated, type Mutated } from '../mutations.js';
import { saleOf, wireRequest } from './device.js';
import { API, openWorld, PANEL, requestOf, TABLE, type Row, type World } from './every-address.js';
import { at, fileOf, ledger, sealMany } from './files.js';
import { IN_MEMORY, openPanel } from './fixture.js';
import { addPerson, panelRequest } from './office.js';
import { SHOP } from './shop.js';

// Whatever comes: never a failure of ours, never a sale lost or invented, and a refusal that says what is wrong and where.

const CODES: readonly string[] = [...REFUSALS, ...PANEL_REFUSALS];
let cases = 0;

interface Heard {
  readonly status: number;
  readonly code: string;
  readonly path: string | undefined;
  /** The whole body. */
  readonly text: string;
}

/** Asks, and holds the answer to what every answer must be. */
async function hear(panel: World['panel'], request: Request): Promise<Heard> {
  cases++;
  const response = await panel.handle(request);
  const text = await response.text();
  const { status, headers } = response;
  assert.ok(status < 500, `${request.method} ${request.url.slice(0, 200)} → ${status} ${text.slice(0, 300)}: ${failure(panel)}`);
  for (const name of Object.keys(SECURITY_HEADERS)) assert.ok(headers.has(name), name);
  if (status < 400 || request.method === 'HEAD') return { status, code: '', path: undefined, text };
  assert.match(headers.get('Content-Type') ?? '', /^application\/json/);
  const { error } = JSON.parse(text) as { error: { code: string; message: string; path?: string } };
  assert.ok(CODES.includes(error.code), error.code);
  assert.ok(typeof error.message === 'string' && error.message.length > 10 && error.message.length < 10_000, error.message.slice(0, 300));
  assert.not.match(error.message, /\bundefined\b|\[object|Error:|SQLITE|node:/);
  return { status, code: error.code, path: error.path, text };
}

function failure({ logged }: World['panel']): string {
  const last = logged.filter(({ level }) => level === 'error').at(-1)?.particulars;
  return last && 'err' in last ? String((last.err as Error).stack) : 'nothing was logged';
}

/** After these the world is another: whose session it was is out, or the guesses are slowed down. */
const ENDS = [`POST ${API}/release`, `POST ${API}/session`, `DELETE ${PANEL}/session`, `POST ${PANEL}/session`, `DELETE ${PANEL}/registers/:id/link`, `PUT ${PANEL}/staff/:id`, `DELETE ${PANEL}/staff/:id`, `POST ${API}/pair`];
const whoFor = ({ route }: Row): 'device' | 'owner' => (route.includes(API) ? 'device' : 'owner');

/** Sends changed bodies to one address, opening the world anew where a request has ended it. */
async function besiege(row: Row, numRuns: number, judge: (heard: Heard, changed: Mutated) => void): Promise<void> {
  let world = await openWorld();
  const template = await requestOf(world, row, whoFor(row));
  await fc.assert(fc.asyncProperty(mutated(await row.body?.(world, whoFor(row))), async (changed) => {
    const headers = { ...Object.fromEntries(template.headers), Cookie: `holdfast_panel=${world.tokens.owner}; holdfast_device=${world.tokens.device}` };
    judge(await hear(world.panel, new Request(template.url, { method: template.method, headers, body: changed.text })), changed);
    if (!ENDS.includes(row.route)) return;
    await world.panel.close();
    world = await openWorld();
  }), { numRuns });
  await world.panel.close();
}

const WITH_JSON = TABLE.filter(({ route, body, type }) => body !== undefined && type === undefined && !/^GET/.test(route));
const JSON_ROWS = WITH_JSON.filter((row, index) => WITH_JSON.findIndex(({ route }) => route === row.route) === index);
/** These rules hold between fields: which of the two is named is theirs to say. */
const BETWEEN = [`PUT ${PANEL}/staff/:id`, `POST ${PANEL}/staff`];

for (const row of JSON_ROWS) {
  const ends = ENDS.includes(row.route);
  test(`${row.route} answers any changed body, and says which field is wrong`, async () => {
    await besiege(row, ends ? 30 : 150, ({ status, path }, changed) => {
      if (status !== 422 || changed.path === '') return;
      assert.ok(path !== undefined, `changed at ${changed.path}, and no field is named`);
      const related = path.startsWith(changed.path) || changed.path.startsWith(path);
      assert.ok(related || BETWEEN.includes(row.route), `changed at ${changed.path}, and ${path} is named`);
    });
  });
}

test('every address that takes JSON answers any bytes', async () => {
  const world = await openWorld();
  for (const row of JSON_ROWS) {
    const template = await requestOf(world, row, 'nobody');
    const bytes = new Uint8Array(await template.clone().arrayBuffer());
    await fc.assert(fc.asyncProperty(garbled(bytes), fc.boolean(), async (body, mayRun) => {
      // As somebody who may, where that changes nothing; else as nobody.
      const token = mayRun && !ENDS.includes(row.route) ? world.tokens[whoFor(row)] : world.tokens.nobody;
      const headers = { ...Object.fromEntries(template.headers), Cookie: `holdfast_panel=${token}; holdfast_device=${token}` };
      await hear(world.panel, new Request(template.url, { method: template.method, headers, body: body as Uint8Array<ArrayBuffer> }));
    }), { numRuns: 40 });
  }
  await world.panel.close();
});

test('every address answers any headers', async () => {
  const world = await openWorld();
  const value = fc.oneof(fc.constantFrom('', ' ', '0', '-1', '1', '99999999999999999999', 'null', '*', '*/*', 'x'.repeat(8000), 'application/json; charset=utf-16', 'gzip;q=nan, br;q=2', 'bytes=0-', 'same-origin', 'cross-site', 'none', 'http://panel.test', 'http://[::1', '"a", W/"b"'),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code)), maxLength: 60 }));
  const cookie = fc.oneof(value, value.map((text) => `holdfast_panel=${text}; holdfast_device=${text}`), fc.constantFrom('holdfast_panel', '=;=;=', 'holdfast_panel=%', 'holdfast_panel=%00; holdfast_panel=x', `holdfast_device=${'y'.repeat(5000)}`));
  const headers = fc.record({
    'Content-Type': value, Accept: value, 'Accept-Encoding': value, 'If-None-Match': value, Origin: value, 'Sec-Fetch-Site': value, 'Holdfast-Protocol': value, Cookie: cookie, 'X-Forwarded-For': value, Range: value, 'Content-Length': value,
  }, { requiredKeys: [] });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...TABLE), headers, fc.boolean(), async (row, more, signedIn) => {
    const request = await requestOf(world, row, 'nobody');
    const mine = signedIn && /^(GET|HEAD) /.test(row.route) ? `holdfast_panel=${world.tokens.owner}; holdfast_device=${world.tokens.device}` : more.Cookie ?? '';
    await hear(world.panel, new Request(request, { headers: { ...Object.fromEntries(request.headers), ...more, Cookie: mine } }));
  }), { numRuns: 1500 });
  await world.panel.close();
});

const TEXT = fc.oneof(hostile.filter((value): value is string => typeof value === 'string').map((value) => value.slice(0, 2000)), fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('0', '1', '-1', '1e9', '1.5', '999999', '2026-11-23', '2026-02-30', '0000-00-00', '9999-12-31', '275760-09-13', 'flagged', 'refused', 'a b c d e f g h i j k l m', '%', '_%_', '\\', '"', "'", '*'));
/** In an address: escaped as a browser does, or raw as nobody should. */
const ESCAPED = fc.oneof(TEXT.map((text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))), fc.constantFrom('%', '%zz', '%00', '%ff', '%ed%a0%80', '..%2f..', '%2e%2e', '+', '&', '&&=', '[]', '%5B%5D'));

test('every list and export answers any query', async () => {
  const world = await openWorld();
  const names = fc.constantFrom('q', 'page', 'category', 'register', 'from', 'to', 'state', 'name', 'map', '__proto__', 'constructor', '');
  const queries = fc.array(fc.tuple(names, ESCAPED), { maxLength: 5 }).map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
  const paths = fc.constantFrom('products', 'sales', 'sales.csv', 'products.csv', 'registers', 'session', 'categories');
  await fc.assert(fc.asyncProperty(paths, queries, async (path, query) => {
    const { status, code, path: field } = await hear(world.panel, panelRequest('GET', `${path}?${query}`, undefined, { Cookie: `holdfast_panel=${world.tokens.owner}` }));
    if (status === 422) assert.ok(code === 'not-valid' && field !== undefined, `${code} ${field}`);
  }), { numRuns: 1500 });
  await world.panel.close();
});

test('every address with a name in it answers any name', async () => {
  const world = await openWorld();
  const rows = TABLE.filter(({ route }) => route.includes(':'));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...rows), ESCAPED, async (row, name) => {
    const template = await requestOf(world, row, whoFor(row));
    const path = row.route.split(' ')[1]?.replace(/:\w+/g, () => name) ?? '';
    const request = new Request(`http://panel.test${path}`, { method: template.method, headers: template.headers, ...(template.body ? { body: await template.arrayBuffer() } : {}) });
    await hear(world.panel, request);
  }), { numRuns: 1000 });
  await world.panel.close();
});

test('any path at all is answered', async () => {
  const panel = await openPanel(IN_MEMORY);
  const parts = fc.oneof(ESCAPED, fc.constantFrom('register', 'panel', 'api', 'media', 'sync', 'index.html', 'sw.js', '.', '..', '', 'secret.key', '%2e%2e%2fsecret.key', '..%5csecret.key'));
  await fc.assert(fc.asyncProperty(fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'), fc.array(parts, { maxLength: 6 }), async (method, path) => {
    const { text } = await hear(panel, new Request(`http://panel.test/${path.join('/').replace(/[?#]/g, '')}`, { method }));
    assert.not.match(text, 'not for anybody');
  }), { numRuns: 1000 });
  await panel.close();
});

test('whatever becomes of a batch on its way, the ledger has what was sealed and nothing else, and each answer is true', async () => {
  const panel = await openPanel(IN_MEMORY);
  const device = await panel.pairedDevice();
  const sales = await sealMany(panel, device, 6);
  const genuine = new Map(sales.map((sale) => [JSON.stringify(sale), sale]));
  const request = { protocol: PROTOCOL, sales };
  const changed = fc.oneof(mutated(request).map(({ text }) => text), mutated(request).chain(({ text }) => mutated(JSON.parse(text)).map((twice) => twice.text)), garbled(Buffer.from(JSON.stringify(request))).map((bytes) => Buffer.from(bytes).toString('utf8')));
  await fc.assert(fc.asyncProperty(changed, async (body) => {
    cases++;
    const response = await device.fetch('POST', 'sales/batch', body);
    const text = await response.text();
    assert.ok(response.status < 500, text.slice(0, 300));
    const recorded = await ledger(panel);
    for (const sale of recorded) assert.ok(genuine.has(JSON.stringify(sale)), `invented: ${JSON.stringify(sale).slice(0, 300)}`);
    if (response.status !== 200) return;
    const there = new Set(recorded.map(({ hash }) => hash));
    for (const { result, hash } of (JSON.parse(text) as BatchReply).results) if (result === 'recorded') assert.ok(there.has(hash), 'acknowledged and not there');
  }), { numRuns: 1200 });
  await device.send(sales);
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('whatever is sealed by a real device is recorded as it was sealed, or refused with the path of what is wrong', async () => {
  const panel = await openPanel(IN_MEMORY);
  const device = await panel.pairedDevice();
  const sealed: SealedSale[] = [];
  await fc.assert(fc.asyncProperty(fc.constant(0).chain(() => mutated(saleOf(panel.now()))), async ({ text, path }) => {
    cases++;
    const sale = await device.sealText(text);
    const [result] = await device.send([sale]);
    if (result?.result === 'recorded') sealed.push(sale);
    else assert.ok(result?.reason === 'not-a-sale' && (path === '' || /: [\w.]+ (must|is) /.test(result.message)), JSON.stringify(result).slice(0, 300));
  }), { numRuns: 500 });
  assert.equal(await ledger(panel), sealed);
  await panel.close();
});

test('any CSV is imported or refused with a row, and the products stay whole', async () => {
  const panel = await openPanel(IN_MEMORY);
  const mary = await addPerson(panel, 'manager');
  const cell = fc.oneof(TEXT, fc.constantFrom('Scone', '4.50', '-1', '$1,000.00', 'yes', 'Drinks > Coffee', 'A > A > A', '>', '=1+1', '"', '9300001'));
  const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }).map((rows) => [['name', 'price', 'sku', 'barcode', 'category', 'subCategory'], ...rows].map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n'));
  const bytes = fc.oneof(table.map((text) => Buffer.from(text)), table.chain((text) => garbled(Buffer.from(text))), fc.uint8Array({ maxLength: 200 }));
  const map = encodeURIComponent(JSON.stringify({ name: 'name', price: 'price', sku: 'sku', barcode: 'barcode', category: 'category', subCategory: 'subCategory' }));
  await fc.assert(fc.asyncProperty(bytes, fc.boolean(), async (body, preview) => {
    const path = preview ? 'import/preview?name=list.csv' : `import?map=${map}`;
    const { status } = await hear(panel, panelRequest('POST', path, new Uint8Array(body), { 'Content-Type': 'text/csv', Cookie: mary.cookie }));
    assert.ok([200, 422].includes(status), String(status));
  }), { numRuns: 500 });
  const { rows } = await mary.get<{ rows: readonly { name: string; price: number; sku: string }[] }>('products');
  for (const { name, price, sku } of rows) assert.ok(name.trim() !== '' && sku.trim() !== '' && Number.isSafeInteger(price) && price >= 0);
  const device = await panel.pairedDevice();
  const manifest = await device.manifest();
  for (const hash of manifest.documents.products) assert.ok(Array.isArray(await device.document(hash)));
  await panel.close();
});

test('any file of sales is taken in or refused, and nothing in it becomes a sale that was not sealed', async () => {
  const panel = await openPanel(IN_MEMORY);
  const [mary, device] = [await addPerson(panel, 'manager'), await panel.pairedDevice()];
  const sales = await sealMany(panel, device, 5);
  const text = fileOf(device, sales);
  const lines = text.trimEnd().split('\n');
  const changedLine = fc.nat({ max: lines.length - 1 }).chain((index) => mutated(JSON.parse(at(lines, index))).map((line) => lines.map((old, place) => (place === index ? line.text : old)).join('\n')));
  await fc.assert(fc.asyncProperty(fc.oneof(changedLine.map((all) => Buffer.from(all)), garbled(Buffer.from(text))), async (bytes) => {
    const { status } = await hear(panel, panelRequest('POST', 'take-in', new Uint8Array(bytes), { 'Content-Type': FILE_TYPE, Cookie: mary.cookie }));
    assert.ok([200, 422].includes(status), String(status));
    for (const sale of await ledger(panel)) assert.equal(sale, at(sales, sale.seq - 1));
  }), { numRuns: 500 });
  await mary.send('POST', 'take-in', text, { 'Content-Type': FILE_TYPE });
  assert.equal(await ledger(panel), sales);
  await panel.close();
});

test('any picture is kept as it is or refused', async () => {
  const panel = await openPanel(IN_MEMORY);
  const mary = await addPerson(panel, 'manager');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>');
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const types = fc.constantFrom('image/svg+xml', 'image/png', 'image/jpeg', 'image/webp', 'text/html', '');
  await fc.assert(fc.asyncProperty(fc.oneof(garbled(svg), garbled(png), fc.uint8Array({ maxLength: 60 })), types, async (bytes, type) => {
    const { status } = await hear(panel, panelRequest('PUT', `products/${SHOP.tea}/image`, bytes, { 'Content-Type': type, Cookie: mary.cookie }));
    assert.ok([200, 422].includes(status), String(status));
  }), { numRuns: 300 });
  await panel.close();
});

test('any code is answered at the door of the wire', async () => {
  const panel = await openPanel(IN_MEMORY);
  const keys = { device: 'Chromium', signingKey: 'A'.repeat(87), agreementKey: 'A'.repeat(87) };
  await fc.assert(fc.asyncProperty(TEXT, async (code) => {
    const { status } = await hear(panel, wireRequest('POST', 'pair', { protocol: PROTOCOL, code, ...keys }));
    assert.ok(status === 422 || status === 429 || status === 404);
  }), { numRuns: 200 });
  await panel.close();
});

test('that was ten thousand cases', () => {
  console.log(`note: ${cases.toLocaleString('en')} fuzzed requests were answered`);
  assert.ok(cases >= 10_000, String(cases));
});

test.run();
