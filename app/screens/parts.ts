import type { VNode } from 'preact';
import { priceCart } from '../cart.js';
import { putParts } from '../split.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remaining } from '../payment.js';
import type { ScreenProps } from './seldom.js';

/** What has been paid of a split sale. A part can be taken back: the money goes back to the customer first. */
export function Parts({ state: { cart }, shop }: ScreenProps): VNode {
  const { parts } = cart;
  const { total } = priceCart(cart).totals;
  const rows = parts.map(({ method, amount }, index) => {
    const without = (): void => putParts(parts.filter((_, at) => at !== index), otherWords.takenBack);
    return html`<li key=${index}><span>${method === 'card' ? otherWords.card : otherWords.cash}</span><span class="amount">${money(amount, shop.config)}</span><button class="plain" aria-label=${method === 'card' ? otherWords.takeBackCard : otherWords.takeBackCash} onClick=${without}>${otherWords.takeBack}</button></li>`;
  });
  const over = remaining(total, parts) < 0 ? otherWords.paidOver : '';
  return html`<ul class="parts" aria-label=${otherWords.payments}>${rows}</ul><p class="trouble" role="alert">${over}</p>`;
}
