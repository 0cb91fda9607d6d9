import type { Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Manifest } from '../../domain/wire.js';
import { NAMES, STORE } from '../../domain/names.js';
import { importProducts } from './command.js';
import { inShop } from './fixture.js';
import { until } from './ledger.js';
import { becomeOwner } from './office.js';
import { openMenu, pairRegister, payQuickCash, putInCart, signIn } from './till.js';

/** 1,600 products more: with the sample shop's, seven or eight documents. */
const LIST = ['sku,name,price', ...Array.from({ length: 1600 }, (_, n) => `BULK-${n},Bulk item ${n},${(n % 90) + 1}.00`)].join('\n');
const MAP = 'sku=sku,name=name,price=price';

/** Hashes of the documents that the page has asked for since the last call. */
function watchDocuments(page: Page): () => string[] {
  let asked: string[] = [];
  page.on('request', (request) => {
    const hash = /\/api\/sync\/document\/([0-9a-f]{64})$/.exec(request.url())?.[1];
    if (hash && !request.serviceWorker()) asked.push(hash);
  });
  return () => asked.splice(0);
}

/** The manifest that the register sells from; null before the first full sync. */
function currentManifest(page: Page): Promise<Manifest | null> {
  return page.evaluate(async ({ database, store }) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no mirror'));
    });
    const current = await new Promise<{ manifest: Manifest } | undefined>((resolve) => {
      const request = opened.transaction(store).objectStore(store).get('current');
      request.onsuccess = () => resolve(request.result as { manifest: Manifest } | undefined);
    });
    opened.close();
    return current ? current.manifest : null;
  }, { database: NAMES.mirror, store: STORE });
}

