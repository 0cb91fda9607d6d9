import type { VNode } from 'preact';
import { html } from '../html.js';

const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M17 11a6 6 0 1 1-12 0a6 6 0 1 1 12 0M15.5 15.5L20 20',
  back: 'M19 12H5M11 6l-6 6 6 6',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  house: 'M4 11l8-7 8 7v9H4zM10 20v-6h4v6',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M18 7a2 2 0 1 1-4 0a2 2 0 1 1 4 0M10 17a2 2 0 1 1-4 0a2 2 0 1 1 4 0',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  good: 'M5 13l4 4L19 7',
  wait: 'M12 7v5l3 2M20 12a8 8 0 1 1-16 0a8 8 0 1 1 16 0',
  bad: 'M12 8v5M12 16v.5M12 3l10 18H2z',
  close: 'M6 6l12 12M18 6L6 18',
  erase: 'M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5',
  next: 'M9 5l7 7-7 7',
} as const;

/** A line drawing, 24 px, in the colour of the text around it. It says nothing to a screen reader: words stand beside it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): VNode {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
