import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { misfits, violations } from './fit.js';
import { inShop } from './fixture.js';
import { choose } from './language.js';
import { tourRegister } from './tour.js';

/** The smallest, the upright one, and the largest. */
const SIZES = [{ width: 1024, height: 600 }, { width: 768, height: 1024 }, { width: 1920, height: 1080 }] as const;

test('on every screen and at every size a finger and an eye find everything: 48 pixels with 8 between, nothing covered or cut off, also in Arabic, and nothing for axe-core, bright or dark', () => inShop(async (shop, open) => {
  const { page } = await open();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found: Record<string, string[]> = {};
  const note = (where: string, wrong: readonly string[]): void => { if (wrong.length > 0) found[where] = [...wrong]; };
  let screens = 0;
  await tourRegister({ page, shop, look: async (screen) => {
    screens++;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      note(`${screen} at ${size.width} × ${size.height}`, await misfits(page));
    }
    note(screen, await violations(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    note(`${screen}, dark`, await violations(page, ['color-contrast']));
    await page.emulateMedia({ colorScheme: 'light' });
    // From the other side, with words of other lengths.
    await page.setViewportSize(SIZES[0]);
    await choose(page, 'ar');
    note(`${screen}, in Arabic`, await misfits(page));
    await choose(page, 'en');
  } });
  assert.ok(screens > 30, `${screens} screens`);
  assert.equal(found, {});
}));

test.run();
