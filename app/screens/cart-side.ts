import type { VNode } from 'preact';
import type { LineAmounts, Priced } from '../../domain/pricing.js';
import { figure } from '../../words/figures.js';
import { keyOf, priceCart, type CartLine } from '../cart.js';
import { column, money } from '../format.js';
import { html } from '../html.js';
import { words } from '../language.js';
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
  const lines = cart.lines.map((line, index) => html`<${Line} key=${keyOf(line)} line=${line} amounts=${priced.lines[index]} shop=${shop} />`);
  return html`<aside class="cart" aria-label=${words.sale}>
    <div class="lines"><ul aria-label=${words.cart}>${lines}</ul>${last === 0 && html`<p class="empty">${words.emptyCart}</p>`}</div>
    <div class="foot">
      ${sums(priced, shop, cart.parts.reduce((sum, part) => sum + part.amount, 0))}
      <div class="acts">
        <button class="act" disabled=${!last} onClick=${clearCart}>${words.clearCart}</button>
        <button class="act" disabled=${!last} onClick=${() => change({ panel: { name: 'discount' } })}>${words.discount}</button>
      </div>
      <button class="main pay" aria-keyshortcuts="F9" aria-describedby="total" disabled=${!last} onClick=${pay}>${words.pay} <span aria-hidden="true">${last > 0 && money(total, shop.config)}</span></button>
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

interface LineProps extends Pick<Props, 'shop'> {
  readonly line: CartLine;
  readonly amounts: LineAmounts;
}

function Line({ line, amounts, shop }: LineProps): VNode {
  const key = keyOf(line);
  const notes = [line.quantity === 1000 ? '' : words.each(column(line.unitPrice, shop.config)), line.discount ? words.off(figure(line.discount / 100)) : '', line.taxRate ? '' : words.taxFree];
  return html`<li class="line" ref=${comeInView}>
    <button class="plain name" onClick=${() => change({ panel: { name: 'line', key } })}>
      <span class="sr">${words.change}</span> <b dir="auto">${line.name}</b> <small>${notes.filter(Boolean).join(words.comma)}</small>
    </button>
    <span class="quantity">
      <button class="plain" aria-label=${words.oneLess(line.name)} onClick=${() => oneLess(key)}><${Icon} name="minus" /></button>
      <span>${figure(line.quantity / 1000)}</span>
      <button class="plain" aria-label=${words.oneMore(line.name)} onClick=${() => oneMore(key)}><${Icon} name="plus" /></button>
    </span>
    <span class="amount">${column(amounts.gross - amounts.lineDiscount, shop.config)}</span>
  </li>`;
}

function sums({ totals }: Priced, shop: Shop, paid: number): VNode {
  const row = (label: string, value: string): VNode => html`<div class="sum"><dt>${label}</dt><dd>${value}</dd></div>`;
  const discount = totals.discount > 0 && row(words.discount, column(-totals.discount, shop.config));
  return html`<dl class="sums">
    ${discount}${row(words.includes(shop.config.taxName), column(totals.tax, shop.config))}${paid > 0 && row(words.paidInPart, column(paid, shop.config))}
    <div class="sum total" aria-live="polite" aria-atomic="true"><dt>${words.total}</dt><dd id="total">${money(totals.total, shop.config)}</dd></div>
  </dl>`;
}
