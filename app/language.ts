import { till } from '../words/en-AU/till.js';
import type { Language } from '../words/language.js';
import { NAMES } from '../domain/names.js';
import { change } from './state.js';

/** In localStorage, which is there before anything is shown: the language that was last in use (languages.ts). */
export const SPOKEN = `${NAMES.page}-spoken`;

let spoken: Language | undefined;
/** What the page says, in the language in use. It changes: to be read when something is shown, not before. */
export let words = till;

/** The language in use; undefined: English, which is in the page's own scripts. */
export const inUse = (): Language | undefined => spoken;

/** Keeps an amount, a number or a date together and in its own order, where it stands among words that are written from the right. */
export const apart = (text: string): string => (spoken ? `\u2068${text}\u2069` : text);

/** What the worker says, in the language in use. */
export const told = (message: string): string => (spoken ? spoken.told(message) : message);

/** Says everything in a language from now on; in English without one. */
export function say(language?: Language): void {
  spoken = language;
  words = language ? language.till : till;
  const { lang, dir } = language ?? { lang: 'en-AU', dir: 'ltr' };
  Object.assign(document.documentElement, { lang, dir });
  change({});
}

/** The first screen is in the language of the last time, or the browser's: which it is now, languages.ts finds out. */
export async function begin(): Promise<void> {
  try {
    if (/^ar\b/.test(localStorage[SPOKEN] as string || navigator.language)) say((await import('../words/ar/language.js')).language);
  } catch (error) {
    // A browser that keeps nothing is told so in English.
    console.warn(error);
  }
}
