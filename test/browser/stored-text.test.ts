import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CategoryRow, OutletRow, ProductPage, ProductRow, RegisterRow, Shop, StaffRow } from '../../domain/panel.js';
import { Connection } from '../../server/connection.js';
import type { TestShop } from './fixture.js';
import { pairDevice, readStock, saleFrom } from './panel-device.js';
import { anyClosing, anyOpening } from '../shift.js';
import { inShop } from './fixture.js';
import { becomeOwner, pairingCode } from './office.js';
import { newSale, openMenu, pairRegister, payQuickCash, signIn } from './till.js';

// Names that would be scripts if anything took them for HTML. `__ran` is what they would leave behind.

const IMAGE = '<img src=x onerror="window.__ran=1;alert(1)">';
const SCRIPT = '</title></style></textarea><script>window.__ran=2;alert(2)</script>';
const SVG = '"\'><svg/onload=window.__ran=3;alert(3)>${alert(4)}{{alert(5)}}';
/** A category's name has no `>`. */
const OPEN = '<img src=x onerror=window.__ran=6;alert(6) "';
const LINK = 'javascript:window.__ran=7;alert(7)//';

/** Whatever ran, or stands in the page as an element that could. */
async function alive(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const suspicious = document.querySelectorAll('script:not([src]), iframe, object, embed, base, meta[http-equiv], img[src="x"], a[href^="javascript:" i], style, link:not([rel])');
    const handlers = [...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) => /^on/i.test(name)));
    return { ran: (window as unknown as { __ran?: number }).__ran ?? 0, elements: [...suspicious, ...handlers].map(({ outerHTML }) => outerHTML.slice(0, 200)) };
  });
}

