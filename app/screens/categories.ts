import type { VNode } from 'preact';
import type { Category } from '../../domain/catalogue.js';
import { figure } from '../../words/figures.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { lastResult } from '../remembers.js';
import { below, pathTo } from '../shop.js';
import { change } from '../state.js';

/** Beside each other at the most: of more, all are in a list that can be searched. Nobody swipes past a thousand, and no slow till lays them out at each tap. */
const MOST = 40;

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
    if (button?.name) change({ panel: { name: 'categories', key: button.value } });
    else if (button) choose(button.value);
  };
  return categories.length ? html`<nav class="categories" aria-label=${words.categories} onClick=${tap}>${rows(categories, chosen)}</nav>` : null;
}

const rows = lastResult((categories: readonly Category[], chosen: string | null) => {
  const path = pathTo(categories, chosen ?? '');
  const chip = (id: string, name: string, on: boolean): VNode => html`<button key=${id} value=${id} class="chip" aria-pressed=${on}>${name}</button>`;
  return ['', ...path.map(({ id }) => id)].map((parent) => {
    const children = below(categories, parent);
    // A chosen one from behind the first forty comes to where it is seen.
    const some = [...children.slice(MOST).filter((one) => path.includes(one)), ...children.slice(0, MOST)].map((one) => chip(one.id, one.name, path.includes(one)));
    const more = children[MOST] && html`<button name="more" value=${parent} class="chip">${words.categories} (${figure(children.length)})</button>`;
    return children[0] && html`<div class="chips" key=${parent}>${!parent && chip('', words.all, chosen === '')}${more}${some}</div>`;
  });
});
