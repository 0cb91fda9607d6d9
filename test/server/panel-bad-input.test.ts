import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addPerson, panelRequest, type Person } from './office.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const STAFF = { name: 'New', email: null, role: 'staff', mayEditItems: false, active: true };
const PRODUCT = { sku: 'NEW-1', name: 'Scone', price: 450, barcodes: [], categoryId: null, taxFree: false };
const SHOP_INPUT = {
  name: 'New name', taxNumberLabel: 'ABN', taxNumber: '1', header: '', footer: '', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5,
};
const OUTLET = { name: 'Second', address: '', phone: '' };
const long = (length: number): string => 'x'.repeat(length);

/** A body that is not valid, and the field that the answer must name. */
type Bad = readonly [what: string, body: unknown, path: string];

/** What each address takes, and some of what it must not take. */
const bodies: Readonly<Record<string, readonly Bad[]>> = {
  'POST session': [
    ['no password', { email: 'a@b' }, 'password'], ['a number for an e-mail address', { email: 7, password: 'x' }, 'email'], ['no e-mail address', { email: 'olive', password: 'x' }, 'email'],
    ['a password of a megabyte', { email: 'a@b', password: long(201) }, 'password'],
  ],
  'POST setup': [
    ['no token', { name: 'A', email: 'a@b', password: long(10) }, 'token'], ['a short password', { token: 't', name: 'A', email: 'a@b', password: long(9) }, 'password'],
    ['a blank name', { token: 't', name: ' ', email: 'a@b', password: long(10) }, 'name'],
  ],
  'POST registers': [
    ['no name', { outletId: SHOP.outlet }, 'name'], ['a name of spaces', { name: '  ', outletId: SHOP.outlet }, 'name'], ['a name too long', { name: long(201), outletId: SHOP.outlet }, 'name'],
    ['an outlet that is not there', { name: 'Third', outletId: 'nowhere' }, 'outletId'], ['an outlet of another type', { name: 'Third', outletId: 1 }, 'outletId'],
  ],
  [`PATCH registers/${SHOP.register}`]: [
    ['minutes in words', { idleMinutes: 'ten' }, 'idleMinutes'], ['half a minute', { idleMinutes: 0.5 }, 'idleMinutes'], ['two days', { idleMinutes: 2880 }, 'idleMinutes'],
    ['a history of no days', { historyDays: 0 }, 'historyDays'], ['a history of a hundred years', { historyDays: 36_500 }, 'historyDays'], ['days in words', { historyDays: 'a month' }, 'historyDays'],
    ['an empty name', { name: '' }, 'name'], ['an outlet that is not there', { outletId: 'nowhere' }, 'outletId'],
  ],
  'PUT shop': [
    ['no name', { ...SHOP_INPUT, name: '' }, 'name'], ['a tax of 200 %', { ...SHOP_INPUT, taxRate: 20_000 }, 'taxRate'], ['a tax in words', { ...SHOP_INPUT, taxRate: '10' }, 'taxRate'],
    ['a coin of nothing', { ...SHOP_INPUT, cashRounding: 0 }, 'cashRounding'], ['a currency that is none', { ...SHOP_INPUT, currency: 'ABC' }, 'currency'],
    ['a currency without cents', { ...SHOP_INPUT, currency: 'JPY' }, 'currency'], ['a language that is none', { ...SHOP_INPUT, locale: 'e' }, 'locale'],
    ['a footer too long', { ...SHOP_INPUT, footer: long(1001) }, 'footer'], ['a tax name missing', { ...SHOP_INPUT, taxName: undefined }, 'taxName'],
  ],
  'POST outlets': [['no phone', { name: 'A', address: '' }, 'phone'], ['an address too long', { ...OUTLET, address: long(501) }, 'address'], ['null for a name', { ...OUTLET, name: null }, 'name']],
  [`PUT outlets/${SHOP.outlet}`]: [['no name', { ...OUTLET, name: '' }, 'name'], ['a phone too long', { ...OUTLET, phone: long(51) }, 'phone']],
  'POST staff': [
    ['no role', { ...STAFF, role: undefined }, 'role'], ['an unknown role', { ...STAFF, role: 'boss' }, 'role'], ['three digits', { ...STAFF, pin: '123' }, 'pin'], ['thirteen digits', { ...STAFF, pin: '1234567890123' }, 'pin'],
    ['letters for a PIN', { ...STAFF, pin: '12a4' }, 'pin'], ['a number for a PIN', { ...STAFF, pin: 1234 }, 'pin'], ['a short password', { ...STAFF, password: 'short' }, 'password'],
    ['an address that is none', { ...STAFF, email: 'nobody' }, 'email'], ['an empty address', { ...STAFF, email: '' }, 'email'], ['yes in words', { ...STAFF, active: 'yes' }, 'active'], ['no name', { ...STAFF, name: '' }, 'name'],
  ],
  [`PUT staff/${SHOP.ben}`]: [['a PIN of other digits', { ...STAFF, pin: '١٢٣٤' }, 'pin'], ['no permission', { ...STAFF, mayEditItems: undefined }, 'mayEditItems'], ['a name too long', { ...STAFF, name: long(201) }, 'name']],
  'POST categories': [
    ['no name', { name: '', parentId: null }, 'name'], ['a sign that stands between names', { name: 'A > B', parentId: null }, 'name'], ['no place', { name: 'A' }, 'parentId'],
    ['a place that is not there', { name: 'A', parentId: 'nowhere' }, 'parentId'],
  ],
  [`PUT categories/${SHOP.drinks}`]: [
    ['itself for its place', { name: 'Drinks', parentId: SHOP.drinks }, 'parentId'], ['what is below it for its place', { name: 'Drinks', parentId: SHOP.coffee }, 'parentId'], ['a name too long', { name: long(201), parentId: null }, 'name'],
  ],
  'POST products': [
    ['no SKU', { ...PRODUCT, sku: '' }, 'sku'], ['a SKU too long', { ...PRODUCT, sku: long(65) }, 'sku'], ['no name', { ...PRODUCT, name: ' ' }, 'name'], ['a name too long', { ...PRODUCT, name: long(501) }, 'name'],
    ['a price in dollars', { ...PRODUCT, price: 4.5 }, 'price'], ['a price in words', { ...PRODUCT, price: '450' }, 'price'], ['a price below nothing', { ...PRODUCT, price: -1 }, 'price'], ['a price beyond all', { ...PRODUCT, price: 1e12 }, 'price'],
    ['an empty barcode', { ...PRODUCT, barcodes: [''] }, 'barcodes.0'], ['a barcode with the sign between barcodes', { ...PRODUCT, barcodes: ['1', '2|3'] }, 'barcodes.1'], ['a barcode that is a number', { ...PRODUCT, barcodes: [93] }, 'barcodes.0'],
    ['too many barcodes', { ...PRODUCT, barcodes: Array.from({ length: 21 }, String) }, 'barcodes'], ['a category that is not there', { ...PRODUCT, categoryId: 'nowhere' }, 'categoryId'], ['no category', { ...PRODUCT, categoryId: undefined }, 'categoryId'],
    ['tax in words', { ...PRODUCT, taxFree: 'no' }, 'taxFree'],
  ],
  [`PUT products/${SHOP.tea}`]: [['no price', { ...PRODUCT, price: undefined }, 'price'], ['a NUL in the name', { ...PRODUCT, name: 'a\0b' }, 'name']],
};

