import { onBoth, type Side } from './sides.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Category, Hash, Product, ReceiptDetails, RegisterConfig, StaffMember } from '../../../domain/catalogue.js';
import { sessionText } from '../../../domain/chain.js';
import { cents } from '../../../domain/money.js';
import type { Sale } from '../../../domain/sale.js';
import { parse, type Schema } from '../../../domain/schema.js';
import { CategoriesDocument, DoneSchema, ItemReplySchema, ManifestSchema, PairReplySchema, PROTOCOL, readProducts, ReceiptDocument, RefusalSchema, RegisterDocument, SessionOfferSchema, StaffDocument, type Refusal } from '../../../domain/wire.js';
import { digest } from '../../../server/secrets.js';
import { makeKeys, nextId, pairRequest, saleOf, wireRequest, type Device } from '../../server/device.js';

/** The same must come of the same requests: said once here, and held against both. */
async function same<T>(work: (side: Side) => Promise<T>): Promise<T> {
  const { panel, demo } = await onBoth(work);
  assert.equal(demo, panel);
  return demo;
}

/** Status, and what a refusal says to programs. */
async function told(response: Response): Promise<readonly unknown[]> {
  if (response.ok) return [response.status];
  const { error } = await read(response, RefusalSchema) as Refusal;
  assert.ok(error.message.length > 20, error.message);
  return [response.status, error.code, error.path, error.protocol];
}

