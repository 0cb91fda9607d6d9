import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Product } from '../../domain/catalogue.js';
import { PROTOCOL } from '../../domain/wire.js';
import type { Device } from './device.js';
import { openPanel, refusalOf } from './fixture.js';
import { SHOP } from './shop.js';

const ITEM = { sku: 'CAK-9', name: 'Lamington', price: 450, barcode: '', category: null, taxFree: false };

function saveItem(device: Device, item: object, id?: string, staffId: string = SHOP.asha): Promise<Response> {
  return device.fetch(id === undefined ? 'POST' : 'PUT', id === undefined ? 'items' : `items/${id}`, { protocol: PROTOCOL, staffId, item: { ...ITEM, ...item } });
}

test('an item made at the register is answered as the register keeps it, and is in the next manifest', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const before = await device.manifest();
  const response = await saveItem(device, { barcode: '931', category: SHOP.coffee, taxFree: true });
  const { product } = await response.json() as { product: Product };
  assert.is(response.status, 201);
  assert.equal({ ...product, id: '' }, { id: '', sku: 'CAK-9', name: 'Lamington', price: 450, barcodes: ['931'], category: SHOP.coffee, taxFree: true });
  const after = await device.manifest();
  assert.is(after.products, before.products + 1);
  const [hash] = after.documents.products;
  if (!hash) throw new Error('no segment');
  assert.equal((await device.document<{ id: string }[]>(hash)).find(({ id }) => id === product.id), product);
  await panel.close();
});

test('an item changed at the register keeps its id and its further barcodes', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const { product } = await (await saveItem(device, { sku: 'COF-01', name: 'Flat white, large', barcode: '9300009' }, SHOP.flatWhite)).json() as { product: Product };
  assert.equal(product, { id: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white, large', price: 450, barcodes: ['9300002', '9300009'] });
  await panel.close();
});

test('staff without the permission, who have left, or who are not there may not save items', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  await panel.db.insertInto('staff').values({
    id: 'left', name: 'Left', email: null, password: null, role: 'staff', may_edit_items: 1, pin_hash: null, pin_salt: null, pin_iterations: null, image: null, active: 0, created_at: '',
  }).execute();
  for (const staffId of [SHOP.ben, 'left', 'nobody']) {
    for (const id of [undefined, SHOP.tea]) {
      const refusal = await refusalOf(await saveItem(device, {}, id, staffId));
      assert.equal([refusal.status, refusal.code], [403, 'not-permitted']);
    }
  }
  await panel.close();
});

test('an item that clashes is refused with the wire’s path, and nothing is saved', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  const before = await device.manifest();
  for (const [item, code, path] of [
    [{ sku: 'TEA-01' }, 'sku-taken', 'item.sku'], [{ barcode: '9300001' }, 'barcode-taken', 'item.barcode'], [{ category: 'gone' }, 'not-valid', 'item.category'],
    [{ price: -1 }, 'not-valid', 'item.price'], [{ name: '' }, 'not-valid', 'item.name'],
  ] as const) {
    const refusal = await refusalOf(await saveItem(device, item));
    assert.equal([refusal.code, refusal.path], [code, path]);
  }
  assert.equal(await device.manifest(), before);
  await panel.close();
});

test('an item that is not there cannot be changed', async () => {
  const panel = await openPanel();
  const device = await panel.pairedDevice();
  assert.is((await refusalOf(await saveItem(device, {}, 'gone'))).code, 'not-found');
  await panel.close();
});

test.run();
