import type { VNode } from 'preact';
import { html } from './html.js';

const PATHS = {
  sales: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  shifts: 'M5 11l2-6h10l2 6M3 11h18v8H3zM10 15h4',
  products: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  categories: 'M4 6h6v5H4zM14 6h6M14 11h6M4 15h6v4H4zM14 15h6M14 19h6',
  staff: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-7 8-7s8 3 8 7',
  registers: 'M3 5h18v11H3zM9 20h6M12 16v4',
  outlets: 'M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM10 20v-5h4v5',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM16 16l4 4',
  back: 'M19 12H5M11 6l-6 6 6 6',
  before: 'M14 6l-6 6 6 6',
  after: 'M10 6l6 6-6 6',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  tick: 'M5 12l5 5 9-10',
  warn: 'M12 4l9 16H3zM12 10v5M12 17.5h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside words; it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