async function read<T>(response: Response, schema: Schema<T>): Promise<T> {
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
  const parsed = parse(schema, await response.json());
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

interface Shop {
  readonly register: RegisterConfig;
  readonly receipt: ReceiptDetails;
  readonly staff: readonly StaffMember[];
  readonly categories: readonly Category[];
  readonly products: readonly Product[];
  readonly segments: readonly (readonly string[])[];
}

/** Fetches all that the manifest names, and holds each text against its hash. */
async function fetchShop(device: Device): Promise<Shop> {
  const { documents } = await read(await device.fetch('GET', 'sync/manifest'), ManifestSchema);
  const text = async (hash: Hash): Promise<string> => {
    const body = await (await device.fetch('GET', `sync/document/${hash}`)).text();
    assert.is(await digest(body), hash);
    return body;
  };
  const document = async <T>(hash: Hash, schema: Schema<T>): Promise<T> => {
    const parsed = parse(schema, JSON.parse(await text(hash)));
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.value;
  };
  const segments: Product[][] = [];
  for (const hash of documents.products) segments.push(readProducts(await text(hash)));
  return {
    register: await document(documents.register, RegisterDocument), receipt: await document(documents.receipt, ReceiptDocument),
    staff: await document(documents.staff, StaffDocument), categories: await document(documents.categories, CategoriesDocument),
    products: segments.flat(), segments: segments.map((segment) => segment.map(({ sku }) => sku)),
  };
}

/** A sale of that shop. */
function saleIn({ products, staff }: Shop, at: Date, parts: Partial<Sale> = {}): Sale {
  const sale = saleOf(at);
  const idOf = (sku: string): string => products.find((product) => product.sku === sku)?.id ?? '';
  const [first] = staff;
  return { ...sale, staff: { id: first?.id ?? '', name: first?.name ?? '' }, lines: sale.lines.map((line) => ({ ...line, productId: idOf(line.sku) })), ...parts };
}

test('a code pairs one device, and the same device again gets the same reply', async () => {
  const seen = await same(async (side) => {
    const [keys, code] = [await makeKeys(), await side.code()];
    const replies = [];
    for (const written of [code, code.toLowerCase().replace('-', ' – ')]) {
      const { registerId, panelKey, ...reply } = await read(await side.handle(pairRequest(written, keys)), PairReplySchema);
      replies.push({ ...reply, key: panelKey, of: registerId });
    }
    const [first, again] = replies;
    assert.equal(again, first);
    const other = await told(await side.handle(pairRequest(code, await makeKeys())));
    const unknown = await told(await side.handle(pairRequest('NNNN-2222', keys)));
    const bad = await told(await side.handle(pairRequest(code, { ...keys, signingKey: 'A'.repeat(87) })));
    return { name: first?.name, link: first?.link, series: first?.series, other, unknown, bad };
  });
  assert.equal(seen, { name: 'Demo counter', link: 1, series: 'D1', other: [410, 'code-used', 'code', undefined], unknown: [404, 'code-unknown', 'code', undefined], bad: [422, 'not-valid', 'signingKey', undefined] });
});

test('a second pairing has letters of its own, and what the first has sealed is still taken', async () => {
  const seen = await same(async (side) => {
    const first = await side.device();
    const sealed = await first.seal(saleOf(side.now()));
    const second = await side.device();
    const copied = await second.sealAs(1, sealed.prev, sealed.body);
    const results = await second.send([sealed, copied]);
    return { series: second.pairing.series, results: results.map((result) => result.result === 'recorded' ? [...result.flags] : result.reason) };
  });
  assert.equal(seen, { series: 'D1b', results: [['unknown-product', 'unknown-staff'], ['unknown-product', 'unknown-staff', 'id-reused', 'chain-broken']] });
});

test('every address refuses a browser that is not paired, and those by which it is paired do not', async () => {
  const addresses = [['GET', 'ping'], ['POST', 'sales/batch'], ['GET', 'sync/manifest'], ['GET', `sync/document/${'a'.repeat(64)}`], ['POST', 'sync/finished'], ['POST', 'items'], ['PUT', 'items/x'], ['POST', 'release'], ['POST', 'lost'], ['GET', 'session']] as const;
  const seen = await same(async (side) => {
    const answers = [];
    for (const [method, path] of addresses) answers.push((await told(await side.handle(wireRequest(method, path, method === 'GET' ? undefined : {})))).slice(0, 2));
    return answers;
  });
  assert.equal(seen, [...addresses.slice(1).map(() => [401, 'not-paired']), [200]]);
});

test('wrong protocols, methods, addresses and bodies are refused alike', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const sealed = await device.seal(saleOf(side.now()));
    const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await device.fetch(method, path, body, headers);
      return [response.headers.get('Allow'), ...await told(response)];
    };
    return [
      await ask('GET', 'ping', undefined, { 'Holdfast-Protocol': '2' }), await ask('GET', 'ping', undefined, { 'Holdfast-Protocol': 'x' }),
      await ask('DELETE', 'ping'), await ask('GET', 'pair'), await ask('GET', 'items/x'), await ask('POST', 'sync/manifest'), await ask('HEAD', 'ping'),
      await ask('GET', 'nothing'), await ask('GET', ''), await ask('GET', `sync/document/${'a'.repeat(64)}`),
      await ask('POST', 'sales/batch', '{"protocol":1,'), await ask('POST', 'sales/batch', { protocol: 1, sales: [] }), await ask('POST', 'sales/batch', { protocol: 1, sales: [{ ...sealed, seq: '1' }] }),
      await ask('POST', 'sales/batch', { sales: [sealed] }), await ask('POST', 'sales/batch', 'x'.repeat(5_000_000)), await ask('POST', 'sync/finished', { protocol: 1, manifest: 'x' }), await ask('POST', 'release', {}),
    ];
  });
  assert.is(seen.length, 17);
});

test('the same shop comes down, in the same segments, under the hashes of its bytes, and stays the same', async () => {
  const plain = await same(async (side) => {
    const device = await side.device();
    const shop = await fetchShop(device);
    assert.equal(await fetchShop(device), shop);
    assert.equal(await told(await device.fetch('POST', 'sync/finished', { protocol: PROTOCOL, manifest: 'a'.repeat(64) })), [200]);
    const named = new Map(shop.categories.map(({ id, name }) => [id, name]));
    return {
      ...shop, register: { ...shop.register, registerId: '' }, staff: shop.staff.map(({ name, image, mayEditItems, pin }) => ({ name, image, mayEditItems, iterations: pin?.iterations })),
      categories: shop.categories.map(({ name, parent = '' }) => [name, named.get(parent)]), products: shop.products.map((product) => ({ ...product, id: '', category: named.get(product.category ?? '') })),
    };
  });
  assert.ok(plain.products.length > 60);
});

