import type { VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { lastResult, remembers } from '../remembers.js';
import { add, addByCode } from '../selling.js';
import { pathTo, productOf, productsIn, type Shop } from '../shop.js';
import { isOffline } from '../state.js';
import { CartSide } from './cart-side.js';
import { Categories } from './categories.js';
import { Head } from './head.js';
import { Products } from './products.js';
import { Seldom, type ScreenProps } from './seldom.js';

const find = lastResult((shop: Shop, category: string, query: string) => (query ? shop.index.find(query) : productsIn(shop, category)));

export const Sale = remembers(() => ({ category: '', typed: '' }), (props: ScreenProps, { category: chosen, typed }, put) => {
  const { shop, state: { panel } } = props;
  // One that a full sync took away is left.
  const category = pathTo(shop.categories, chosen).length ? chosen : '';
  const query = typed.trim();
  const enter = (): void => { if (take(shop, query)) put({ typed: '' }); };
  const choose = (id: string): void => put({ category: id, typed: '' });
  return html`<div class="sale">
    <${Head} ...${props} typed=${typed} type=${(text: string) => put({ typed: text })} enter=${enter} />
    <main class="goods"><h1 class="sr">${words.sale}</h1>
      <${Standing} ...${props} />
      <${Categories} categories=${shop.categories} chosen=${query ? null : category} choose=${choose} />
      <${Products} shop=${shop} products=${find(shop, category, query)} query=${query} />
    </main>
    <${CartSide} ...${props} />
    ${panel && html`<${Seldom} key=${panel.name} name=${panel.name} ...${props} id=${panel.key} choose=${choose} />`}
  </div>`;
});

/** Enter in the search field: a whole code, which is what a scanner types there too, or the one product that is left. */
function take(shop: Shop, code: string): boolean {
  if (!code) return false;
  const found = shop.index.find(code);
  const exact = productOf(shop, code);
  const [only] = found.slice(0, 1);
  if (exact) add(exact);
  else if (/^\d{6,}$/.test(code)) addByCode(code);
  else if (only && found.length === 1) add(only);
  else return false;
  return true;
}

/** What does not work just now, and what goes on. */
function Standing(props: ScreenProps): VNode {
  const { state } = props;
  const { status, lost, printing } = state;
  const removed = status.link === 'removed';
  return html`${!removed && isOffline(state) && html`<p class="line-warn"><b>${words.offline}</b> ${words.offlineSays}</p>`}${(removed || lost || status.folder?.trouble) && html`<${Seldom} ...${props} name="copies" />`}${printing?.failed && html`<${Seldom} ...${props} name="not-printed" />`}`;
}
