import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { cents, parseMoney, plainMoney, type Cents } from '../../domain/money.js';
import { cashDue } from '../../domain/pricing.js';
import { priceCart } from '../cart.js';
import { complete } from '../checkout.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { changeOf, likelyTenders, remaining, settleInCash, type Settlement } from '../payment.js';
import type { Shop } from '../shop.js';
import type { State } from '../state.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

/** What the customer hands over, and what goes back. */
export function CashSide({ state: { cart, paying }, shop }: Props): VNode {
  const [text, setText] = useState('');
  const { total } = priceCart(cart).totals;
  const step = shop.config.cashRounding;
  const { due } = cashDue(remaining(total, cart.parts), step);
  const tendered = text.trim() ? parseMoney(text) : null;
  const settlement = tendered === null ? null : settleInCash(total, cart.parts, tendered, step);
  const notes = likelyTenders(due).map((sum) => html`<button type="button" class="act" key=${sum} onClick=${() => setText(plainMoney(sum))}>${money(sum, shop.config).replace(/\.00$/, '')}</button>`);
  const pay = (event: Event): void => { event.preventDefault(); void complete(settlement); };
  return html`<form class="side" aria-label="Cash payment" onSubmit=${pay}>
    <${Field} label="Cash tendered" text=${text} change=${setText} mode="none" look="amount-field" refer=${focused} />
    <p class="change" role="status" aria-label="Change">${says(text, tendered, settlement, due, shop)}</p>
    <div class="notes">${notes}</div>
    <${Pad} label="Amount" text=${text} extra="." change=${setText} />
    <button class="main pay" disabled=${paying || !settlement}>Complete sale</button>
  </form>`;
}

function says(text: string, tendered: Cents | null, settlement: Settlement | null, due: Cents, shop: Shop): string {
  if (!text.trim()) return 'Enter what the customer gives.';
  if (tendered === null) return 'Enter an amount, such as 50 or 43.30.';
  return settlement ? `Change ${money(changeOf(settlement.payments.slice(-1)), shop.config)}` : `${money(cents(due - tendered), shop.config)} too little.`;
}
