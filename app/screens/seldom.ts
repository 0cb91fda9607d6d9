import type { VNode } from 'preact';
import type { SignIn } from '../../domain/local.js';
import { html } from '../html.js';
import { words } from '../language.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';

type Screens = typeof import('./others.js')['SCREENS'];
export type SeldomName = keyof Screens;

/** What every screen is given. */
export interface ScreenProps {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
  /** What of it: see {@link Route}. */
  readonly id: string;
  /** Shows a category's products on the sale screen that this lies over. */
  readonly choose?: (id: string) => void;
}

let screens: Screens | undefined;
let trouble = '';

/** Loads all that comes after the sale screen, as soon as that is there. */
export async function loadSeldom(): Promise<void> {
  try {
    const others = await import('./others.js');
    screens = others.SCREENS;
    others.beCounter();
  } catch (error) {
    console.error(error);
    trouble = words.partMissing;
  }
  change({});
}

/** A screen whose code comes after the till's, from the worker's cache. */
export function Seldom({ name, ...props }: ScreenProps & { readonly name: SeldomName }): VNode {
  if (screens) return html`<${screens[name]} ...${props} />`;
  const again = trouble && html`<button class="main" onClick=${() => location.reload()}>${words.reload}</button>`;
  return html`<main class="middle" role="alert" aria-busy=${!trouble}><p>${trouble || words.oneMoment}</p>${again}</main>`;
}
