import type { Page } from 'playwright-core';
import type { Look } from './tour.js';

/** Chooses a language as another tab would: what is on the screen stays, and is said in it. */
export async function choose(page: Page, tag: 'en' | 'ar'): Promise<void> {
  const lang = { en: 'en-AU', ar: 'ar' }[tag];
  // The second script hears of it: that may be on its way.
  await page.waitForFunction(([chosen, wanted]) => {
    localStorage['holdfast-page-language'] = chosen;
    if (document.documentElement.lang !== wanted) window.dispatchEvent(new Event('storage'));
    return document.documentElement.lang === wanted;
  }, [tag, lang] as const, { polling: 50 });
}

/** Looks at each screen in a language; the tour itself goes on in English. */
export function lookingIn(page: Page, tag: 'en' | 'ar', look: Look): Look {
  return async (screen) => {
    await choose(page, tag);
    await look(screen);
    await choose(page, 'en');
  };
}
