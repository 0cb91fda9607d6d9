import { figure, writeFiguresAs } from '../words/figures.js';
import type { Language } from '../words/language.js';
import { NAMES } from '../domain/names.js';
import { inUse, say, SPOKEN } from './language.js';
import { read, watch } from './state.js';

/** Beside English, which is in the page's own scripts: each comes by itself, where it is spoken. */
const OTHERS: Readonly<Record<string, () => Promise<{ readonly language: Language }>>> = { ar: () => import('../words/ar/language.js') };
/** In localStorage: what was chosen for this device, and the shop's locale. */
const [CHOSEN, SHOPS] = [`${NAMES.page}-language`, `${NAMES.page}-locale`];

/** Each by its own name: whoever looks for it need not read the one in use. */
export const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', ar: 'العربية' };

/** When what is slow and will be wanted is done, in ms. */
const SOON = 1000;
const loaded: Record<string, Language | undefined> = {};
let written = '';

const short = (locale: string): string => (locale.split('-')[0] ?? '').toLowerCase();

function kept(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** A browser that keeps nothing, or has no room, must not stop a sale over it. */
function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.warn(error);
  }
}

/** Known before the shop is: it is read while the first screen is there. */
const shopsLocale = (): string => kept(SHOPS);

/** What was chosen for this device; empty: nothing was. */
export const chosenLanguage = (): string => kept(CHOSEN);

/** The language without a choice: the shop's, where the register speaks it, else the browser's, else English. */
export const givenLanguage = (): string => [shopsLocale(), navigator.language].map(short).find((tag) => tag in LANGUAGES) ?? 'en';

/** The language of a locale; undefined: English stands for it. */
export const languageOf = (locale: string): Language | undefined => loaded[short(locale)];

export function chooseLanguage(tag: string): void {
  keep(CHOSEN, tag);
  void speak();
}

/** After a reset the device is nobody's. */
export function forgetLanguage(): void {
  for (const key of [CHOSEN, SHOPS, SPOKEN]) localStorage.removeItem(key);
}

/** Speaks the language that is wanted: that of the device's own choice, or the one that is given. Also when another tab has chosen. */
export function mindLanguage(): void {
  for (const event of ['languagechange', 'storage']) window.addEventListener(event, speak);
  watch(followLocale);
  followLocale();
  void speak();
}

const wantedLanguage = (): string => (chosenLanguage() in LANGUAGES ? chosenLanguage() : givenLanguage());

async function speak(): Promise<void> {
  const wanted = wantedLanguage();
  // A receipt is in the shop's language, whatever the screen is in.
  await Promise.all([wanted, short(shopsLocale())].map(load));
  // Another may have been chosen while this one was on its way.
  if (wanted !== wantedLanguage()) return;
  keep(SPOKEN, wanted);
  say(loaded[wanted]);
}

async function load(tag: string): Promise<void> {
  const here = inUse();
  if (here?.lang === tag) loaded[tag] = here;
  if (!loaded[tag]) loaded[tag] = await OTHERS[tag]?.().then(({ language }) => language, (error: unknown) => void console.warn(error));
}

/** Numbers are written as the shop writes them, and its language is spoken where no other was chosen. */
function followLocale(): void {
  const locale = read().shop?.config.locale;
  if (!locale || locale === written) return;
  written = locale;
  keep(SHOPS, locale);
  writeFiguresAs(locale);
  // Not while the first screen is being made, and before somebody taps a product.
  setTimeout(figure, SOON, 0);
  void speak();
}
