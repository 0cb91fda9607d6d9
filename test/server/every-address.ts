import type { StaffInput } from '../../domain/panel.js';
import { sessionText } from '../../domain/chain.js';
import type { ShiftId } from '../../domain/shift.js';
import { PROTOCOL, PROTOCOL_HEADER, type PairReply } from '../../domain/wire.js';
import { createPairingCode } from '../../server/pairing.js';
import { anyOpening } from '../shift.js';
import { makeKeys, ORIGIN, saleOf, type Device, type DeviceKeys } from './device.js';
import { fileOf } from './files.js';
import { IN_MEMORY, openPanel, type OpenPanel } from './fixture.js';
import { addPerson } from './office.js';
import { SHOP } from './shop.js';

// Every address of the panel, with a request that it takes, and who may ask for it.

export const EVERYBODY = ['nobody', 'device', 'released', 'other', 'staff', 'manager', 'owner'] as const;
/** `device`: the front counter's. `released`: the front counter's before. `other`: the back counter's. `staff`: may use no panel. */
export type Who = (typeof EVERYBODY)[number];

export interface World {
  readonly panel: OpenPanel;
  /** Sent under the names of both cookies: what is good for one must not be good for the other. */
  readonly tokens: Readonly<Record<Who, string>>;
  readonly devices: Readonly<Record<'device' | 'released' | 'other', Device>>;
  readonly code: string;
  readonly document: string;
  readonly otherOwner: string;
}

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const SHIFT = 'f0000000-0000-4000-8000-000000000001' as ShiftId;
const PICTURE = `${'a'.repeat(64)}.png`;

export async function openWorld(): Promise<World> {
  const panel = await openPanel(IN_MEMORY);
  const released = await panel.pairedDevice(SHOP.register);
  const [device, other] = [await panel.pairedDevice(SHOP.register), await panel.pairedDevice(SHOP.otherRegister)];
  const [staff, manager, owner, second] = [await addPerson(panel, 'staff'), await addPerson(panel, 'manager'), await addPerson(panel, 'owner'), await addPerson(panel, 'owner', 'Second')];
  await panel.db.insertInto('outlets').values({ id: 'empty', name: 'Empty', address: '', phone: '' }).execute();
  await panel.db.insertInto('media').values({ name: PICTURE, type: 'image/png', bytes: PNG }).execute();
  await panel.db.insertInto('registers').values({ id: 'register-3', name: 'Third', code: 'T3', outlet_id: SHOP.outlet, idle_minutes: 0, created_at: panel.now().toISOString() }).execute();
  await device.send([await device.seal(saleOf(panel.now())), await device.sealText(JSON.stringify(anyOpening(panel.now(), { shift: SHIFT })))]);
  await panel.db.insertInto('lost_data').values({ register_id: SHOP.register, link: 1, reported_at: panel.now().toISOString(), highest: 7, unsynchronised: 2, as_of: panel.now().toISOString(), dismissed_at: null }).execute();
  const token = ({ cookie }: { readonly cookie: string }): string => cookie.split('=')[1] ?? '';
  return {
    panel, devices: { device, released, other },
    tokens: { nobody: 'x'.repeat(43), device: token(device), released: token(released), other: token(other), staff: token(staff), manager: token(manager), owner: token(owner) },
    code: (await createPairingCode(panel.db, 'register-3', panel.now())).code, document: (await device.manifest()).documents.staff, otherOwner: second.id,
  };
}

type Statuses = readonly [nobody: number, device: number, released: number, other: number, staff: number, manager: number, owner: number];
const open = (status: number): Statuses => [status, status, status, status, status, status, status];
const devices = (status: number): Statuses => [401, status, 403, status, 401, 401, 401];
const people = (status: number): Statuses => [401, 401, 401, 401, 401, status, status];
const owners = (status: number): Statuses => [401, 401, 401, 401, 401, 403, status];

export interface Row {
  /** As the panel's list of its addresses has it. */
  readonly route: string;
  /** Where the pattern's names stand for something. */
  readonly path?: (world: World) => string;
  /** JSON, or bytes with their type. */
  readonly body?: (world: World, who: Who) => unknown;
  readonly type?: string;
  readonly answers: Statuses;
}

