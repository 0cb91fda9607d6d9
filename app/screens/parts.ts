import type { VNode } from 'preact';
import { priceCart } from '../cart.js';
import { putParts } from '../checkout.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { remaining } from '../payment.js';
import type { ScreenProps } from './seldom.js';

/** What has been paid of a split sale. A part can be taken back: the money goes back to the customer first. */
export function Parts({ state: { cart }, shop }: ScreenProps): VNode {
  const { parts } = cart;
  const { total } = priceCart(cart).totals;
  const rows = parts.map(({ method, amount }, index) => {
    const name = method === 'card' ? 'Card' : 'Cash';
    const without = (): void => putParts(parts.filter((_, at) => at !== index), 'The part is taken back.');
    return html`<li key=${index}><span>${name}</span><span class="amount">${money(amount, shop.config)}</span><button class="plain" aria-label=${`Take back ${name} part`} onClick=${without}>Take back</button></li>`;
  });
  const over = remaining(total, parts) < 0 ? 'More is paid than due. Take a part back.' : '';
  return html`<ul class="parts" aria-label="Payments">${rows}</ul><p class="trouble" role="alert">${over}</p>`;
}