/** A body that each address takes, so that only what is tried can be what is refused. */
const UNKNOWN: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['PATCH', 'registers/nowhere', { idleMinutes: 1 }], ['POST', 'registers/nowhere/pairing-code'], ['DELETE', 'registers/nowhere/link'],
  ['PUT', 'outlets/nowhere', OUTLET], ['DELETE', 'outlets/nowhere'], ['PUT', 'staff/nobody', STAFF], ['DELETE', 'staff/nobody'], ['DELETE', 'staff/nobody/image'],
  ['PUT', 'categories/nowhere', { name: 'A', parentId: null }], ['DELETE', 'categories/nowhere'], ['GET', 'products/nothing'], ['PUT', 'products/nothing', PRODUCT],
  ['DELETE', 'products/nothing'], ['DELETE', 'products/nothing/image'], ['GET', 'sales/4711'], ['GET', 'sales/none'], ['GET', 'nothing/here'],
];

async function asOwner(): Promise<{ panel: OpenPanel; olive: Person }> {
  const panel = await openPanel();
  return { panel, olive: await addPerson(panel, 'owner', 'Olive') };
}

for (const [address, list] of Object.entries(bodies)) {
  const [method = '', path = ''] = address.split(' ');
  for (const [what, body, field] of list) {
    test(`${address} does not take ${what}, and says which field`, async () => {
      const { panel, olive } = await asOwner();
      const refusal = await refusalOf(await olive.ask(method, path, body));
      assert.equal([refusal.status, refusal.code, refusal.path], [422, 'not-valid', field], refusal.message);
      await panel.close();
    });
  }
  test(`${address} does not take what is not JSON`, async () => {
    const { panel, olive } = await asOwner();
    const { status, code } = await refusalOf(await olive.ask(method, path, '{"name": ', { 'Content-Type': 'application/json' }));
    assert.equal([status, code], [400, 'not-json']);
    await panel.close();
  });
  test(`${address} does not take a form of another site`, async () => {
    const { panel, olive } = await asOwner();
    const { status, code } = await refusalOf(await olive.ask(method, path, '{}', { 'Content-Type': 'text/plain' }));
    assert.equal([status, code], [400, 'not-json']);
    await panel.close();
  });
  test(`${address} does not take a list, nor nothing`, async () => {
    const { panel, olive } = await asOwner();
    const statuses = [(await olive.ask(method, path, [])).status, (await olive.ask(method, path, 'null', { 'Content-Type': 'application/json' })).status];
    // An empty change of a register is one: nothing is asked of it.
    assert.equal(statuses, method === 'PATCH' ? [200, 422] : [422, 422]);
    await panel.close();
  });
}

