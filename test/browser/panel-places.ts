import type { Page } from 'playwright-core';
import type { RegisterRow } from '../../domain/panel.js';
import { anyClosing, anyOpening } from '../shift.js';
import type { TestShop } from './fixture.js';
import { pairDevice, readStock, saleFrom } from './panel-device.js';

const OPENING = anyOpening();

/** Makes a shop in which something was sold, something odd too, something was refused, and a shift was closed whose sale is to come. `page`: the owner's. */
export async function trade(page: Page, shop: TestShop): Promise<void> {
  const device = await pairDevice(shop.url, shop.pairingCode);
  const stock = await readStock(page, shop.url);
  const sale = saleFrom(stock, { lines: { 'Flat white': 2, 'Sourdough loaf': 1 }, staff: 'Asha Nair', completed: new Date(), orderDiscount: 1000 });
  await device.send([await device.seal(sale), await device.seal({ ...sale, id: 'ffffffff-0000-4000-8000-000000000001' as typeof sale.id, staff: { id: 'gone', name: 'Dana Gone' } })]);
  await device.send([await device.sealText('{"no":"sale"}')]);
  await device.send([await device.sealText(JSON.stringify(OPENING)), await device.sealText(JSON.stringify(anyClosing(OPENING, [sale], new Date(), { missing: 200, unsynchronised: 1 })))]);
}

/** Where to go, and a text that is there when the page is. */
const PLACES = [
  ['sales', 'T1-000002'], ['sales/2', 'Unknown person.'], ['sales?state=refused', 'Not a sale'], ['sales?q=nothing', 'No sale matches'], ['sales/take-in', 'File of sales'],
  ['shifts', 'still to come'], [`shifts/:id/${OPENING.shift}`, 'They are safe on the device'],
  ['products', 'Almond croissant'], ['products/new', 'Save product'], ['products/import', 'CSV file'],
  ['categories', 'Add below'], ['categories/new', 'Save category'], ['staff', 'Ben Cole'], ['staff/new', 'Save person'],
  ['registers', 'Chromium on a counter'], ['registers/:id', 'Receipt numbers begin'], ['registers/new', 'Its address and phone'], ['registers/:id/proof', 'Highest number'], ['outlets', 'So it will look on 80 mm paper'], ['outlets/new', 'Top of its receipts'],
] as const;

/** Turns to every page of the panel and calls `look` there. `page`: the owner's, in a shop with {@link trade}. */
export async function tourPanel(page: Page, shop: TestShop, look: (place: string) => Promise<void>): Promise<void> {
  const [register] = await (await page.request.get(`${shop.url}panel/api/registers`)).json() as RegisterRow[];
  for (const [place, text] of PLACES) {
    await page.goto(`${shop.url}panel/#/${place.replace(':id', register?.id ?? '')}`);
    await page.reload();
    await page.getByText(text).first().waitFor();
    await look(place);
  }
}