/** What any of its pages does that none should: dialogs, which are closed, and what answers 404, such as a picture called x. */
function watch(context: BrowserContext): string[] {
  const happened: string[] = [];
  const follow = (page: Page): void => {
    page.on('dialog', (dialog) => {
      happened.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('response', (response) => { if (response.status() === 404 && !/favicon\.ico$|\/api\//.test(response.url())) happened.push(response.url()); });
  };
  for (const page of context.pages()) follow(page);
  context.on('page', follow);
  return happened;
}

/** Asks the panel in the owner's name. Throws unless it is done. */
function asking(page: Page, { url }: TestShop) {
  return async <T>(method: string, path: string, data?: unknown, type = 'application/json'): Promise<T> => {
    const response = await page.request.fetch(`${url}panel/api/${path}`, { method, ...(data === undefined ? {} : { data: type === 'application/json' ? JSON.stringify(data) : data as string }), headers: { 'Content-Type': type } });
    const text = await response.text();
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${text}`);
    assert.match(response.headers()['content-type'] ?? '', /^application\/json/);
    return JSON.parse(text) as T;
  };
}

/** Gives everything in the shop that has a name one that would run. */
async function poison(page: Page, shop: TestShop): Promise<void> {
  const ask = asking(page, shop);
  const details = await ask<Shop>('GET', 'shop');
  await ask('PUT', 'shop', { ...details, name: `${IMAGE} Shop`, header: SCRIPT, footer: SVG, taxNumber: IMAGE, taxNumberLabel: '<b onclick=a>' });
  for (const outlet of await ask<OutletRow[]>('GET', 'outlets')) await ask('PUT', `outlets/${outlet.id}`, { name: `${SCRIPT} Outlet`, address: `${IMAGE}\n${SVG}`, phone: '<img src=x onerror=alert(8)>' });
  for (const [index, register] of (await ask<RegisterRow[]>('GET', 'registers')).entries()) await ask('PATCH', `registers/${register.id}`, { name: `${IMAGE} Register ${index}` });
  for (const { id, name, parentId } of (await ask<CategoryRow[]>('GET', 'categories')).slice(0, 4)) await ask('PUT', `categories/${id}`, { name: `${OPEN} ${name}`, parentId });
  for (const { id, name, email, role, mayEditItems, active } of await ask<StaffRow[]>('GET', 'staff')) {
    if (name === 'Asha Nair') await ask('PUT', `staff/${id}`, { name: `${IMAGE} Asha`, email, role, mayEditItems, active });
    if (name === 'Ben Cole') await ask('PUT', `staff/${id}`, { name: LINK, email, role, mayEditItems, active });
  }
  const [product] = (await ask<ProductPage>('GET', 'products?q=flat%20white')).rows;
  if (!product) throw new Error('there is no flat white');
  const { id: _, image, updatedAt, ...kept } = product;
  await ask<ProductRow>('PUT', `products/${product.id}`, { ...kept, name: `${SVG} Flat white`, sku: '<i onmouseover=a>', barcodes: ['<u onclick=a>'] });
  const csv = `name,price,sku,category\n"${IMAGE.replaceAll('"', '""')} Import",4.50,"<script>alert(9)</script>","${OPEN.replaceAll('"', '""')} Imported"\n`;
  const map = encodeURIComponent(JSON.stringify({ name: 'name', price: 'price', sku: 'sku', category: 'category' }));
  assert.is((await ask<{ created: number }>('POST', `import?map=${map}`, csv, 'text/csv')).created, 1);
}

const OPENING = anyOpening(new Date(), { staff: { id: '<b onclick=a>', name: `${IMAGE} Asha` }, register: SVG });

/** Sales, refused sales, a shift and a device that were called so, too. */
async function trade(page: Page, shop: TestShop): Promise<void> {
  const stock = await readStock(page, shop.url);
  const device = await pairDevice(shop.url, shop.pairingCode);
  const sale = saleFrom(stock, { lines: { [`${SVG} Flat white`]: 2 }, staff: `${IMAGE} Asha`, completed: new Date() });
  await device.send([await device.seal(sale), await device.seal({ ...sale, id: 'ffffffff-0000-4000-8000-000000000001' as typeof sale.id, staff: { id: '<b onclick=a>', name: SCRIPT } })]);
  await device.send([await device.sealText(`{"id":"${IMAGE.replaceAll('"', '')}"}`), await device.sealText(SCRIPT)]);
  // A number that is not there, for the page of numbers.
  await device.sealText('{}');
  await device.send([await device.seal({ ...sale, id: 'ffffffff-0000-4000-8000-000000000002' as typeof sale.id })]);
  await device.send([await device.sealText(JSON.stringify(OPENING)), await device.sealText(JSON.stringify(anyClosing(OPENING, [], new Date(), { staff: { id: 'x', name: SCRIPT } })))]);
}

/** Where to go in the panel, and a part of a name that must be read there. */
const PLACES = [
  ['sales', `${IMAGE} Register 0`], ['sales/1', `${SVG} Flat white`], ['sales/2', SCRIPT], ['sales?state=refused', `${IMAGE} Register 0`], ['sales?q=%3Cimg', `${IMAGE} Asha`], ['sales/take-in', 'File of sales'],
  ['shifts', `${IMAGE} Asha`], [`shifts/:id/${OPENING.shift}`, `by ${SCRIPT}`],
  ['products', `${IMAGE} Import`], ['products?q=flat', `${SVG} Flat white`], ['products/new', 'Save product'], ['categories', OPEN], ['staff', LINK], ['registers', `${IMAGE} Register 0`], ['registers/:id/proof', `Numbers of ${IMAGE}`],
  ['registers/:id', 'Receipt numbers begin'], ['outlets', `${SCRIPT} Outlet`], [`nowhere/${encodeURIComponent(IMAGE)}`, 'Sales'], [`sales?q=${encodeURIComponent(SCRIPT)}`, '1 sale'], [`sales?q=${encodeURIComponent(`nothing${SVG}`)}`, 'No sale matches'],
] as const;

test('names that would be scripts are read as they are on every page of the panel, and nothing of them runs', () => inShop(async (shop, open) => {
  const { page, context, complaints } = await open();
  const happened = watch(context);
  await becomeOwner(page, shop);
  await poison(page, shop);
  await trade(page, shop);
  const [register] = await asking(page, shop)<RegisterRow[]>('GET', 'registers');
  for (const [place, text] of PLACES) {
    await page.goto(`${shop.url}panel/#/${place.replace(':id', register?.id ?? '')}`);
    await page.reload();
    await page.getByText(text).first().waitFor();
    assert.equal([place, await alive(page)], [place, { ran: 0, elements: [] }]);
    if (place === 'products') assert.match(await page.title(), `${IMAGE} Shop`);
  }
  // What is typed comes back as it was.
  await page.goto(`${shop.url}panel/#/outlets`);
  await page.getByRole('link', { name: `${SCRIPT} Outlet` }).first().click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
  assert.equal([await alive(page), happened], [{ ran: 0, elements: [] }, []]);
  assert.equal(complaints.filter((text) => /Content.Security.Policy|TrustedHTML|Trusted/i.test(text)), [], 'something tried to');
}));

test('the same names are read as they are on the register, from its set-up to the receipt', () => inShop(async (shop, open) => {
  const { page: panel } = await open();
  await becomeOwner(panel, shop);
  await poison(panel, shop);
  const code = await pairingCode(panel, 'Register 0');
  const { page, context, complaints } = await open();
  const happened = watch(context);
  const check = async (where: string): Promise<void> => assert.equal([where, await alive(page), happened], [where, { ran: 0, elements: [] }, []]);
  await pairRegister(page, shop, code);
  await page.getByText(LINK).first().waitFor();
  await check('staff');
  await signIn(page, `${IMAGE} Asha`, '1234');
  await page.getByText(OPEN).first().waitFor();
  await check('categories');
  const search = page.getByRole('searchbox', { name: 'Search products' });
  await search.fill('flat white');
  await page.getByRole('list', { name: 'Products' }).getByRole('button', { name: `${SVG} Flat white` }).click();
  await search.fill(IMAGE);
  await page.getByRole('list', { name: 'Products' }).getByRole('button', { name: `${IMAGE} Import` }).click();
  await check('cart');
  const { receiptNumber } = await payQuickCash(page);
  for (const text of [`${SVG} Flat white`, `${IMAGE} Import`, `${SCRIPT} Outlet`]) await page.getByText(text).first().waitFor({ state: 'attached' });
  await check('receipt');
  await newSale(page);
  const menu = await openMenu(page);
  await check('menu');
  await menu.getByRole('link', { name: 'Sales history' }).click();
  await page.getByText(receiptNumber).first().click();
  await page.getByText(`${SVG} Flat white`).first().waitFor({ state: 'attached' });
  await check('history');
  assert.equal(complaints.filter((text) => /Content.Security.Policy|TrustedHTML|Trusted/i.test(text)), [], 'something tried to');
}));

test('a picture with a script in it, had one come into the database, runs nothing, opened by itself or shown', () => inShop(async (shop, open) => {
  const { page, context } = await open();
  const happened = watch(context);
  await becomeOwner(page, shop);
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2);fetch("/panel/api/staff")</script><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(3)"/></foreignObject></svg>';
  const name = `${createHash('sha256').update(drawing).digest('hex')}.svg`;
  const refused = await page.request.fetch(`${shop.url}panel/api/products/${(await readStock(page, shop.url)).products[0]?.id}/image`, { method: 'PUT', data: drawing, headers: { 'Content-Type': 'image/svg+xml' } });
  assert.is(refused.status(), 422);
  const file = new Connection(join(shop.dataDir, 'holdfast.db'), 5000);
  file.rows('INSERT INTO media (name, type, bytes) VALUES (?, ?, ?) RETURNING name', [name, 'image/svg+xml', Buffer.from(drawing)]);
  file.close();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const place of ['panel', 'register']) {
    await page.goto(`${shop.url}${place}/media/${name}`);
    await page.waitForTimeout(300);
  }
  assert.equal(happened, []);
  assert.equal(asked.filter((path) => !path.endsWith('.svg') && !path.endsWith('favicon.ico')), []);
}));

test('data opened by itself is shown as data', () => inShop(async (shop, open) => {
  const { page, context } = await open();
  const happened = watch(context);
  await becomeOwner(page, shop);
  await poison(page, shop);
  for (const path of ['registers', 'staff', 'shop', 'sales?state=<script>alert(1)</script>']) {
    const response = await page.goto(`${shop.url}panel/api/${path}`);
    assert.match(response?.headers()['content-type'] ?? '', /^application\/json/);
    assert.match(response?.headers()['content-security-policy'] ?? '', "default-src 'none'");
  }
  assert.equal(happened, []);
}));

test.run();
