import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import type { Current, Plan } from '../../domain/local.js';
import { NAMES, STORE } from '../../domain/names.js';
import type { Manifest, Refusal } from '../../domain/wire.js';
import { COMMAND_LINE } from '../../server/audit.js';
import { deleteProduct } from '../../server/products.js';
import { importProducts } from '../browser/command.js';
import { newSale, openMenu, payQuickCash, putInCart, signIn } from '../browser/till.js';
import { premises, type TestRegister } from './premises.js';
import { ANSWERS, type Fault } from './proxy.js';
import { disk } from './storage.js';

const place = premises();
const SYNC = /^\/register\/api\/sync\//;
const MAP = 'sku=sku,name=name,price=price';

/** All that a manifest names. */
function named({ documents: { register, receipt, staff, categories, products } }: Manifest): Hash[] {
  return [...new Set([register, receipt, staff, categories, ...products])];
}

async function current(register: TestRegister): Promise<Current> {
  const kept = await disk(register.page, NAMES.mirror, STORE).get<Current>('current');
  if (!kept) throw new Error('the register has no shop');
  return kept;
}

/** What the worker keeps of the panel's manifest, as text. */
function cachedManifest(register: TestRegister): Promise<string> {
  return register.page.evaluate(async (name) => (await (await caches.open(name)).match('/register/api/sync/manifest'))?.text() ?? '', NAMES.documents);
}

/** A document as the worker gives it to the page. */
function document(register: TestRegister, hash: Hash): Promise<{ status: number; hash: string }> {
  return register.page.evaluate(async (wanted) => {
    const response = await fetch(`/register/api/sync/document/${wanted}`);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
    return { status: response.status, hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }, hash);
}

/** The button in the menu, until it is over. @returns what the menu says then */
async function synchronise(register: TestRegister): Promise<string> {
  const menu = await openMenu(register.page);
  await menu.getByRole('button', { name: 'Synchronise data' }).click();
  await register.wait('the end of the sync', () => menu.getByRole('button', { name: 'Synchronise data' }).isEnabled(), (enabled) => enabled);
  const said = await menu.innerText();
  await register.page.getByRole('button', { name: 'Close menu' }).click();
  return said;
}

async function isNeverTaken(register: TestRegister, fault: Fault, name: string): Promise<void> {
  const before = await current(register);
  const kept = await cachedManifest(register);
  register.proxy.break(fault, { path: SYNC });
  const [manifest, staff] = await Promise.all([register.ask('GET', 'sync/manifest'), document(register, before.manifest.documents.staff)]);
  assert.ok(manifest.status >= 400, `${name}: no old manifest is given for a new one`);
  assert.type((manifest.body as Refusal).error.message, 'string');
  assert.equal(staff, { status: 200, hash: before.manifest.documents.staff }, `${name}: the kept copy answers`);
  assert.equal(await current(register), before);
  assert.is(await cachedManifest(register), kept, `${name}: what is kept is still the panel's`);
  register.proxy.heal();
}

test('N1: a portal’s page, a 500, a redirect or half an answer is never kept or taken for the shop; a good copy that is kept answers', () =>
  place.register(async (register) => {
    for (const [name, fault] of [...Object.entries(ANSWERS), ['half an answer', 'cut'], ['no answer', 'lose-request']] as [string, Fault][]) await isNeverTaken(register, fault, name);
    assert.is((await register.ask('GET', 'sync/manifest')).status, 200);
  }));

test('N1: an answer that stalls in the middle of its body is given up, and the copy that is kept answers', () =>
  place.register((register) => isNeverTaken(register, 'stall', 'half an answer and then nothing')));

test('N2: a full sync that is cut anywhere leaves the whole old shop; with all documents the new one comes in one step', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    const before = await current(register);
    await importProducts(register.shop, ['sku,name,price', ...Array.from({ length: 1200 }, (_, n) => `CUT-${n},Cut item ${n},2.50`)].join('\n'), MAP);
    const { body } = await register.ask('GET', 'sync/manifest');
    const manifest = await digestOf(register, await cachedManifest(register));
    assert.not.equal(manifest, before.hash);
    const { missing } = (await register.ask('POST', 'sync/plan', { manifest })).body as Plan;
    assert.ok(missing.length > 3, `${missing.length} documents to bring`);
    for (const [fault, which] of [['cut', 1], ['lose-request', -1]] as const) {
      // Asked anew: while one failed the others may all have come.
      const open = ((await register.ask('POST', 'sync/plan', { manifest })).body as Plan).missing;
      register.proxy.break(fault, { path: new RegExp(`/sync/document/${open.at(which)}`) });
      assert.match(await synchronise(register), /sells as before/);
      assert.equal(await current(register), before);
      const early = await register.ask('POST', 'sync/commit', { manifest });
      assert.is(early.status, 409, 'nor by hand');
      await register.stopWorker();
      await page.reload();
      await putInCart(page, 'Flat white');
      await payQuickCash(page);
      await newSale(page);
    }
    register.proxy.heal();
    await synchronise(register);
    const { hash, manifest: after } = await current(register);
    assert.is(hash, manifest);
    assert.equal(after, body as Manifest);
    await putInCart(page, 'Cut item 1199');
    await register.settle();
  }));

test('C15: after a full sync the register has what the manifest names and nothing else: prices, deletions, and what had drifted on the disk', () =>
  place.register(async (register) => {
    const { page } = register;
    await signIn(page, 'Asha Nair', '1234');
    const mirror = disk(page, NAMES.mirror, STORE);
    const old = await current(register);
    await importProducts(register.shop, 'sku,name,price\nLAM-1,Comet bun,4.20\nZEP-1,Zeppelin slice,6.50', MAP);
    await synchronise(register);
    await importProducts(register.shop, 'sku,name,price\nLAM-1,Comet bun,4.90', MAP);
    await register.onPanel(async (context) => {
      const { id } = await context.db.selectFrom('products').select('id').where('sku', '=', 'ZEP-1').executeTakeFirstOrThrow();
      await deleteProduct(context, id, COMMAND_LINE);
    });
    // The disk has lost one document, and has an old one again.
    const drifted = await current(register);
    const gone = drifted.manifest.documents.products[0] ?? '';
    await mirror.edit([{ delete: gone }, { put: { key: old.manifest.documents.products[0] ?? '', value: '[]' } }]);
    await synchronise(register);

    const { manifest } = await current(register);
    const wanted = [...named(manifest)].sort();
    const kept = await register.wait('a clean mirror', () => mirror.keys(), (keys) => keys.length === wanted.length + 2);
    assert.equal(kept.filter((key) => key !== 'current' && key !== 'next').sort(), wanted);
    for (const hash of wanted) assert.equal(await document(register, hash as Hash), { status: 200, hash });
    await register.shop.stopPanel();
    await page.reload();
    const search = page.getByRole('searchbox', { name: 'Search products' });
    await search.fill('Zeppelin');
    await page.getByRole('button', { name: 'Flat white', exact: true }).waitFor({ state: 'hidden' });
    assert.is(await page.getByRole('list', { name: 'Products' }).getByRole('button').count(), 0);
    await putInCart(page, 'Comet bun');
    await payQuickCash(page);
    const [sale] = await register.history();
    assert.is(sale?.total, 490);
    await register.shop.startPanel();
    await register.settle();
  }));

test('the panel went through all of it without a fault of its own', () => place.close());

async function digestOf(register: TestRegister, text: string): Promise<string> {
  return register.page.evaluate(async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bytes))), (byte) => byte.toString(16).padStart(2, '0')).join(''), text);
}

test.run();
