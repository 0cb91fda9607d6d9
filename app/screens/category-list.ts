import type { VNode } from 'preact';
import type { Category } from '../../domain/catalogue.js';
import { fold } from '../fold.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { otherWords } from '../other-words.js';
import { lastResult, remembers } from '../remembers.js';
import { below, pathTo } from '../shop.js';
import { closePanel, Dialog } from './dialog.js';
import { Field } from './field.js';
import type { ScreenProps } from './seldom.js';

/** All categories beside each other, where they are too many for a row. `id` is the one above them. */
export const CategoryList = remembers(() => ({ text: '' }), ({ shop: { categories }, id, choose }: ScreenProps, { text }, put) => {
  const take = (event: Event): void => {
    const button = (event.target as Element).closest('button');
    if (!button) return;
    choose?.(button.value);
    closePanel();
  };
  const above = pathTo(categories, id).map(({ name }) => name).join(' › ');
  const found = keys(categories, id, text);
  return html`<${Dialog} title=${words.categories}>
    <div class="stack">${above && html`<p class="soft above" dir="auto">${above}</p>`}<${Field} id="part-of-name" label=${otherWords.partOfName} text=${text} change=${(typed: string) => put({ text: typed })} /></div>
    <ul class="pick" aria-label=${words.categories} onClick=${take}>${found}</ul>
    <p class="soft" role="status">${!found.length && otherWords.noSuchCategory}</p>
  <//>`;
});

const keys = lastResult((categories: readonly Category[], parent: string, text: string): VNode[] => {
  const parts = fold(text).split(' ');
  return below(categories, parent).filter(({ name }) => parts.every((part) => fold(name).includes(part)))
    .map(({ id, name }) => html`<li key=${id}><button class="act" value=${id} dir="auto">${name}</button></li>`);
});
