import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SignIn } from '../../domain/local.js';
import { html } from '../html.js';
import { search } from '../search.js';
import { add, addByCode } from '../selling.js';
import { productOf, productsIn, type Shop } from '../shop.js';
import { isOffline, type State } from '../state.js';
import { CartSide } from './cart-side.js';
import { Categories } from './categories.js';
import { DiscountPanel } from './discount-panel.js';
import { Head } from './head.js';
import { LinePanel } from './line-panel.js';
import { Menu } from './menu.js';
import { Products } from './products.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
}

export function Sale({ state, shop, staff }: Props): VNode {
  const [category, setCategory] = useState('');
  const [query, setQuery] = useState('');
  const products = useMemo(() => (query.trim() ? search(shop.index, query) : productsIn(shop, category)), [shop, category, query]);
  useEffect(() => { void import('./payment.js'); void import('./complete.js'); }, []);
  const choose = (id: string): void => { setCategory(id); setQuery(''); };
  const enter = (): void => { if (take(shop, query)) setQuery(''); };
  return html`<div class="sale">
    <${Head} state=${state} shop=${shop} staff=${staff} query=${query} search=${setQuery} enter=${enter} />
    <main class="goods">
      <${Standing} state=${state} />
      <${Categories} categories=${shop.categories} chosen=${query.trim() ? null : category} choose=${choose} />
      <${Products} shop=${shop} products=${products} query=${query.trim()} />
    </main>
    <${CartSide} state=${state} shop=${shop} />
    ${overlay(state, shop, staff)}
  </div>`;
}

function overlay(state: State, shop: Shop, staff: SignIn): VNode | null {
  switch (state.panel?.name) {
    case undefined: return null;
    case 'menu': return html`<${Menu} state=${state} shop=${shop} staff=${staff} />`;
    case 'discount': return html`<${DiscountPanel} cart=${state.cart} />`;
    case 'line': return html`<${LinePanel} key=${state.panel.key} id=${state.panel.key} state=${state} shop=${shop} staff=${staff} />`;
  }
}

/** Enter in the search field: a whole code, which is what a scanner types there too, or the one product that is left. */
function take(shop: Shop, query: string): boolean {
  const code = query.trim();
  const found = search(shop.index, code);
  const exact = productOf(shop, code);
  const [only] = found;
  if (exact) add(exact);
  else if (/^\d{6,}$/.test(code)) addByCode(code);
  else if (only && found.length === 1) add(only);
  else return false;
  return true;
}

/** What does not work just now, and what goes on. */
function Standing({ state }: { readonly state: State }): VNode | null {
  if (state.status?.link === 'removed') {
    return html`<p class="line-bad"><b>Unlinked.</b> The control panel has ended this register’s link. Sales are kept here. To send them, <a href="#/set-up">set up this register again</a>.</p>`;
  }
  return isOffline(state)
    ? html`<p class="line-warn"><b>Offline.</b> Selling goes on; sales are kept here and sent later. The control panel and item editing wait for the connection.</p>`
    : null;
}
