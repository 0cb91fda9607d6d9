import { cents, parseMoney, plainMoney, type Cents } from '../../domain/money.js';
import { cashDue } from '../../domain/pricing.js';
import { priceCart } from '../cart.js';
import { complete } from '../checkout.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { changeOf, likelyTenders, remaining, settleInCash, type Settlement } from '../payment.js';
import type { Shop } from '../shop.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';
import type { ScreenProps } from './seldom.js';

/** What the customer hands over, and what goes back. */
export const CashSide = remembers(() => ({ text: '' }), ({ state: { cart, paying }, shop }: ScreenProps, { text }, put) => {
  const type = (typed: string): void => put({ text: typed });
  const { total } = priceCart(cart).totals;
  const step = shop.config.cashRounding;
  const { due } = cashDue(remaining(total, cart.parts), step);
  const tendered = parseMoney(text);
  const settlement = tendered === null ? null : settleInCash(total, cart.parts, tendered, step);
  const notes = likelyTenders(due).map((sum) => html`<button type="button" class="act" key=${sum} onClick=${() => type(plainMoney(sum))}>${money(sum, shop.config).replace(/\.00(?=\D*$)/, '')}</button>`);
  const pay = (event: Event): void => { event.preventDefault(); void complete(settlement); };
  return html`<form class="side" aria-label=${otherWords.cashPayment} onSubmit=${pay}>
    <${Field} id="cash-tendered" label=${otherWords.cashTendered} text=${text} change=${type} mode="none" look="amount-field" refer=${focused} />
    <p class="change" role="status" aria-label=${otherWords.changeBack}>${says(tendered, settlement, due, shop)}</p>
    <div class="notes">${notes}</div>
    <${Pad} label=${otherWords.amount} text=${text} change=${type} />
    <button class="main pay" disabled=${paying || !settlement}>${otherWords.completeSale}</button>
  </form>`;
});

function says(tendered: Cents | null, settlement: Settlement | null, due: Cents, shop: Shop): string {
  if (tendered === null) return otherWords.enterGiven;
  return settlement ? otherWords.changeDue(money(changeOf(settlement.payments.slice(-1)), shop.config)) : otherWords.tooLittle(money(cents(due - tendered), shop.config));
}
