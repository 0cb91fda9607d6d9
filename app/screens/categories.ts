import type { VNode } from 'preact';
import type { Category } from '../../domain/catalogue.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { lastResult } from '../remembers.js';
import { below, pathTo } from '../shop.js';

interface Props {
  readonly categories: readonly Category[];
  /** Null while a search looks through the whole shop. */
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

/** The categories: a row for the top, and one more for what is below each that is chosen. */
export function Categories({ categories, chosen, choose }: Props): VNode | null {
  const tap = (event: Event): void => {
    const button = (event.target as Element).closest('button');
    if (button) choose(button.value);
  };
  return categories.length ? html`<nav class="categories" aria-label=${words.categories} onClick=${tap}>${rows(categories, chosen)}</nav>` : null;
}

const rows = lastResult((categories: readonly Category[], chosen: string | null): VNode[] => {
  const path = chosen === null ? [] : pathTo(categories, chosen).map(({ id }) => id);
  const chip = (id: string, name: string, on: boolean): VNode => html`<button key=${id} value=${id} class="chip" aria-pressed=${on}>${name}</button>`;
  return ['', ...path].flatMap((parent, level) => {
    const children = below(categories, parent);
    if (!children.length) return [];
    const all = level === 0 ? chip('', words.all, chosen === '') : null;
    return html`<div class="chips" key=${parent}>${all}${children.map(({ id, name }) => chip(id, name, path[level] === id))}</div>`;
  });
});
