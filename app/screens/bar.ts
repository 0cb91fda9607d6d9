import type { ComponentChildren, VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { go } from '../route.js';
import { focused } from './focus.js';
import { Icon } from './icon.js';

interface Props {
  readonly title: string;
  readonly leave?: () => void;
  readonly children?: ComponentChildren;
}

/** The head of every screen but the sale: the way back, and where one is. */
export function Bar({ title, leave = () => go(''), children }: Props): VNode {
  return html`<header class="bar no-print">
    <button class="plain" aria-label=${words.backToSale} onClick=${leave}><${Icon} name="back" /></button>
    <h1 tabindex="-1" ref=${focused}>${title}</h1>${children}
  </header>`;
}
