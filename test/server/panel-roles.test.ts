import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { StaffInput } from '../../domain/panel.js';
import { panelRoutes } from '../../server/panel/routes.js';
import { addPerson, panelRequest, type Person } from './office.js';
import { openPanel, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const ROLES = ['owner', 'manager', 'staff', 'nobody'] as const;
type Role = (typeof ROLES)[number];

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const CSV = 'name,price\nScone,4.50\n';
const MAP = encodeURIComponent(JSON.stringify({ name: 'name', price: 'price' }));
const SHOP_INPUT = {
  name: 'New name', taxNumberLabel: 'ABN', taxNumber: '1', header: '', footer: '', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5,
};
const OUTLET = { name: 'Second', address: '', phone: '' };
const PRODUCT = { sku: 'NEW-1', name: 'Scone', price: 450, barcodes: [], categoryId: null, taxFree: false };
const person = (role: StaffInput['role']): StaffInput => ({ name: 'New', email: null, role, mayEditItems: false, active: true });

/** What is asked: the body's type goes by what it is. `everybody` may but for role `staff` and those not signed in. */
interface Case {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly may: 'everybody' | 'owners';
}

const owner = 'OWNER';
const cases: readonly Case[] = [
  { method: 'GET', path: 'registers', may: 'everybody' },
  { method: 'POST', path: 'registers', body: { name: 'Third', outletId: SHOP.outlet }, may: 'everybody' },
  { method: 'PATCH', path: `registers/${SHOP.register}`, body: { idleMinutes: 5 }, may: 'everybody' },
  { method: 'POST', path: `registers/${SHOP.register}/pairing-code`, may: 'everybody' },
  { method: 'DELETE', path: `registers/${SHOP.register}/link`, may: 'everybody' },
  { method: 'GET', path: `registers/${SHOP.register}/proof`, may: 'everybody' },
  { method: 'DELETE', path: `registers/${SHOP.register}/lost/1`, may: 'everybody' },
  { method: 'GET', path: 'shop', may: 'everybody' },
  { method: 'PUT', path: 'shop', body: SHOP_INPUT, may: 'owners' },
  { method: 'GET', path: 'outlets', may: 'everybody' },
  { method: 'POST', path: 'outlets', body: OUTLET, may: 'everybody' },
  { method: 'PUT', path: `outlets/${SHOP.outlet}`, body: OUTLET, may: 'everybody' },
  { method: 'DELETE', path: 'outlets/empty', may: 'everybody' },
  { method: 'GET', path: 'staff', may: 'everybody' },
  { method: 'POST', path: 'staff', body: person('staff'), may: 'everybody' },
  { method: 'POST', path: 'staff', body: person('manager'), may: 'everybody' },
  { method: 'POST', path: 'staff', body: person('owner'), may: 'owners' },
  { method: 'PUT', path: `staff/${SHOP.ben}`, body: person('staff'), may: 'everybody' },
  { method: 'PUT', path: `staff/${SHOP.ben}`, body: person('owner'), may: 'owners' },
  { method: 'PUT', path: `staff/${owner}`, body: person('staff'), may: 'owners' },
  { method: 'DELETE', path: `staff/${SHOP.ben}`, may: 'everybody' },
  { method: 'DELETE', path: `staff/${owner}`, may: 'owners' },
  { method: 'PUT', path: `staff/${SHOP.ben}/image`, body: PNG, type: 'image/png', may: 'everybody' },
  { method: 'PUT', path: `staff/${owner}/image`, body: PNG, type: 'image/png', may: 'owners' },
  { method: 'DELETE', path: `staff/${SHOP.ben}/image`, may: 'everybody' },
  { method: 'DELETE', path: `staff/${owner}/image`, may: 'owners' },
  { method: 'GET', path: 'categories', may: 'everybody' },
  { method: 'POST', path: 'categories', body: { name: 'Cakes', parentId: null }, may: 'everybody' },
  { method: 'PUT', path: `categories/${SHOP.coffee}`, body: { name: 'Espresso', parentId: null }, may: 'everybody' },
  { method: 'DELETE', path: `categories/${SHOP.coffee}`, may: 'everybody' },
  { method: 'GET', path: 'products', may: 'everybody' },
  { method: 'GET', path: `products/${SHOP.tea}`, may: 'everybody' },
  { method: 'POST', path: 'products', body: PRODUCT, may: 'everybody' },
  { method: 'PUT', path: `products/${SHOP.tea}`, body: PRODUCT, may: 'everybody' },
  { method: 'DELETE', path: `products/${SHOP.tea}`, may: 'everybody' },
  { method: 'PUT', path: `products/${SHOP.tea}/image`, body: PNG, type: 'image/png', may: 'everybody' },
  { method: 'DELETE', path: `products/${SHOP.tea}/image`, may: 'everybody' },
  { method: 'POST', path: 'import/preview?name=list.csv', body: CSV, type: 'text/csv', may: 'everybody' },
  { method: 'POST', path: `import?map=${MAP}`, body: CSV, type: 'text/csv', may: 'everybody' },
  { method: 'GET', path: 'products.csv', may: 'everybody' },
  { method: 'GET', path: 'sales.csv', may: 'everybody' },
  { method: 'GET', path: 'sales', may: 'everybody' },
  { method: 'GET', path: 'shifts', may: 'everybody' },
];

const ANSWERS: Record<Case['may'], Record<Role, 'done' | 403 | 401>> = {
  everybody: { owner: 'done', manager: 'done', staff: 401, nobody: 401 },
  owners: { owner: 'done', manager: 403, staff: 401, nobody: 401 },
};

/** Everything in the database that a request of the pages could change. */
async function everything({ db }: OpenPanel): Promise<string> {
  const tables = ['shop', 'outlets', 'registers', 'links', 'pairing_codes', 'staff', 'categories', 'products', 'barcodes', 'media', 'lost_data', 'audit'] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

async function people(panel: OpenPanel): Promise<{ ask: Record<Role, Person['ask']>; otherOwner: Person }> {
  const otherOwner = await addPerson(panel, 'owner', 'Other');
  const [first, manager, staff] = [await addPerson(panel, 'owner'), await addPerson(panel, 'manager'), await addPerson(panel, 'staff')];
  const nobody: Person['ask'] = (method, path, body, headers) => panel.handle(panelRequest(method, path, body, headers));
  return { ask: { owner: first.ask, manager: manager.ask, staff: staff.ask, nobody }, otherOwner };
}

for (const { method, path, body, type, may } of cases) {
  const who = body && typeof body === 'object' && 'role' in body ? ` as ${String(body.role)}` : '';
  test(`${method} ${path.split('?')[0]}${who}: ${may === 'owners' ? 'owners' : 'owners and managers'} only`, async () => {
    for (const role of ROLES) {
      const panel = await openPanel();
      await panel.db.insertInto('outlets').values({ id: 'empty', name: 'Empty', address: '', phone: '' }).execute();
      await panel.db.insertInto('lost_data').values({ register_id: SHOP.register, link: 1, reported_at: panel.now().toISOString(), highest: 7, unsynchronised: 2, as_of: panel.now().toISOString(), dismissed_at: null }).execute();
      const { ask, otherOwner } = await people(panel);
      const before = await everything(panel);
      const response = await ask[role](method, path.replace(owner, otherOwner.id), body, type ? { 'Content-Type': type } : {});
      const answer = ANSWERS[may][role];
      assert.is(response.ok ? 'done' : response.status, answer, `${role}: ${response.status} ${await response.text()}`);
      if (answer !== 'done') assert.is(await everything(panel), before, `${role} changed something`);
      await panel.close();
    }
  });
}

/** Addresses that have tests of their own: of these, only the last three ask for somebody who is signed in. */
const ELSEWHERE = ['GET /session', 'POST /session', 'DELETE /session', 'POST /setup', 'GET /sales/:position', 'GET /shifts/:register/:shift', 'POST /take-in'];

test('every address of the panel is in this list', async () => {
  const panel = await openPanel();
  const routes = panelRoutes({ db: panel.db, now: panel.now, log: console }).routes.filter(({ method }) => method !== 'ALL');
  const asPattern = (path: string): RegExp => new RegExp(`^${path.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
  const left = routes.filter(({ method, path }) => !cases.some((tried) => tried.method === method && asPattern(path).test(`/${tried.path.split('?')[0]}`)));
  assert.equal([...new Set(left.map(({ method, path }) => `${method} ${path}`))].filter((route) => !ELSEWHERE.includes(route)), []);
  assert.ok(routes.length > 30);
  await panel.close();
});

test('who opens a sale must be signed in', async () => {
  const panel = await openPanel();
  const { ask } = await people(panel);
  assert.equal([(await ask.nobody('GET', 'sales/1')).status, (await ask.manager('GET', 'sales/1')).status], [401, 404]);
  await panel.close();
});

test.run();
