import type { VNode } from 'preact';
import { cashDue } from '../../domain/pricing.js';
import { priceCart } from '../cart.js';
import { backToSale, complete } from '../checkout.js';
import { column, money } from '../format.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { remaining, settleByCard, settleExactly } from '../payment.js';
import { Bar } from './bar.js';
import { CashSide } from './cash-side.js';
import { Seldom, type ScreenProps } from './seldom.js';

const SIDES = { cash: CashSide, card: CardSide, split: Seldom };
type Method = keyof typeof SIDES;

export const Payment = remembers(() => ({ method: 'cash' as Method }), (props: ScreenProps, { method }, put) => {
  const { state, shop } = props;
  const { cart, paying } = state;
  const { cashRounding, taxName } = shop.config;
  const { total, tax } = priceCart(cart).totals;
  const rest = remaining(total, cart.parts);
  const { due, rounding } = cashDue(rest, cashRounding);
  const written = money(rest, shop.config);
  const cash = money(due, shop.config);
  const way = (name: Method, label: string, note: string): VNode => html`<button class="way-to-pay" aria-describedby=${`pay-${name}`} aria-pressed=${method === name} disabled=${paying} onClick=${() => put({ method: name })}>
    <span>${label}</span><span id=${`pay-${name}`} class="note" aria-hidden="true">${note}</span>
  </button>`;
  const quick = (): void => void complete(settleExactly(total, cart.parts, cashRounding));
  return html`<div class="payment">
    <${Bar} title=${otherWords.payment} leave=${backToSale} />
    <main class="due">
      <p class="soft">${cart.parts.length ? otherWords.stillToPay : otherWords.toPay}</p>
      <p class="huge" role="status" aria-label=${otherWords.toPay}>${written}</p>
      <p class="soft">${rounding !== 0 && otherWords.inCash(cash)}${otherWords.includesTax(taxName, column(tax, shop.config))}</p>
      ${cart.parts.length > 0 && html`<${Seldom} ...${props} name="parts" />`}
      <button class="way-to-pay" aria-describedby="pay-quick" disabled=${paying || rest < 0} onClick=${quick}><span>${otherWords.quickCash}</span><span id="pay-quick" class="note" aria-hidden="true">${cash}</span></button>
      ${way('cash', otherWords.cash, otherWords.withChange)}${way('card', otherWords.card, otherWords.onTerminal)}${way('split', otherWords.split, otherWords.partByPart)}
      <p class="trouble" role="alert">${state.payTrouble}</p>
    </main>
    <${SIDES[method]} ...${props} name="split" />
  </div>`;
});

function CardSide({ state: { cart, paying }, shop }: ScreenProps): VNode {
  const { total } = priceCart(cart).totals;
  const settlement = settleByCard(total, cart.parts);
  const written = money(remaining(total, cart.parts), shop.config);
  return html`<section class="side" aria-label=${otherWords.cardPayment}>
    <div class="tell"><p>${otherWords.takeOnTerminal}</p><p class="large">${written}</p><p class="soft">${otherWords.whenApproved}</p></div>
    <button class="main pay" disabled=${paying || !settlement} onClick=${() => complete(settlement)}>${otherWords.completeSale}</button>
  </section>`;
}
