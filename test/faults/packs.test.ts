import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Current } from '../../domain/local.js';
import { NAMES, STORE } from '../../domain/names.js';
import { importProducts } from '../browser/command.js';
import { newSale, openMenu, payQuickCash, putInCart, signIn } from '../browser/till.js';
import { premises, type TestRegister } from './premises.js';
import type { Fault } from './proxy.js';
import { disk } from './storage.js';

// A shop of some 64 documents: too many to come each by itself.

const place = premises();
const MAP = 'sku=sku,name=name,price=price';
const PACKS = /\/sync\/pack\//;
const DOCUMENTS = /\/sync\/document\//;

/** Rows of a price list, all of them or every so manieth. */
function list(price: string, step = 1): string {
  return ['sku,name,price', ...Array.from({ length: 9000 / step }, (_, n) => `PACK-${n * step},Packed item ${n * step},${price}`)].join('\n');
}

async function synchronise({ page, wait }: TestRegister): Promise<void> {
  const menu = await openMenu(page);
  await menu.getByRole('button', { name: 'Synchronise data' }).click();
  await wait('the end of the sync', () => menu.getByRole('button', { name: 'Synchronise data' }).isEnabled(), (enabled) => enabled, 60);
  await page.getByRole('button', { name: 'Close menu' }).click();
}

async function current({ page }: TestRegister): Promise<Current> {
  const kept = await disk(page, NAMES.mirror, STORE).get<Current>('current');
  if (!kept) throw new Error('the register has no shop');
  return kept;
}

/** Whoever tidies up after a full sync does this last. */
function tidied({ page }: TestRegister): Promise<number | undefined> {
  return disk(page, NAMES.journal, STORE).get<number>('tidied');
}

/** The mirror is gone while there is no panel, and the register starts. */
async function startWithoutMirror({ page, shop, origin, stopWorker }: TestRegister): Promise<void> {
  await shop.stopPanel();
  await page.goto('about:blank');
  await stopWorker();
  await page.goto(`${origin}/register/favicon.svg`);
  await disk(page, NAMES.mirror, STORE).edit([{ clear: true }]);
  await stopWorker();
  await page.goto(`${origin}/register/`);
}

test('many documents come in packs, and what the cache keeps of those makes a mirror that is gone anew, also after most of a pack was replaced', () =>
  place.register(async (register) => {
    const { page, proxy } = register;
    await signIn(page, 'Asha Nair', '1234');
    const single = proxy.requests(DOCUMENTS);
    // The second time half of the documents change, so that of the first packs some is left and some is not.
    for (const [price, step, packs] of [['2.50', 1, 2], ['3.50', 100, 4]] as const) {
      await importProducts(register.shop, list(price, step), MAP);
      const before = await tidied(register);
      await synchronise(register);
      await register.wait('what follows a full sync', () => tidied(register), (time) => time !== before);
      assert.ok(proxy.requests(PACKS) >= packs && proxy.requests(PACKS) <= 6, `${proxy.requests(PACKS)} packs`);
      assert.is(proxy.requests(DOCUMENTS), single, 'and none by itself');
      const { hash } = await current(register);
      await startWithoutMirror(register);
      await putInCart(page, 'Packed item 8800');
      assert.is((await current(register)).hash, hash);
      await payQuickCash(page);
      assert.is((await register.history())[0]?.total, price === '2.50' ? 250 : 350);
      await newSale(page);
      await register.shop.startPanel();
      await register.settle();
    }
  }));

const SPOILT: readonly (readonly [string, Fault])[] = [
  ['half a pack', 'cut'],
  ['other documents in it', { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body: '[]\n'.repeat(32) }],
];

test('of a pack that does not come whole nothing is kept; what was in it comes document by document', () =>
  place.register(async (register) => {
    const { page, proxy } = register;
    await signIn(page, 'Asha Nair', '1234');
    for (const [index, [what, fault]] of SPOILT.entries()) {
      await importProducts(register.shop, list(`${index + 5}.00`), MAP);
      const single = proxy.requests(DOCUMENTS);
      proxy.break(fault, { path: PACKS });
      await synchronise(register);
      proxy.heal();
      const { manifest } = await current(register);
      assert.is(proxy.requests(DOCUMENTS) - single, manifest.documents.products.length, what);
      const keys = new Set((await disk(page, NAMES.mirror, STORE).keys()).map(String));
      assert.ok(manifest.documents.products.every((hash) => keys.has(hash)));
    }
    await putInCart(page, 'Packed item 8800');
  }));

test('a full sync that finds nothing changed asks once, writes nothing to the mirror, and counts here and at the panel', () =>
  place.register(async (register) => {
    await signIn(register.page, 'Asha Nair', '1234');
    const [before, at, cleared] = [await current(register), (await register.status()).lastFullSync ?? '', await register.wait('the end of the first sync', () => tidied(register), (time) => time !== undefined)];
    const asked = register.proxy.requests(/\/api\/sync\//);
    const first = await atPanel(register);
    await synchronise(register);
    await register.wait('what follows a full sync', () => tidied(register), (time) => time !== cleared);
    assert.is(register.proxy.requests(/\/api\/sync\//) - asked, 1);
    assert.equal(await current(register), before);
    assert.ok(Date.parse((await register.status()).lastFullSync ?? '') > Date.parse(at));
    assert.ok(Date.parse(await atPanel(register)) > Date.parse(first));
  }));

async function atPanel({ onPanel, registerId }: TestRegister): Promise<string> {
  return onPanel(async ({ db }) => (await db.selectFrom('links').select('last_full_sync_at').where('register_id', '=', registerId).executeTakeFirstOrThrow()).last_full_sync_at ?? '');
}

test('the panel went through all of it without a fault of its own', () => place.close());

test.run();
