import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Category } from '../../domain/catalogue.js';
import { html } from '../html.js';
import { below, pathTo } from '../shop.js';

interface Props {
  readonly categories: readonly Category[];
  /** Null while a search looks through the whole shop. */
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}

/** The categories: a row for the top, and one more for what is below each that is chosen. */
export function Categories({ categories, chosen, choose }: Props): VNode | null {
  const content = useMemo(() => rows(categories, chosen, choose), [categories, chosen]);
  return categories.length ? html`<nav class="categories" aria-label="Categories">${content}</nav>` : null;
}

function rows(categories: readonly Category[], chosen: string | null, choose: (id: string) => void): VNode[] {
  const path = chosen === null ? [] : pathTo(categories, chosen).map(({ id }) => id);
  const chip = (id: string, name: string, on: boolean): VNode => html`<button key=${id} class="chip" aria-pressed=${on} onClick=${() => choose(id)}>${name}</button>`;
  return ['', ...path].flatMap((parent, level) => {
    const children = below(categories, parent);
    if (!children.length) return [];
    const all = level === 0 ? chip('', 'All', chosen === '') : null;
    return html`<div class="chips" key=${parent}>${all}${children.map(({ id, name }) => chip(id, name, path[level] === id))}</div>`;
  });
}
