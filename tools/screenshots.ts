import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inShop } from '../test/browser/fixture.js';
import { lookingIn } from '../test/browser/language.js';
import { becomeOwner } from '../test/browser/office.js';
import { tourPanel, trade } from '../test/browser/panel-places.js';
import { tourRegister, type Look } from '../test/browser/tour.js';
import { ROOT } from '../test/folder.js';

const USAGE = `npm run screenshots [-- FOLDER [LANGUAGE]]

Makes a picture of every screen of the register and every page of the control panel, at each of the sizes that they are made for
and once in the dark scheme, out of a real shop, into FOLDER (screenshots/ if none is given; what was there goes). In another language than English (ar) the register's alone.`;

const SIZES = [{ width: 1024, height: 600 }, { width: 768, height: 1024 }, { width: 1366, height: 768 }] as const;

/** Pictures go to FOLDER/<size>/<number>-<screen>.png. */
function photographer(page: Page, folder: string): Look {
  let number = 0;
  const shoot = (size: string, screen: string): Promise<Buffer> => page.screenshot({ path: join(folder, size, `${String(number).padStart(2, '0')}-${screen}.png`), animations: 'disabled' });
  return async (screen) => {
    number++;
    const name = screen.replace(/\W+/g, '-');
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await shoot(`${size.width}x${size.height}`, name);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot('dark', name);
    await page.emulateMedia({ colorScheme: 'light' });
    console.log(screen);
  };
}

const isLanguage = (tag: string): tag is 'en' | 'ar' => /^(en|ar)$/.test(tag);

async function main([folder = join(ROOT, 'screenshots'), language = 'en']: readonly string[]): Promise<void> {
  if (folder.startsWith('--') || !isLanguage(language)) return console.log(USAGE);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const viewport = SIZES[2];
  await inShop(async (shop, open) => {
    const { page } = await open({ viewport });
    const look = photographer(page, join(folder, 'register'));
    await tourRegister({ page, shop, look: language === 'en' ? look : lookingIn(page, language, look) });
  });
  if (language === 'en') await panelPictures(folder, viewport);
  console.log(`The pictures are in ${folder}`);
}

async function panelPictures(folder: string, viewport: (typeof SIZES)[number]): Promise<void> {
  await inShop(async (shop, open) => {
    const { page } = await open({ viewport });
    const look = photographer(page, join(folder, 'panel'));
    await page.goto(`${shop.url}panel/`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await look('sign-in');
    await becomeOwner(page, shop);
    await trade(page, shop);
    await tourPanel(page, shop, look);
  });
}

await main(process.argv.slice(2));