const person = (role: StaffInput['role']): StaffInput => ({ name: 'New', email: null, role, mayEditItems: false, active: true });
const product = () => ({ sku: 'NEW-1', name: 'Scone', price: 450, barcodes: [], categoryId: null, taxFree: false });
const item = () => ({ protocol: PROTOCOL, staffId: SHOP.asha, item: { sku: 'NEW-1', name: 'Scone', price: 450, barcode: '', category: null, taxFree: false } });
const outlet = () => ({ name: 'Second', address: '', phone: '' });
const shop = () => ({ name: 'New', taxNumberLabel: 'ABN', taxNumber: '1', header: '', footer: '', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5 });
const csv = () => Buffer.from('name,price\nScone,4.50\n');
const lost = ({ registerId, link }: PairReply) => ({ protocol: PROTOCOL, registerId, link, highest: 7, unsynchronised: 2, at: '2026-11-23T12:00:00.000+11:00' });
const protocol = () => ({ protocol: PROTOCOL });

export const API = '/register/api';
export const PANEL = '/panel/api';
export const TABLE: readonly Row[] = [
  { route: 'GET /health', answers: open(200) },
  { route: 'GET /', answers: open(302) },
  { route: 'GET /register', answers: open(302) },
  { route: 'GET /panel', answers: open(302) },
  { route: 'GET /register/*', path: () => '/register/', answers: open(200) },
  { route: 'HEAD /register/*', path: () => '/register/', answers: open(200) },
  { route: 'GET /panel/*', path: () => '/panel/', answers: open(200) },
  { route: 'HEAD /panel/*', path: () => '/panel/', answers: open(200) },
  { route: 'GET /register/media/:name', path: () => `/register/media/${PICTURE}`, answers: open(200) },
  { route: 'GET /panel/media/:name', path: () => `/panel/media/${PICTURE}`, answers: open(200) },

  { route: `POST ${API}/pair`, body: ({ code }) => pairing(code), answers: open(200) },
  { route: `GET ${API}/session`, answers: open(200) },
  { route: `POST ${API}/session`, body: session, answers: devices(200) },
  { route: `GET ${API}/ping`, answers: devices(200) },
  { route: `POST ${API}/sales/batch`, body: async ({ panel, devices: { device } }) => ({ ...protocol(), sales: [await device.seal(saleOf(panel.now()))] }), answers: devices(200) },
  { route: `GET ${API}/sync/manifest`, answers: devices(200) },
  { route: `GET ${API}/sync/document/:hash`, path: ({ document }) => `${API}/sync/document/${document}`, answers: devices(200) },
  { route: `GET ${API}/sync/pack/:names`, path: ({ document }) => `${API}/sync/pack/${document.slice(0, 16)}`, answers: devices(200) },
  { route: `POST ${API}/sync/finished`, body: () => ({ ...protocol(), manifest: 'a'.repeat(64) }), answers: devices(200) },
  { route: `POST ${API}/items`, body: item, answers: devices(201) },
  { route: `PUT ${API}/items/:id`, path: () => `${API}/items/${SHOP.tea}`, body: item, answers: devices(200) },
  { route: `POST ${API}/lost`, body: ({ devices: all }, who) => lost((who === 'other' ? all.other : all.device).pairing), answers: devices(200) },
  { route: `POST ${API}/lost`, body: ({ devices: all }) => lost(all.device.pairing), answers: [401, 200, 403, 403, 401, 401, 401] },
  { route: `POST ${API}/release`, body: protocol, answers: devices(200) },

  { route: `GET ${PANEL}/session`, answers: people(200) },
  { route: `POST ${PANEL}/session`, body: (_, who) => ({ email: `${who}@harbour.test`, password: 'not the password' }), answers: open(401) },
  { route: `DELETE ${PANEL}/session`, answers: open(200) },
  { route: `POST ${PANEL}/setup`, body: () => ({ token: 'guessed', name: 'Eve', email: 'eve@evil.test', password: 'a password of eve' }), answers: open(410) },
  { route: `GET ${PANEL}/registers`, answers: people(200) },
  { route: `POST ${PANEL}/registers`, body: () => ({ name: 'Fourth', outletId: SHOP.outlet }), answers: people(201) },
  { route: `PATCH ${PANEL}/registers/:id`, path: () => `${PANEL}/registers/${SHOP.register}`, body: () => ({ idleMinutes: 5 }), answers: people(200) },
  { route: `POST ${PANEL}/registers/:id/pairing-code`, path: () => `${PANEL}/registers/${SHOP.register}/pairing-code`, answers: people(201) },
  { route: `DELETE ${PANEL}/registers/:id/link`, path: () => `${PANEL}/registers/${SHOP.register}/link`, answers: people(200) },
  { route: `DELETE ${PANEL}/registers/:id/lost/:link`, path: () => `${PANEL}/registers/${SHOP.register}/lost/1`, answers: people(200) },
  { route: `GET ${PANEL}/registers/:id/proof`, path: () => `${PANEL}/registers/${SHOP.register}/proof`, answers: people(200) },
  { route: `GET ${PANEL}/shop`, answers: people(200) },
  { route: `PUT ${PANEL}/shop`, body: shop, answers: owners(200) },
  { route: `GET ${PANEL}/outlets`, answers: people(200) },
  { route: `POST ${PANEL}/outlets`, body: outlet, answers: people(201) },
  { route: `PUT ${PANEL}/outlets/:id`, path: () => `${PANEL}/outlets/empty`, body: outlet, answers: people(200) },
  { route: `DELETE ${PANEL}/outlets/:id`, path: () => `${PANEL}/outlets/empty`, answers: people(200) },
  { route: `GET ${PANEL}/staff`, answers: people(200) },
  { route: `POST ${PANEL}/staff`, body: () => person('manager'), answers: people(201) },
  { route: `POST ${PANEL}/staff`, body: () => person('owner'), answers: owners(201) },
  { route: `PUT ${PANEL}/staff/:id`, path: () => `${PANEL}/staff/${SHOP.ben}`, body: () => person('manager'), answers: people(200) },
  { route: `PUT ${PANEL}/staff/:id`, path: () => `${PANEL}/staff/${SHOP.ben}`, body: () => person('owner'), answers: owners(200) },
  { route: `PUT ${PANEL}/staff/:id`, path: ({ otherOwner }) => `${PANEL}/staff/${otherOwner}`, body: () => person('staff'), answers: owners(200) },
  { route: `DELETE ${PANEL}/staff/:id`, path: () => `${PANEL}/staff/${SHOP.ben}`, answers: people(200) },
  { route: `DELETE ${PANEL}/staff/:id`, path: ({ otherOwner }) => `${PANEL}/staff/${otherOwner}`, answers: owners(200) },
  { route: `PUT ${PANEL}/staff/:id/image`, path: () => `${PANEL}/staff/${SHOP.ben}/image`, body: () => PNG, type: 'image/png', answers: people(200) },
  { route: `PUT ${PANEL}/staff/:id/image`, path: ({ otherOwner }) => `${PANEL}/staff/${otherOwner}/image`, body: () => PNG, type: 'image/png', answers: owners(200) },
  { route: `DELETE ${PANEL}/staff/:id/image`, path: () => `${PANEL}/staff/${SHOP.ben}/image`, answers: people(200) },
  { route: `DELETE ${PANEL}/staff/:id/image`, path: ({ otherOwner }) => `${PANEL}/staff/${otherOwner}/image`, answers: owners(200) },
  { route: `GET ${PANEL}/categories`, answers: people(200) },
  { route: `POST ${PANEL}/categories`, body: () => ({ name: 'Cakes', parentId: null }), answers: people(201) },
  { route: `PUT ${PANEL}/categories/:id`, path: () => `${PANEL}/categories/${SHOP.coffee}`, body: () => ({ name: 'Espresso', parentId: null }), answers: people(200) },
  { route: `DELETE ${PANEL}/categories/:id`, path: () => `${PANEL}/categories/${SHOP.coffee}`, answers: people(200) },
  { route: `GET ${PANEL}/products`, answers: people(200) },
  { route: `POST ${PANEL}/products`, body: product, answers: people(201) },
  { route: `GET ${PANEL}/products/:id`, path: () => `${PANEL}/products/${SHOP.tea}`, answers: people(200) },
  { route: `PUT ${PANEL}/products/:id`, path: () => `${PANEL}/products/${SHOP.tea}`, body: product, answers: people(200) },
  { route: `DELETE ${PANEL}/products/:id`, path: () => `${PANEL}/products/${SHOP.tea}`, answers: people(200) },
  { route: `PUT ${PANEL}/products/:id/image`, path: () => `${PANEL}/products/${SHOP.tea}/image`, body: () => PNG, type: 'image/png', answers: people(200) },
  { route: `DELETE ${PANEL}/products/:id/image`, path: () => `${PANEL}/products/${SHOP.tea}/image`, answers: people(200) },
  { route: `POST ${PANEL}/import/preview`, body: csv, type: 'text/csv', answers: people(200) },
  { route: `POST ${PANEL}/import`, path: () => `${PANEL}/import?map=${encodeURIComponent('{"name":"name","price":"price"}')}`, body: csv, type: 'text/csv', answers: people(200) },
  { route: `GET ${PANEL}/sales`, answers: people(200) },
  { route: `GET ${PANEL}/sales/:position`, path: () => `${PANEL}/sales/1`, answers: people(200) },
  { route: `GET ${PANEL}/shifts`, answers: people(200) },
  { route: `GET ${PANEL}/shifts/:register/:shift`, path: () => `${PANEL}/shifts/${SHOP.register}/${SHIFT}`, answers: people(200) },
  { route: `POST ${PANEL}/take-in`, body: async ({ panel, devices: { device } }) => Buffer.from(fileOf(device, [await device.seal(saleOf(panel.now()))])), type: 'application/x-ndjson', answers: people(200) },
  { route: `GET ${PANEL}/products.csv`, answers: people(200) },
  { route: `GET ${PANEL}/sales.csv`, answers: people(200) },
];

