import { connect } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SECURITY_HEADERS } from '../../server/headers.js';
import { ORIGIN, wireRequest } from './device.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { addressOf, install } from './installed.js';
import { addPerson, panelRequest, type Person } from './office.js';
import { SHOP } from './shop.js';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types holdfast";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';

interface World {
  readonly panel: OpenPanel;
  readonly olive: Person;
  readonly picture: string;
}

/** Every kind of answer there is, by what it is and the status that shows that it is that. */
const KINDS: readonly (readonly [what: string, status: number, ask: (world: World) => Promise<Response>])[] = [
  ['a page', 200, ({ panel }) => get(panel, '/panel/')],
  ['the register’s page', 200, ({ panel }) => get(panel, '/register/')],
  ['a script', 200, ({ panel }) => get(panel, '/register/app-Ab3_x9-Z.js')],
  ['the worker', 200, ({ panel }) => get(panel, '/register/sw.js')],
  ['a style sheet', 200, ({ panel }) => get(panel, '/register/style.css')],
  ['a manifest', 200, ({ panel }) => get(panel, '/register/manifest.webmanifest')],
  ['a file that the browser has', 304, async ({ panel }) => get(panel, '/panel/', { 'If-None-Match': (await get(panel, '/panel/')).headers.get('ETag') ?? '' })],
  ['headers alone', 200, ({ panel }) => panel.handle(new Request(`${ORIGIN}/panel/`, { method: 'HEAD' }))],
  ['a redirect', 302, ({ panel }) => get(panel, '/')],
  ['no such page', 404, ({ panel }) => get(panel, '/panel/nothing')],
  ['nothing at all', 404, ({ panel }) => get(panel, '/nothing')],
  ['an address that cannot be decoded', 404, ({ panel }) => get(panel, '/panel/%zz')],
  ['a method that no page takes', 404, ({ panel }) => panel.handle(new Request(`${ORIGIN}/panel/`, { method: 'DELETE' }))],
  ['data', 200, ({ olive }) => olive.ask('GET', 'registers')],
  ['something made', 201, ({ olive }) => olive.ask('POST', 'outlets', { name: 'New', address: '', phone: '' })],
  ['a download', 200, ({ olive }) => olive.ask('GET', 'products.csv')],
  ['nobody signed in', 401, ({ panel }) => panel.handle(panelRequest('GET', 'registers'))],
  ['no session', 401, ({ panel }) => panel.handle(panelRequest('GET', 'session'))],
  ['from another site', 403, ({ olive }) => olive.ask('POST', 'outlets', {}, { 'Sec-Fetch-Site': 'cross-site' })],
  ['no such address', 404, ({ olive }) => olive.ask('GET', 'nothing')],
  ['no such method', 405, ({ olive }) => olive.ask('PATCH', 'shop', {})],
  ['a body that is no JSON', 400, ({ olive }) => olive.ask('POST', 'outlets', '{', { 'Content-Type': 'application/json' })],
  ['a body that is not valid', 422, ({ olive }) => olive.ask('POST', 'outlets', {})],
  ['a body that is too large', 413, ({ olive }) => olive.ask('POST', 'outlets', { name: 'x'.repeat(1024 * 1024 + 1) })],
  ['a name that is taken', 409, ({ olive }) => olive.ask('POST', 'outlets', { name: 'Harbour Street', address: '', phone: '' })],
  ['a fault of ours', 500, async ({ panel, olive }) => {
    await panel.db.schema.alterTable('outlets').renameTo('outlets_elsewhere').execute();
    const response = await olive.ask('GET', 'outlets');
    await panel.db.schema.alterTable('outlets_elsewhere').renameTo('outlets').execute();
    return response;
  }],
  ['a device that is not paired', 401, ({ panel }) => panel.handle(wireRequest('GET', 'ping'))],
  ['a protocol that is newer', 409, ({ panel }) => panel.handle(wireRequest('GET', 'ping', undefined, { 'Holdfast-Protocol': '2' }))],
  ['a device’s data', 200, async ({ panel }) => (await panel.pairedDevice()).fetch('GET', 'sync/manifest')],
  ['a method that the wire does not take', 405, ({ panel }) => panel.handle(wireRequest('DELETE', 'pair'))],
  ['no such picture', 404, ({ panel }) => get(panel, '/panel/media/nothing.png')],
];

