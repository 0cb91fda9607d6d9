import { parseMoney } from '../../domain/money.js';
import type { Payment } from '../../domain/sale.js';
import { priceCart } from '../cart.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { putParts, splitOff } from '../split.js';
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
  return html`<section class="side" aria-label=${otherWords.splitPayment}>
    <${Field} id="part-amount" label=${otherWords.partAmount} text=${text} change=${type} wrong=${wrong && otherWords.enterPart} mode="none" look="amount-field" refer=${focused} />
    <p class="soft">${otherWords.takeEachPart}</p>
    <${Pad} label=${otherWords.amount} text=${text} change=${type} />
    <div class="acts"><button class="act tall" disabled=${paying} onClick=${take('cash')}>${otherWords.addCashPart}</button><button class="act tall" disabled=${paying} onClick=${take('card')}>${otherWords.addCardPart}</button></div>
  </section>`;
});