/** A pairing that the code would pay for. */
async function pairing(code: string): Promise<unknown> {
  const { signingKey, agreementKey } = await makeKeys();
  return { ...protocol(), code, device: 'Chromium', signingKey, agreementKey };
}

/** Each asks in its own name by its own key; who has none asks in the front counter's by a new one. */
async function session({ panel, devices: all }: World, who: Who): Promise<unknown> {
  const time = panel.now().toISOString();
  const own = who === 'device' || who === 'released' || who === 'other' ? all[who] : null;
  const keys: DeviceKeys = own?.keys ?? await makeKeys();
  const { registerId, link } = (own ?? all.device).pairing;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.signing.privateKey, new TextEncoder().encode(sessionText(registerId, link, time)));
  return { ...protocol(), time, registerId, link, signature: Buffer.from(signature).toString('base64url') };
}

/** A request of `who` for a row's address, as it takes it. */
export async function requestOf(world: World, row: Row, who: Who, headers: Record<string, string> = {}): Promise<Request> {
  const [method = '', pattern = ''] = row.route.split(' ');
  const body = await row.body?.(world, who);
  const content = body instanceof Uint8Array ? body as Uint8Array<ArrayBuffer> : body === undefined ? undefined : JSON.stringify(body);
  const token = world.tokens[who];
  return new Request(`${ORIGIN}${row.path?.(world) ?? pattern}`, {
    method, ...(content === undefined ? {} : { body: content }),
    headers: {
      'Sec-Fetch-Site': 'same-origin', [PROTOCOL_HEADER]: String(PROTOCOL), Cookie: `holdfast_panel=${token}; holdfast_device=${token}`,
      ...(content === undefined ? {} : { 'Content-Type': row.type ?? 'application/json' }), ...headers,
    },
  });
}

export async function ask(world: World, row: Row, who: Who, headers: Record<string, string> = {}): Promise<Response> {
  return world.panel.handle(await requestOf(world, row, who, headers));
}