for (const [method, path, body] of UNKNOWN) {
  test(`${method} ${path} is not found`, async () => {
    const { panel, olive } = await asOwner();
    const { status, code } = await refusalOf(await olive.ask(method, path, body));
    assert.equal([status, code], [404, 'not-found']);
    await panel.close();
  });
}

test('a body of more than a megabyte is not read', async () => {
  const { panel, olive } = await asOwner();
  const { status, code } = await refusalOf(await olive.ask('POST', 'products', { ...PRODUCT, name: long(1024 * 1024) }));
  assert.equal([status, code], [413, 'too-large']);
  await panel.close();
});

test('a body that does not say how long it is is not read beyond a megabyte', async () => {
  const { panel, olive } = await asOwner();
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => { sent += 65_536; controller.enqueue(new Uint8Array(65_536)); } });
  const template = panelRequest('POST', 'products');
  const request = new Request(template.url, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: olive.cookie }, body: endless, duplex: 'half' } as RequestInit);
  assert.is((await panel.handle(request)).status, 413);
  assert.ok(sent < 2 * 1024 * 1024, `${sent} bytes were read`);
  await panel.close();
});

test('a known address takes no other methods, and says which', async () => {
  const { panel, olive } = await asOwner();
  const response = await olive.ask('PUT', 'registers', {});
  const { code } = await refusalOf(response);
  assert.equal([response.status, code, response.headers.get('Allow')], [405, 'method-not-allowed', 'GET, HEAD, POST']);
  await panel.close();
});

for (const [what, headers] of [
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }], ['a neighbour on the same machine', { 'Sec-Fetch-Site': 'same-site' }],
  ['an old browser on another site', { 'Sec-Fetch-Site': '', Origin: 'https://evil.test' }], ['a page without origin', { 'Sec-Fetch-Site': '', Origin: 'null' }],
] as const) {
  test(`nothing is written for ${what}`, async () => {
    const { panel, olive } = await asOwner();
    const { status, code } = await refusalOf(await olive.ask('POST', 'products', PRODUCT, headers));
    const { n } = await panel.db.selectFrom('products').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    assert.equal([status, code, n], [403, 'cross-site', 3]);
    await panel.close();
  });
}

test('nobody is signed in from another site', async () => {
  const { panel, olive } = await asOwner();
  const response = await panel.handle(panelRequest('POST', 'session', { email: olive.email, password: 'x' }, { 'Sec-Fetch-Site': 'cross-site' }));
  assert.is(response.status, 403);
  await panel.close();
});

test('a script without a browser, with its own cookie, may write', async () => {
  const { panel, olive } = await asOwner();
  assert.is((await olive.ask('POST', 'products', PRODUCT, { 'Sec-Fetch-Site': '' })).status, 201);
  await panel.close();
});

for (const query of ['page=0', 'page=-1', 'page=x', 'page=1e3', 'page=9999999']) {
  test(`products?${query} is not understood`, async () => {
    const { panel, olive } = await asOwner();
    const { status, path } = await refusalOf(await olive.ask('GET', `products?${query}`));
    assert.equal([status, path], [422, 'page']);
    await panel.close();
  });
}

for (const [query, field] of [['from=yesterday', 'from'], ['to=2026-02-30', 'to'], ['state=odd', 'state'], [`q=${long(201)}`, 'q'], ['page=0', 'page']] as const) {
  test(`sales?${query.slice(0, 30)} is not understood`, async () => {
    const { panel, olive } = await asOwner();
    const { status, path } = await refusalOf(await olive.ask('GET', `sales?${query}`));
    assert.equal([status, path], [422, field]);
    await panel.close();
  });
}

test('every refusal is one or two sentences for people', async () => {
  const { panel, olive } = await asOwner();
  const { message } = await refusalOf(await olive.ask('POST', 'products', { ...PRODUCT, price: 4.5 }));
  assert.is(message, 'Nothing was changed: price must be a whole number of cents from 0 to 9999999999.');
  await panel.close();
});

test('a fault of ours is told in the log, and not to the page', async () => {
  const { panel, olive } = await asOwner();
  await panel.db.schema.dropTable('audit').execute();
  const { status, code, message } = await refusalOf(await olive.ask('POST', 'products', PRODUCT));
  assert.equal([status, code, message.includes('audit'), panel.logged.some((line) => line.level === 'error')], [500, 'panel-failed', false, true]);
  await panel.close();
});

test('a fault in the middle of a write leaves nothing half done', async () => {
  const { panel, olive } = await asOwner();
  await panel.db.schema.dropTable('audit').execute();
  await olive.ask('POST', 'products', PRODUCT);
  assert.is((await olive.get<{ total: number }>('products')).total, 3);
  await panel.close();
});

test.run();
