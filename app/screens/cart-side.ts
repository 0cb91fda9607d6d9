import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { cents, type Cents } from '../../domain/money.js';
import type { Priced } from '../../domain/pricing.js';
import { keyOf, plainPercent, plainQuantity, priceCart, type CartLine } from '../cart.js';
import { column, money } from '../format.js';
import { html } from '../html.js';
import { go } from '../route.js';
import { clearCart, oneLess, oneMore } from '../selling.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { Icon } from './icon.js';
import { remaining } from '../payment.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

/** The cart: always beside the goods, its total and Pay always in the same place. */
export function CartSide({ state: { cart }, shop }: Props): VNode {
  const list = useRef<HTMLUListElement>(null);
  const priced = priceCart(cart);
  const { total } = priced.totals;
  const last = cart.lines.length;
  useEffect(() => { list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }); }, [last]);
  const lines = cart.lines.map((line, index) => html`<${Line} key=${keyOf(line)} line=${line} total=${net(priced, index)} />`);
  const empty = html`<p class="empty">Tap a product or scan its barcode to begin a sale.</p>`;
  return html`<aside class="cart" aria-label="Sale">
    <div class="lines"><ul aria-label="Cart" ref=${list}>${lines}</ul>${last ? null : empty}</div>
    <div class="foot">
      <${Sums} priced=${priced} shop=${shop} paid=${cents(total - remaining(total, cart.parts))} />
      <div class="acts">
        <button class="act" disabled=${!last} onClick=${clearCart}>Clear cart</button>
        <button class="act" disabled=${!last} onClick=${() => change({ panel: { name: 'discount' } })}>Discount</button>
      </div>
      <button class="main pay" aria-label="Pay" aria-describedby="total" disabled=${!last} onClick=${() => go('pay')}>Pay ${last ? money(total, shop.config) : ''}</button>
    </div>
  </aside>`;
}

function net(priced: Priced, index: number): Cents {
  const amounts = priced.lines[index];
  return cents(amounts ? amounts.gross - amounts.lineDiscount : 0);
}

function Line({ line, total }: { readonly line: CartLine; readonly total: Cents }): VNode {
  const key = keyOf(line);
  const notes = [line.quantity === 1000 ? '' : `${column(line.unitPrice)} each`, line.discount ? `−${plainPercent(line.discount)} %` : '', line.taxRate ? '' : 'tax free'];
  return html`<li class="line">
    <button class="plain name" aria-label=${`Change ${line.name}`} onClick=${() => change({ panel: { name: 'line', key } })}>
      <b>${line.name}</b><small>${notes.filter(Boolean).join(', ')}</small>
    </button>
    <span class="quantity">
      <button class="plain" aria-label=${`One less ${line.name}`} onClick=${() => oneLess(key)}><${Icon} name="minus" /></button>
      <span>${plainQuantity(line.quantity)}</span>
      <button class="plain" aria-label=${`One more ${line.name}`} onClick=${() => oneMore(key)}><${Icon} name="plus" /></button>
    </span>
    <span class="amount">${column(total)}</span>
  </li>`;
}

interface SumsProps {
  readonly priced: Priced;
  readonly shop: Shop;
  readonly paid: Cents;
}

function Sums({ priced: { totals }, shop, paid }: SumsProps): VNode {
  const row = (label: string, value: string): VNode => html`<div class="sum"><dt>${label}</dt><dd>${value}</dd></div>`;
  const discount = totals.discount ? row('Discount', column(cents(-totals.discount))) : null;
  return html`<dl class="sums">
    ${discount}${row(`Includes ${shop.config.taxName}`, column(totals.tax))}${paid ? row('Paid in part', column(paid)) : null}
    <div class="sum total" aria-live="polite" aria-atomic="true"><dt>Total</dt><dd id="total">${money(totals.total, shop.config)}</dd></div>
  </dl>`;
}
