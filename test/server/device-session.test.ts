import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sessionText } from '../../domain/chain.js';
import { PROTOCOL, type SessionOffer } from '../../domain/wire.js';
import { endLink } from '../../server/pairing.js';
import { wireRequest, type Device } from './device.js';
import { cookieOf, openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

interface Claim {
  readonly registerId?: string;
  readonly link?: number;
  readonly time?: string;
  /** Who signs. */
  readonly by?: Device;
}

/** What a device without its cookie sends. */
async function claim(panel: OpenPanel, device: Device, { registerId = device.pairing.registerId, link = device.pairing.link, time, by = device }: Claim = {}): Promise<Response> {
  const offer = await (await panel.handle(wireRequest('GET', 'session'))).json() as SessionOffer;
  const signed = time ?? offer.time;
  const bytes = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, by.keys.signing.privateKey, new TextEncoder().encode(sessionText(registerId, link, signed)));
  return panel.handle(wireRequest('POST', 'session', { protocol: PROTOCOL, registerId, link, time: signed, signature: Buffer.from(bytes).toString('base64url') }));
}

function inPanel(work: (panel: OpenPanel) => Promise<void>): () => Promise<void> {
  return async () => {
    const panel = await openPanel();
    try {
      await work(panel);
    } finally {
      await panel.close();
    }
  };
}

test('a device that lost its cookie gets another for its signature, and the old one is void', inPanel(async (panel) => {
  const device = await panel.pairedDevice();
  const response = await claim(panel, device);
  assert.is(response.status, 200);
  const cookie = cookieOf(response);
  assert.is((await panel.handle(wireRequest('GET', 'ping', undefined, { Cookie: cookie }))).status, 200);
  assert.is((await device.fetch('GET', 'ping')).status, 401);
}));

test('nobody else’s signature opens a session', inPanel(async (panel) => {
  const device = await panel.pairedDevice();
  const other = await panel.pairedDevice(SHOP.otherRegister);
  assert.equal((await refusalOf(await claim(panel, device, { by: other }))).code, 'not-paired');
  assert.equal((await refusalOf(await claim(panel, device, { link: 2 }))).code, 'not-paired');
  assert.equal((await refusalOf(await claim(panel, device, { registerId: 'nobody' }))).code, 'not-paired');
  assert.is((await device.fetch('GET', 'ping')).status, 200);
}));

test('a signature is good for a minute of the panel’s clock, and not before it', inPanel(async (panel) => {
  const device = await panel.pairedDevice();
  const at = (seconds: number): string => new Date(panel.now().getTime() + seconds * 1000).toISOString();
  assert.is((await claim(panel, device, { time: at(-61) })).status, 401);
  assert.is((await claim(panel, device, { time: at(1) })).status, 401);
  assert.is((await claim(panel, device, { time: at(-59) })).status, 200);
}));

test('a released device gets no session, and is told why', inPanel(async (panel) => {
  const device = await panel.pairedDevice();
  await endLink(panel.db, device.pairing.registerId, panel.now());
  const { code, status } = await refusalOf(await claim(panel, device));
  assert.equal([code, status], ['link-removed', 403]);
}));

test('what is no claim is refused with the path of the field', inPanel(async (panel) => {
  const refused = await refusalOf(await panel.handle(wireRequest('POST', 'session', { protocol: PROTOCOL, registerId: 'r', link: 1, time: 'noon', signature: 'x'.repeat(86) })));
  assert.equal([refused.status, refused.path], [422, 'time']);
}));

test.run();
