import { parseMoney } from '../../domain/money.js';
import type { Payment } from '../../domain/sale.js';
import { priceCart } from '../cart.js';
import { putParts } from '../checkout.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { splitOff } from '../payment.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';
import type { ScreenProps } from './seldom.js';

/** One part of a sale that is paid in several; the last part is the rest, by one of the other ways. */
export const SplitSide = remembers(() => ({ text: '', wrong: false }), ({ state: { cart, paying }, shop }: ScreenProps, { text, wrong }, put) => {
  const type = (typed: string): void => put({ text: typed });
  const { total } = priceCart(cart).totals;
  const take = (method: Payment['method']) => (): void => {
    const part = splitOff(total, cart.parts, method, parseMoney(text), shop.config.cashRounding);
    put({ text: part ? '' : text, wrong: !part });
    if (part) putParts([...cart.parts, part]);
  };
  return html`<section class="side" aria-label="Split payment">
    <${Field} label="Part amount" text=${text} change=${type} wrong=${wrong && 'Enter less than what remains, in cash to the coin, such as 20 or 12.50.'} mode="none" look="amount-field" refer=${focused} />
    <p class="soft">Take each part, then the rest with Quick cash, Cash or Card.</p>
    <${Pad} label="Amount" text=${text} change=${type} />
    <div class="acts"><button class="act tall" disabled=${paying} onClick=${take('cash')}>Add cash part</button><button class="act tall" disabled=${paying} onClick=${take('card')}>Add card part</button></div>
  </section>`;
});
