import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cashDue } from '../../domain/pricing.js';
import { priceCart } from '../cart.js';
import { backToSale, complete } from '../checkout.js';
import { column, money } from '../format.js';
import { html } from '../html.js';
import { remaining, settleByCard, settleExactly } from '../payment.js';
import type { Shop } from '../shop.js';
import type { State } from '../state.js';
import { tell } from '../worker.js';
import { Bar } from './bar.js';
import { CashSide } from './cash-side.js';
import { Parts } from './parts.js';
import { SplitSide } from './split-side.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}
type Method = 'cash' | 'card' | 'split';

export function Payment({ state, shop }: Props): VNode {
  const [method, setMethod] = useState<Method>('cash');
  // A worker that was stopped starts up now, and not when the customer waits for the change.
  useEffect(() => tell({ type: 'wake' }), []);
  const { cart, paying } = state;
  const { cashRounding, taxName } = shop.config;
  const { total, tax } = priceCart(cart).totals;
  const rest = remaining(total, cart.parts);
  const { due, rounding } = cashDue(rest, cashRounding);
  const written = money(rest, shop.config);
  const cash = money(due, shop.config);
  const way = (name: Method, label: string, note: string): VNode => html`<button class="way-to-pay" aria-label=${label} aria-describedby=${`pay-${name}`} aria-pressed=${method === name} disabled=${paying} onClick=${() => setMethod(name)}>
    <span>${label}</span><span id=${`pay-${name}`} class="note">${note}</span>
  </button>`;
  const hint = rounding ? `In cash ${cash}, rounded to the nearest ${cashRounding} cents` : 'No rounding for cash';
  const quick = (): void => void complete(settleExactly(total, cart.parts, cashRounding));
  return html`<div class="payment">
    <${Bar} title="Payment" back="Back to sale" leave=${backToSale} />
    <main class="due">
      <p class="soft">${cart.parts.length ? 'Still to pay' : 'To pay'}</p>
      <p class="huge" role="status" aria-label="To pay">${written}</p>
      <p class="soft">${hint} · includes ${taxName} ${column(tax)}</p>
      <${Parts} cart=${cart} total=${total} shop=${shop} />
      <button class="way-to-pay" aria-label="Quick cash" aria-describedby="pay-quick" disabled=${paying || rest < 0} onClick=${quick}><span>Quick cash</span><span id="pay-quick" class="note">${cash}</span></button>
      ${way('cash', 'Cash', 'with change')}${way('card', 'Card', 'on the terminal')}${way('split', 'Split', 'part by part')}
      <p class="trouble" role="alert">${state.payTrouble}</p>
    </main>
    ${side(method, state, shop)}
  </div>`;
}

function side(method: Method, state: State, shop: Shop): VNode {
  if (method === 'cash') return html`<${CashSide} state=${state} shop=${shop} />`;
  return method === 'card' ? html`<${CardSide} state=${state} shop=${shop} />` : html`<${SplitSide} state=${state} shop=${shop} />`;
}

function CardSide({ state: { cart, paying }, shop }: Props): VNode {
  const { total } = priceCart(cart).totals;
  const settlement = settleByCard(total, cart.parts);
  const written = money(remaining(total, cart.parts), shop.config);
  return html`<section class="side" aria-label="Card payment">
    <div class="tell"><p>Take this amount on the card terminal:</p><p class="large">${written}</p><p class="soft">Complete the sale when the terminal says that it is approved.</p></div>
    <button class="main pay" disabled=${paying || !settlement} onClick=${() => complete(settlement)}>Complete sale</button>
  </section>`;
}
