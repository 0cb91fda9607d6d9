import type { VNode } from 'preact';
import { html } from '../html.js';

type Name = 'menu' | 'search' | 'back' | 'receipt' | 'plus' | 'minus' | 'house' | 'settings' | 'leave' | 'good' | 'wait' | 'bad' | 'close' | 'erase' | 'drawer';

/** A line drawing out of index.html, 24 px, in the colour of the text around it. It says nothing to a screen reader: words stand beside it. */
export function Icon({ name }: { readonly name: Name }): VNode {
  return html`<svg class="icon" aria-hidden="true"><use href=${`#icon-${name}`} /></svg>`;
}