/** What the owner's page asks of the panel. */
function office<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(async (call) => {
    const response = await fetch(`/panel/api/${call.path}`, { method: call.method, headers: { 'content-type': 'application/json' }, ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }) });
    if (!response.ok) throw new Error(`${call.method} ${call.path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? null : await response.json()) as never;
  }, { method, path, body }) as Promise<T>;
}

async function synchronise(page: Page): Promise<void> {
  const menu = await openMenu(page);
  await menu.getByRole('button', { name: 'Synchronise data' }).click();
  await until('the end of the sync', () => menu.getByRole('button', { name: 'Synchronise data' }).isEnabled(), (enabled) => enabled);
  await page.getByRole('button', { name: 'Close menu' }).click();
}

interface Row { readonly id: string; readonly name: string; readonly sku: string }

test('what was changed in the panel is brought by Synchronise data, and only the touched documents are fetched', () =>
  inShop(async (shop, open) => {
    await importProducts(shop, LIST, MAP);
    const { page } = await open();
    const { page: panel } = await open();
    await becomeOwner(panel, shop);
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    const before = await currentManifest(page);
    const fetched = watchDocuments(page);

    await synchronise(page);
    assert.equal(fetched(), [], 'nothing changed, nothing fetched');

    const product = async (name: string): Promise<Row> => {
      const { rows } = await office<{ rows: Row[] }>(panel, 'GET', `products?q=${encodeURIComponent(name)}`);
      const found = rows.find((row) => row.name === name);
      if (!found) throw new Error(`no product ${name}`);
      return found;
    };
    const { id: flatWhite, ...kept } = await product('Flat white');
    await office(panel, 'PUT', `products/${flatWhite}`, { barcodes: [], categoryId: null, taxFree: false, ...kept, price: 525, image: undefined, updatedAt: undefined });
    await office(panel, 'POST', 'products', { sku: 'NEW-1', name: 'Affogato', price: 750, barcodes: [], categoryId: null, taxFree: false });
    await office(panel, 'DELETE', `products/${(await product('Banana')).id}`);
    const staff = await office<{ id: string; name: string; email: string | null; role: string; mayEditItems: boolean; active: boolean }[]>(panel, 'GET', 'staff');
    const ben = staff.find(({ name }) => name === 'Ben Cole');
    await office(panel, 'PUT', `staff/${ben?.id}`, { name: 'Ben Cole', email: ben?.email ?? null, role: ben?.role, mayEditItems: ben?.mayEditItems, active: true, pin: '97531' });
    const [outlet] = await office<{ id: string; name: string; address: string }[]>(panel, 'GET', 'outlets');
    await office(panel, 'PUT', `outlets/${outlet?.id}`, { name: outlet?.name, address: outlet?.address, phone: '(02) 5550 7777' });
    const coffee = (await office<{ id: string; name: string; parentId: string | null }[]>(panel, 'GET', 'categories')).find(({ name }) => name === 'Coffee');
    await office(panel, 'PUT', `categories/${coffee?.id}`, { name: 'Barista coffee', parentId: coffee?.parentId ?? null });

    await synchronise(page);
    const after = await currentManifest(page);
    assert.ok(before && after);
    const had = new Set([...before.documents.products, before.documents.register, before.documents.receipt, before.documents.staff, before.documents.categories]);
    const now = [...after.documents.products, after.documents.register, after.documents.receipt, after.documents.staff, after.documents.categories];
    const asked = fetched();
    assert.equal([...asked].sort(), now.filter((hash) => !had.has(hash)).sort(), 'exactly what is new');
    assert.is(after.documents.register, before.documents.register);
    const touched = after.documents.products.filter((hash) => !had.has(hash)).length;
    assert.ok(touched >= 1 && touched <= 3 && after.documents.products.length >= 7, `${touched} of ${after.documents.products.length} product documents`);

    const search = page.getByRole('searchbox', { name: 'Search products' });
    const products = page.getByRole('list', { name: 'Products' });
    await search.fill('Banana');
    await until('no banana', () => products.getByRole('button', { name: 'Banana', exact: true }).count(), (count) => count === 0);
    await search.fill('');
    await page.getByRole('button', { name: 'Barista coffee' }).waitFor();
    await putInCart(page, 'Affogato', 'Flat white');
    await payQuickCash(page);
    const receipt = await page.locator('body').innerText();
    assert.match(receipt, /12\.75/);
    assert.match(receipt, /5550 7777/);
    await page.getByRole('button', { name: 'New sale' }).click();
    await page.getByRole('button', { name: 'Switch staff' }).click();
    await page.getByRole('list', { name: 'Staff' }).getByRole('button', { name: 'Ben Cole' }).click();
    await page.getByRole('textbox', { name: 'PIN' }).fill('2580');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/not Ben Cole.s PIN/).waitFor();
    await page.getByRole('textbox', { name: 'PIN' }).fill('97531');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await search.waitFor();
  }));

test('a first sync that is cut shows nothing half-made, and the next try fetches only the rest', () =>
  inShop(async (shop, open) => {
    await importProducts(shop, LIST, MAP);
    const { page, context } = await open();
    const fetched = watchDocuments(page);
    await page.goto(`${shop.url}register/`);
    // From the third document on there is no network.
    let passed = 0;
    await context.route('**/api/sync/document/*', (route) => (++passed > 3 ? route.abort('connectionreset') : route.continue()));
    await page.getByRole('textbox', { name: 'Pairing code' }).fill(shop.pairingCode);
    await page.getByRole('button', { name: 'Set up register' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.is(await currentManifest(page), null);
    assert.is(await page.getByRole('list', { name: 'Staff' }).count(), 0);
    await context.unroute('**/api/sync/document/*');
    const first = fetched();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('list', { name: 'Staff' }).waitFor();
    const manifest = await currentManifest(page);
    assert.ok(manifest);
    const all = new Set([...manifest.documents.products, manifest.documents.register, manifest.documents.receipt, manifest.documents.staff, manifest.documents.categories]);
    const rest = fetched();
    assert.ok(first.length > 3 && rest.length === all.size - 3, `asked for ${first.length}, 3 arrived, then for ${rest.length} of ${all.size}`);
  }));

test('a document that was changed on its way is refused, and the old shop stays', () =>
  inShop(async (shop, open) => {
    const { page, context } = await open();
    await pairRegister(page, shop);
    await signIn(page, 'Asha Nair', '1234');
    const before = await currentManifest(page);
    await importProducts(shop, 'sku,name,price\nNEW-2,Pavlova,9.20', MAP);
    for (const body of ['[{"id":"x"', '[]', '<title>Log in</title>']) {
      await context.route('**/api/sync/document/*', (route) => route.fulfill({ contentType: 'application/json', body }));
      const menu = await openMenu(page);
      await menu.getByRole('button', { name: 'Synchronise data' }).click();
      await menu.getByText(/could not be used.*stays as it was/).waitFor();
      await page.getByRole('button', { name: 'Close menu' }).click();
      assert.equal(await currentManifest(page), before);
      await context.unroute('**/api/sync/document/*');
    }
    await synchronise(page);
    await putInCart(page, 'Pavlova');
  }));

test.run();
