import type { VNode } from 'preact';
import type { LineAmounts, Priced } from '../../domain/pricing.js';
import { keyOf, plainPercent, plainQuantity, priceCart, type CartLine } from '../cart.js';
import { column, money } from '../format.js';
import { html } from '../html.js';
import { go } from '../route.js';
import { clearCart, oneLess, oneMore } from '../selling.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { Icon } from './icon.js';
import { tell } from '../worker.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

/** The cart: always beside the goods, its total and Pay always in the same place. */
export function CartSide({ state: { cart }, shop }: Props): VNode {
  const priced = priceCart(cart);
  const { total } = priced.totals;
  const last = cart.lines.length;
  const lines = cart.lines.map((line, index) => html`<${Line} key=${keyOf(line)} line=${line} amounts=${priced.lines[index]} />`);
  return html`<aside class="cart" aria-label="Sale">
    <div class="lines"><ul aria-label="Cart">${lines}</ul>${last === 0 && html`<p class="empty">Tap a product or scan its barcode to begin a sale.</p>`}</div>
    <div class="foot">
      ${sums(priced, shop, cart.parts.reduce((sum, part) => sum + part.amount, 0))}
      <div class="acts">
        <button class="act" disabled=${!last} onClick=${clearCart}>Clear cart</button>
        <button class="act" disabled=${!last} onClick=${() => change({ panel: { name: 'discount' } })}>Discount</button>
      </div>
      <button class="main pay" aria-keyshortcuts="F9" aria-describedby="total" disabled=${!last} onClick=${pay}>Pay <span aria-hidden="true">${last > 0 && money(total, shop.config)}</span></button>
    </div>
  </aside>`;
}

function pay(): void {
  // A worker that was stopped starts up now, and not when the customer waits for the change.
  tell({ type: 'wake' });
  go('pay');
}

function comeInView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' });
}

interface LineProps {
  readonly line: CartLine;
  readonly amounts: LineAmounts;
}

function Line({ line, amounts }: LineProps): VNode {
  const key = keyOf(line);
  const notes = [line.quantity === 1000 ? '' : `${column(line.unitPrice)} each`, line.discount ? `−${plainPercent(line.discount)} %` : '', line.taxRate ? '' : 'tax free'];
  return html`<li class="line" ref=${comeInView}>
    <button class="plain name" onClick=${() => change({ panel: { name: 'line', key } })}>
      <span class="sr">Change</span> <b>${line.name}</b> <small>${notes.filter(Boolean).join(', ')}</small>
    </button>
    <span class="quantity">
      <button class="plain" aria-label=${`One less ${line.name}`} onClick=${() => oneLess(key)}><${Icon} name="minus" /></button>
      <span>${plainQuantity(line.quantity)}</span>
      <button class="plain" aria-label=${`One more ${line.name}`} onClick=${() => oneMore(key)}><${Icon} name="plus" /></button>
    </span>
    <span class="amount">${column(amounts.gross - amounts.lineDiscount)}</span>
  </li>`;
}

function sums({ totals }: Priced, shop: Shop, paid: number): VNode {
  const row = (label: string, value: string): VNode => html`<div class="sum"><dt>${label}</dt><dd>${value}</dd></div>`;
  const discount = totals.discount > 0 && row('Discount', column(-totals.discount));
  return html`<dl class="sums">
    ${discount}${row(`Includes ${shop.config.taxName}`, column(totals.tax))}${paid > 0 && row('Paid in part', column(paid))}
    <div class="sum total" aria-live="polite" aria-atomic="true"><dt>Total</dt><dd id="total">${money(totals.total, shop.config)}</dd></div>
  </dl>`;
}