test('sales are recorded once, good ones and odd ones, and what is none is refused for the same reason', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const shop = await fetchShop(device);
    const sale = (parts: Partial<Sale> = {}): Sale => saleIn(shop, side.now(), parts);
    const good = await device.seal(sale());
    const [later, gone] = [new Date(side.now().getTime() + 3600_000), saleOf(side.now()).lines];
    const odd = [
      await device.seal(sale({ lines: gone })), await device.seal(sale({ staff: { id: 'nobody', name: 'Nobody' } })), await device.seal(sale({ rounding: cents(7) })),
      await device.seal(saleIn(shop, later)), await device.seal(sale()), await device.sealAs(2, good.hash, JSON.stringify(sale())), await device.sealAs(9, good.hash, JSON.stringify(sale({ id: (JSON.parse(good.body) as Sale).id }))), await device.sealAs(10, good.hash, JSON.stringify(sale())),
    ];
    const bad = [
      { ...good, registerId: 'another' }, { ...good, link: 7 }, { ...good, body: good.body.replace('Flat', 'Fiat') }, { ...good, signature: (await device.sealAs(1, good.prev, 'x')).signature }, await device.sealText('{"id":"00000000-0000-4000-8000-00000000abcd"}'), await device.sealText('no'),
    ];
    const results = await device.send([good, ...odd, ...bad, good]);
    return results.map((result) => result.result === 'recorded' ? [...result.flags] : [result.reason, result.id?.slice(-4) === 'abcd']);
  });
  assert.equal(seen, [
    [], ['unknown-product'], ['unknown-staff'], ['totals-differ'], ['clock-ahead'], ['clock-behind'], ['number-reused', 'chain-broken'], ['id-reused'], ['chain-broken'],
    ['foreign-register', false], ['unknown-link', false], ['bad-hash', false], ['bad-signature', false], ['not-a-sale', true], ['not-a-sale', false], [],
  ]);
});

test('shifts open and close, and a second opening of the same one is odd', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const { staff: [first] } = await fetchShop(device);
    const [id, at] = [nextId(), side.now().toISOString()];
    const of = { shift: id, staff: { id: first?.id ?? '', name: first?.name ?? '' }, register: 'Demo counter', currency: 'AUD', float: 20_000 };
    const methods = (['cash', 'card'] as const).map((method, place) => ({ method, counted: place ? 0 : 20_000, expected: place ? 0 : 20_000, difference: 0 }));
    const records = [
      { kind: 'shift-open', ...of, id, at }, { kind: 'shift-open', ...of, id: nextId(), at },
      { kind: 'shift-close', ...of, id: nextId(), openedAt: at, closedAt: at, methods, sales: { count: 0, total: 0 }, unsynchronised: 0 },
      { kind: 'shift-close', ...of, id: nextId(), openedAt: at, closedAt: at, methods: [{ ...methods[0], difference: 5 }], sales: { count: 0, total: 0 }, unsynchronised: 0 },
    ];
    const sealed = [];
    for (const record of records) sealed.push(await device.sealText(JSON.stringify(record)));
    return (await device.send(sealed)).map((result) => result.result === 'recorded' ? [...result.flags] : result);
  });
  assert.equal(seen, [[], ['shift-repeated'], [], ['totals-differ', 'shift-repeated']]);
});

