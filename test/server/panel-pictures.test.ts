import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Product } from '../../domain/catalogue.js';
import type { ProductRow, StaffRow } from '../../domain/panel.js';
import { addPerson, type Person } from './office.js';
import { ORIGIN } from './device.js';
import { openPanel, refusalOf, type OpenPanel } from './fixture.js';
import { SHOP } from './shop.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
const WEBP = Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1');
const svg = (inside: string): Buffer => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

async function asManager(): Promise<{ panel: OpenPanel; mary: Person; put: (type: string, bytes: Uint8Array, path?: string) => Promise<Response> }> {
  const panel = await openPanel();
  const mary = await addPerson(panel, 'manager', 'Mary');
  const put = (type: string, bytes: Uint8Array, path = `products/${SHOP.tea}/image`): Promise<Response> => mary.ask('PUT', path, bytes, { 'Content-Type': type });
  return { panel, mary, put };
}

for (const [type, ending, bytes] of [
  ['image/png', 'png', PNG], ['image/jpeg', 'jpg', JPEG], ['image/webp', 'webp', WEBP], ['image/svg+xml', 'svg', svg('<circle r="4"/>')],
] as const) {
  test(`a picture in ${type} is served as it was put`, async () => {
    const { panel, put } = await asManager();
    const { image } = await (await put(type, bytes)).json() as { image: string };
    assert.match(image, new RegExp(`^[0-9a-f]{64}\\.${ending}$`));
    const served = await panel.handle(new Request(`${ORIGIN}/panel/media/${image}`));
    assert.equal([served.status, served.headers.get('Content-Type'), Buffer.from(await served.arrayBuffer())], [200, type, Buffer.from(bytes)]);
    await panel.close();
  });
}

test('a product’s picture reaches the register', async () => {
  const { panel, put } = await asManager();
  const device = await panel.pairedDevice();
  await device.manifest();
  const { image } = await (await put('image/png', PNG)).json() as { image: string };
  const { documents } = await device.manifest();
  const products = (await Promise.all(documents.products.map((hash) => device.document<Product[]>(hash)))).flat();
  assert.is(products.find((product) => product.id === SHOP.tea)?.image, image);
  await panel.close();
});

test('a staff member’s picture is listed', async () => {
  const { panel, mary, put } = await asManager();
  const { image } = await (await put('image/png', PNG, `staff/${SHOP.ben}/image`)).json() as { image: string };
  assert.is((await mary.get<StaffRow[]>('staff')).find((row) => row.id === SHOP.ben)?.image, image);
  await panel.close();
});

test('a picture can be taken away', async () => {
  const { panel, mary, put } = await asManager();
  await put('image/png', PNG);
  assert.equal(await mary.send('DELETE', `products/${SHOP.tea}/image`), { image: null });
  assert.is((await mary.get<ProductRow>(`products/${SHOP.tea}`)).image, null);
  await panel.close();
});

test('the same picture is kept once', async () => {
  const { panel, put } = await asManager();
  await put('image/png', PNG);
  await put('image/png', PNG, `products/${SHOP.loaf}/image`);
  assert.is((await panel.db.selectFrom('media').selectAll().execute()).length, 1);
  await panel.close();
});

test('a picture stays when the product is changed', async () => {
  const { panel, mary, put } = await asManager();
  const { image } = await (await put('image/png', PNG)).json() as { image: string };
  const { id: _id, image: _image, updatedAt: _updatedAt, ...input } = await mary.get<ProductRow>(`products/${SHOP.tea}`);
  assert.is((await mary.send<ProductRow>('PUT', `products/${SHOP.tea}`, { ...input, price: 1 })).image, image);
  await panel.close();
});

test('a picture of more than 500 kB is not taken', async () => {
  const { panel, put } = await asManager();
  const { status, code } = await refusalOf(await put('image/png', Buffer.concat([PNG, Buffer.alloc(500_000)])));
  assert.equal([status, code], [413, 'too-large']);
  await panel.close();
});

for (const [what, type, bytes] of [
  ['another type', 'image/gif', Buffer.from('GIF89a')], ['a text that says to be a PNG', 'image/png', Buffer.from('hello')], ['nothing', 'image/png', Buffer.alloc(0)],
  ['a JPEG that says to be a PNG', 'image/png', JPEG], ['a page that says to be an SVG', 'image/svg+xml', Buffer.from('<html></html>')],
  ['an SVG with a script', 'image/svg+xml', svg('<script>1</script>')], ['an SVG that listens', 'image/svg+xml', svg('<circle r="1" onclick="x()"/>')],
  ['an SVG with a page in it', 'image/svg+xml', svg('<foreignObject></foreignObject>')], ['an SVG that links to elsewhere', 'image/svg+xml', svg('<image href="https://evil.test/a.png"/>')],
  ['an SVG that links to a script', 'image/svg+xml', svg('<a href="javascript:x()"></a>')], ['an SVG with entities', 'image/svg+xml', Buffer.concat([Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]>'), svg('')])],
] as const) {
  test(`${what} is not taken for a picture`, async () => {
    const { panel, mary, put } = await asManager();
    const { status, code } = await refusalOf(await put(type, bytes));
    assert.equal([status, code, (await mary.get<ProductRow>(`products/${SHOP.tea}`)).image], [422, 'bad-picture', null]);
    await panel.close();
  });
}

test('an SVG may refer to parts of itself', async () => {
  const { panel, put } = await asManager();
  assert.is((await put('image/svg+xml', svg('<path id="a" d="M0 0"/><use href="#a"/>'))).status, 200);
  await panel.close();
});

test('a picture of nobody is not kept', async () => {
  const { panel, put } = await asManager();
  const { status } = await refusalOf(await put('image/png', PNG, 'products/nothing/image'));
  assert.equal([status, await panel.db.selectFrom('media').selectAll().execute()], [404, []]);
  await panel.close();
});

test.run();
