import type { Locator, Page } from 'playwright-core';

// What a cashier does, by the names that the register's controls have.

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** From a fresh browser to the staff list: the pairing code, then the first full sync. */
export async function pairRegister(page: Page, shop: { readonly url: string; readonly pairingCode: string }, code = shop.pairingCode): Promise<void> {
  await page.goto(`${shop.url}register/`);
  await page.getByRole('textbox', { name: 'Pairing code' }).fill(code);
  await button(page, 'Set up register').click();
  await page.getByRole('list', { name: 'Staff' }).waitFor();
}

export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('list', { name: 'Staff' }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('textbox', { name: 'PIN' }).fill(pin);
  await button(page, 'Sign in').click();
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
}

/** Puts products into the cart by their tiles, searching for each so that it is on the screen. */
export async function putInCart(page: Page, ...names: readonly string[]): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search products' });
  for (const name of names) {
    await search.fill(name);
    await page.getByRole('list', { name: 'Products' }).getByRole('button', { name, exact: true }).click();
  }
  await search.fill('');
}

/** How the sale ended: what the screen says once it is on the disk. */
export interface Ended {
  readonly receiptNumber: string;
  /** As written: `$15.20`, or `No change`. */
  readonly change: string;
}

export async function payQuickCash(page: Page): Promise<Ended> {
  await button(page, 'Pay').click();
  await button(page, 'Quick cash').click();
  return ended(page);
}

/** @param tendered as typed: `50` */
export async function payCash(page: Page, tendered: string): Promise<Ended> {
  await button(page, 'Pay').click();
  await button(page, 'Cash').click();
  await page.getByRole('textbox', { name: 'Cash tendered' }).fill(tendered);
  await button(page, 'Complete sale').click();
  return ended(page);
}

export async function payCard(page: Page): Promise<Ended> {
  await button(page, 'Pay').click();
  await button(page, 'Card').click();
  await button(page, 'Complete sale').click();
  return ended(page);
}

/** A part by card, and the rest in coins. @param part as typed: `2` */
export async function paySplit(page: Page, part: string): Promise<Ended> {
  await button(page, 'Pay').click();
  await button(page, 'Split').click();
  await page.getByRole('textbox', { name: 'Part amount' }).fill(part);
  await button(page, 'Add card part').click();
  await page.getByRole('list', { name: 'Payments' }).getByRole('listitem').waitFor();
  await button(page, 'Quick cash').click();
  return ended(page);
}

async function ended(page: Page): Promise<Ended> {
  await page.getByRole('heading', { name: 'Sale complete' }).waitFor();
  const change = await page.getByRole('status', { name: 'Change', exact: true }).innerText();
  const receiptNumber = /[A-Z]+\d+[a-z]*-\d{6}/.exec(await page.locator('body').innerText())?.[0] ?? '';
  return { receiptNumber, change };
}

export async function newSale(page: Page): Promise<void> {
  await button(page, 'New sale').click();
  await page.getByRole('searchbox', { name: 'Search products' }).waitFor();
}

/** Sells one of each product for quick cash and opens the next sale. @returns the receipt number */
export async function sellQuick(page: Page, ...names: readonly string[]): Promise<string> {
  await putInCart(page, ...names);
  const { receiptNumber } = await payQuickCash(page);
  await newSale(page);
  return receiptNumber;
}

export async function openMenu(page: Page): Promise<Locator> {
  await button(page, 'Menu').click();
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await menu.waitFor();
  return menu;
}

export async function closeMenu(page: Page): Promise<void> {
  await button(page, 'Close menu').click();
}

/** The count in the open menu. */
export async function unsynchronised(page: Page): Promise<number> {
  const said = await page.getByRole('status', { name: 'Unsynchronised sales' }).innerText();
  return Number(/\d+/.exec(said.replaceAll(',', ''))?.[0] ?? Number.NaN);
}

/** A scanner's burst: the code's keys and Enter, wherever the focus is, 4 ms apart by their own time, however busy this machine is. */
export async function scan(page: Page, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  const press = (key: string, index: number): Promise<unknown>[] => {
    const text = key === 'Enter' ? '\r' : key;
    const timestamp = start + index * 0.004;
    return [keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp }), keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp })];
  };
  // All at once: one after the other they would come at the pace of this machine, not of a scanner.
  await Promise.all([...code, 'Enter'].flatMap(press));
  await keyboard.detach();
}