test('items are made and changed by staff who may, and the next manifest has them', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const shop = await fetchShop(device);
    const [asha, ben] = ['Asha Nair', 'Ben Cole'].map((name) => shop.staff.find((member) => member.name === name)?.id);
    const water = shop.products.find(({ sku }) => sku === 'DRK-03');
    const item = { sku: 'NEW-1', name: ' Scone ', price: 450, barcode: '', category: shop.categories[0]?.id ?? null, taxFree: false };
    const save = (part: object, id?: string, staffId = asha): Promise<Response> => device.fetch(id === undefined ? 'POST' : 'PUT', id === undefined ? 'items' : `items/${id}`, { protocol: PROTOCOL, staffId, item: { ...item, ...part } });
    const made = await save({});
    const { product } = await read(made.clone(), ItemReplySchema);
    const changed = await read(await save({ sku: 'DRK-03', name: 'Soda', barcode: '931', taxFree: true, category: null }, water?.id), ItemReplySchema);
    const refusals = [];
    for (const part of [{ sku: 'COF-01' }, { sku: ' ' }, { name: '\t' }, { sku: 'N-2', barcode: 'a|b' }, { sku: 'N-2', barcode: '931' }, { sku: 'N-2', category: 'gone' }, { price: -1 }]) refusals.push(await told(await save(part)));
    refusals.push(await told(await save({}, undefined, ben)), await told(await save({}, 'gone')), await told(await save({ sku: 'COF-01' }, product.id)));
    const after = await fetchShop(device);
    const here = (id = ''): boolean => after.products.some((one) => one.id === id);
    return { status: made.status, made: { ...product, id: '', category: product.category === item.category }, changed: { ...changed.product, id: changed.product.id === water?.id }, refusals, more: after.products.length - shop.products.length, here: here(product.id), sku: after.products.find(({ id }) => id === water?.id)?.name };
  });
  assert.equal([seen.status, seen.more, seen.here, seen.sku], [201, 1, true, 'Soda']);
  assert.equal(seen.refusals.map(([, code, path]) => `${code} ${path}`), [
    'sku-taken item.sku', 'not-valid item.sku', 'not-valid item.name', 'not-valid item.barcode', 'barcode-taken item.barcode', 'not-valid item.category', 'not-valid item.price',
    'not-permitted staffId', 'not-found undefined', 'sku-taken item.sku',
  ]);
});

test('lost data are told of by their own register alone', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const { registerId } = device.pairing;
    const lost = { protocol: PROTOCOL, registerId, link: 1, highest: 4, unsynchronised: 2, at: side.now().toISOString() };
    const answers = [];
    for (const part of [{}, { registerId: 'another' }, { link: 2 }, { highest: -1 }]) answers.push(await told(await device.fetch('POST', 'lost', { ...lost, ...part })));
    return answers;
  });
  assert.equal(seen.map(([status, , path]) => [status, path]), [[200, undefined], [403, 'registerId'], [422, 'link'], [422, 'highest']]);
});

test('a release ends the link, and no signature brings it back', async () => {
  const seen = await same(async (side) => {
    const device = await side.device();
    const before = await read(await device.fetch('GET', 'ping'), DoneSchema);
    const renewed = await told(await renew(side, device));
    const forged = await told(await renew(side, device, { link: 2 }));
    const late = await told(await renew(side, device, {}, 61_000));
    const released = await told(await device.fetch('POST', 'release', { protocol: PROTOCOL }));
    return { before, renewed, forged, late, released, ping: await told(await device.fetch('GET', 'ping')), again: await told(await renew(side, device)) };
  });
  assert.equal([seen.renewed, seen.forged[1], seen.late[1], seen.released, seen.ping[1], seen.again[1]], [[200], 'not-paired', 'not-paired', [200], 'not-paired', 'link-removed']);
});

/** Asks for a new session, as a worker does whose cookie is gone. */
async function renew(side: Side, { keys, pairing: { registerId, link } }: Device, parts: object = {}, later = 0): Promise<Response> {
  const { time } = await read(await side.handle(wireRequest('GET', 'session')), SessionOfferSchema);
  const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.signing.privateKey, new TextEncoder().encode(sessionText(registerId, link, time)));
  side.wait(later);
  return side.handle(wireRequest('POST', 'session', { protocol: PROTOCOL, registerId, link, time, signature: Buffer.from(signed).toString('base64url'), ...parts }));
}

test.run();
