import { get, set } from 'idb-keyval';
import { kept } from './kept-cart.js';
import { change } from './state.js';

/** What somebody has chosen for this very device; forgotten with a reset. */
export interface Preferences {
  /** A tone for each scan. */
  readonly sounds: boolean;
  readonly colours: Colours;
}

/** `device`: bright or dark as its own setting says. */
export type Colours = 'device' | 'bright' | 'dark';

const KEY = 'preferences';
const SCHEMES = { device: '', bright: 'light', dark: 'dark' } as const;
const DARK = { device: '(prefers-color-scheme: dark)', bright: 'not all', dark: 'all' } as const;

let chosen: Preferences = { sounds: true, colours: 'device' };

export function preferences(): Preferences {
  return chosen;
}

/** Takes up what was chosen before. */
export async function restorePreferences(): Promise<void> {
  take((await get<Partial<Preferences>>(KEY, kept).catch(console.warn)) ?? {});
}

/** Chooses, and keeps the choice. */
export async function prefer(part: Partial<Preferences>): Promise<void> {
  take(part);
  await set(KEY, chosen, kept).catch(console.warn);
}

function take(part: Partial<Preferences>): void {
  chosen = { ...chosen, ...part };
  paint(chosen.colours);
  change({});
}

let darkRules: readonly CSSMediaRule[] | undefined;

/** The dark scheme is a media query in the styles: it is let hold always, or never. */
function paint(colours: Colours): void {
  darkRules = darkRules ?? Array.from(document.styleSheets).flatMap(({ cssRules }) => Array.from(cssRules)).filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && /color-scheme/.test(rule.conditionText));
  for (const { media } of darkRules) media.mediaText = DARK[colours];
  document.documentElement.style.colorScheme = SCHEMES[colours];
}