function get(panel: OpenPanel, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return panel.handle(new Request(`${ORIGIN}${path}`, { headers }));
}

async function openWorld(): Promise<World> {
  const panel = await openPanel();
  const olive = await addPerson(panel, 'owner', 'Olive');
  const { image } = await olive.send<{ image: string }>('PUT', `products/${SHOP.tea}/image`, Buffer.from(SVG), { 'Content-Type': 'image/svg+xml' });
  return { panel, olive, picture: image };
}

for (const [what, status, ask] of KINDS) {
  test(`${what} comes with every header that keeps scripts, frames and other sites out`, async () => {
    const world = await openWorld();
    const response = await ask(world);
    assert.is(response.status, status);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) assert.is(response.headers.get(name), value, name);
    await response.arrayBuffer();
    await world.panel.close();
  });
}

test('the policy lets no script run but our own files, nor any text become one', () => {
  assert.is(SECURITY_HEADERS['Content-Security-Policy'], POLICY);
  assert.equal([SECURITY_HEADERS['X-Content-Type-Options'], SECURITY_HEADERS['Referrer-Policy'], SECURITY_HEADERS['Cross-Origin-Resource-Policy']], ['nosniff', 'no-referrer', 'same-origin']);
});

test('a picture comes in a sandbox, with its own type, and all the other headers', async () => {
  const { panel, picture } = await openWorld();
  for (const place of ['panel', 'register']) {
    const response = await get(panel, `/${place}/media/${picture}`);
    assert.equal([response.status, response.headers.get('Content-Type'), response.headers.get('Content-Security-Policy')], [200, 'image/svg+xml', "default-src 'none'; style-src 'unsafe-inline'; sandbox"]);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (name !== 'Content-Security-Policy') assert.is(response.headers.get(name), value, name);
    await response.arrayBuffer();
  }
  await panel.close();
});

test('data is kept by nobody on the way', async () => {
  const { panel, olive } = await openWorld();
  const device = await panel.pairedDevice();
  for (const response of [await olive.ask('GET', 'sales'), await olive.ask('GET', 'sales.csv'), await olive.ask('GET', 'nothing'), await panel.handle(panelRequest('GET', 'staff')), await device.fetch('GET', 'sync/manifest')]) {
    assert.is(response.headers.get('Cache-Control'), 'no-store');
    await response.arrayBuffer();
  }
  await panel.close();
});

/** What a server says to these bytes, until it closes or nothing more comes. */
function said(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => socket.end()));
    socket.setTimeout(3000, () => socket.destroy());
    socket.setEncoding('latin1').on('data', (chunk: string) => { text += chunk; }).on('error', () => undefined).on('close', () => resolve(text));
  });
}

test('what is no proper HTTP is turned away without a word that a browser could take for a page, and is no failure', async () => {
  const installed = await install();
  const program = installed.start({ LOG_LEVEL: 'error' });
  await program.says('Ctrl+C');
  const port = Number(new URL(addressOf(program)).port);
  const host = 'Host: 127.0.0.1\r\nConnection: close\r\n';
  const requests = [
    'hello\r\n\r\n', '\x16\x03\x01\x02\x00\x01', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n',
    `OPTIONS * HTTP/1.1\r\n${host}\r\n`, `CONNECT evil.test:80 HTTP/1.1\r\n${host}\r\n`, `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n`,
    `POST /panel/api/session HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n`,
    `POST /panel/api/session HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST /panel/api/session HTTP/1.1\r\n${host}Content-Length: 500\r\nContent-Type: application/json\r\n\r\n{"email":`,
    `POST /register/api/pair HTTP/1.1\r\n${host}Holdfast-Protocol: 1\r\nContent-Length: 500\r\n\r\n{"code":`,
  ];
  for (const bytes of requests) {
    const [head = '', body = ''] = (await said(port, bytes)).split('\r\n\r\n');
    assert.match(head, /^(HTTP\/1\.1 4\d\d |$)/, bytes.slice(0, 40));
    assert.is(body.replace(/^0$/, ''), '', bytes.slice(0, 40));
  }
  assert.is((await fetch(`${addressOf(program)}/health`)).status, 200);
  program.child.kill('SIGTERM');
  assert.is(await program.ended, 0);
  assert.not.match(program.output(), '"level":50');
  installed.close();
});

test.run();
