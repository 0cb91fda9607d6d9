import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inShop, type TestShop } from '../../test/browser/fixture.js';
import { ledgerOf, until } from '../../test/browser/ledger.js';
import { becomeOwner, pairingCode } from '../../test/browser/office.js';
import { closeMenu, newSale, openMenu, pairRegister, payQuickCash, scan, signIn } from '../../test/browser/till.js';
import { openFolder } from '../../test/folder.js';

/** How long any one step may take, in ms. */
const PATIENCE = 900_000;
const LEVELS = 5;
const BESIDE = 1000;
const SIZES = [{ width: 1024, height: 768 }, { width: 768, height: 1024 }] as const;

/** Barcode of the product in this row. */
const barcodeOf = (row: number): string => String(9_300_000_000_000 + row);
const nameOf = (row: number): string => `Crème item ${row.toString(36)} no ${row}`;

/** Products in 5,000 categories: a thousand beside each other, five deep. */
function list(products: number): string {
  const above = Array.from({ length: LEVELS }, (_, level) => Array.from({ length: level }, (_, at) => `Level ${at + 1} no 1 > `).join(''));
  const rows = Array.from({ length: products }, (_, row) => {
    const level = row % LEVELS;
    return `N-${row},${nameOf(row)},${row % 900}.50,${barcodeOf(row)},${above[level]}Level ${level + 1} no ${Math.floor(row / LEVELS) % BESIDE + 1}`;
  });
  return ['sku,name,price,barcode,category', ...rows].join('\n');
}

/** The whole number behind an option, or what is usual. */
function numberOf(args: readonly string[], option: string, usual: number): number {
  const at = args.indexOf(option);
  return at < 0 ? usual : Math.max(1, Math.trunc(Number(args[at + 1])) || usual);
}

/**
 * The largest catalogue, from the panel's import page to a sale and a changed price, in a real browser. Says how long each
 * step took and what it showed meanwhile. Resolves to true; throws when a step does not come about.
 */
export async function sellFromLargest(args: readonly string[]): Promise<boolean> {
  const products = numberOf(args, '--products', 300_000);
  const picture = pictures(process.env['HOLDFAST_PICTURES']);
  await inShop(async (shop, open) => {
    const { page: office } = await open({});
    const { page: till } = await open({});
    for (const page of [office, till]) page.setDefaultTimeout(PATIENCE);
    await becomeOwner(office, shop);
    await timed(`${products} products through the import page`, () => importThem(office, products, picture));
    const code = await pairingCode(office);
    await timed('set-up and first full sync', () => seen(till, () => pairRegister(till, shop, code), picture));
    await signIn(till, 'Asha Nair', '1234');
    await timed('all products on the screen', () => till.getByRole('list', { name: 'Products' }).waitFor());
    await picture(till, 'sale');
    await timed('search, category, scan and sale', () => sell(till, shop, products));
    await timed('a changed price, and a full sync', () => changePrice(office, till, shop, products));
    await timed('a new start of the register', async () => {
      await till.reload();
      await till.getByRole('list', { name: /^(Staff|Products)$/ }).waitFor();
      if (await till.getByRole('list', { name: 'Staff' }).isVisible()) await signIn(till, 'Asha Nair', '1234');
      await till.getByRole('list', { name: 'Products' }).waitFor();
    });
  });
  return true;
}

type Picture = (page: Page, name: string) => Promise<void>;

function pictures(folder: string | undefined): Picture {
  return async (page, name) => {
    if (!folder) return;
    const before = page.viewportSize();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(folder, `catalogue-${name}-${size.width}x${size.height}.png`) });
    }
    if (before) await page.setViewportSize(before);
  };
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await work();
  console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

async function importThem(page: Page, products: number, picture: Picture): Promise<void> {
  const folder = openFolder();
  try {
    folder.write('largest.csv', list(products));
    await page.getByRole('link', { name: 'Products', exact: true }).click();
    await page.getByRole('button', { name: 'Import products' }).click();
    await seen(page, () => page.getByLabel('CSV file').setInputFiles(join(folder.path, 'largest.csv'))
      .then(() => page.getByRole('heading', { name: `largest.csv: ${products.toLocaleString('en')} rows` }).waitFor()), picture);
    await seen(page, () => page.getByRole('button', { name: 'Import products' }).click()
      .then(() => page.getByRole('heading', { name: 'largest.csv is in' }).waitFor()), picture);
    const counts = await page.locator('dd').allInnerTexts();
    if (counts.join() !== [products.toLocaleString('en'), '0', '0', '0'].join()) throw new Error(`the import says ${counts.join(', ')}`);
    await picture(page, 'imported');
  } finally {
    folder.close();
  }
}

/** Does something that takes a while, and says which words stood beside a bar of progress meanwhile. */
async function seen(page: Page, work: () => Promise<unknown>, picture: Picture): Promise<void> {
  const said = new Set<string>();
  let working = true;
  const looking = (async () => {
    while (working) {
      const bar = page.locator('progress').locator('..');
      const [text] = await bar.allInnerTexts().catch(() => []);
      if (text && !said.has(text)) {
        said.add(text);
        if (said.size === 2) await picture(page, text.replace(/\W+/g, '-').slice(0, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  await work().finally(() => { working = false; });
  await looking;
  console.log(`  it said: ${[...said].join(' | ') || 'nothing'}`);
}

async function sell(page: Page, shop: TestShop, products: number): Promise<void> {
  const [first, second, third] = [Math.floor(products / 3), Math.floor(products / 2), products - 1];
  const search = page.getByRole('searchbox', { name: 'Search products' });
  const tiles = page.getByRole('list', { name: 'Products' }).getByRole('button');
  await search.fill(`no ${first}`);
  await tiles.filter({ hasText: nameOf(first) }).first().click();
  await search.fill('');
  await page.getByRole('button', { name: 'Level 1 no 1', exact: true }).click();
  await tiles.first().click();
  for (const row of [second, third]) {
    await scan(page, barcodeOf(row));
    await page.getByRole('list', { name: 'Cart' }).getByText(nameOf(row)).waitFor();
  }
  await payQuickCash(page);
  await newSale(page);
  await until('the sale in the ledger', () => ledgerOf(shop), (receipts) => receipts.length === 1);
}

async function changePrice(office: Page, till: Page, { url }: TestShop, products: number): Promise<void> {
  const address = `${url}panel/api/products`;
  const found = await (await office.request.get(`${address}?q=${barcodeOf(products - 1)}`)).json() as { rows: { id: string }[] };
  const [product] = found.rows;
  if (!product) throw new Error('the panel does not find the last product');
  const answer = await office.request.put(`${address}/${product.id}`, { data: { ...product, price: 123_456 } });
  if (!answer.ok()) throw new Error(await answer.text());
  const menu = await openMenu(till);
  const button = menu.getByRole('button', { name: 'Synchronise data' });
  await button.click();
  await until('the end of the full sync', () => button.isEnabled(), (isEnabled) => isEnabled);
  await closeMenu(till);
  await scan(till, barcodeOf(products - 1));
  await till.getByRole('button', { name: 'Pay', exact: true }).getByText('$1,234.56').waitFor();
}
