import { parsePercent, plainPercent } from '../amounts.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { discountOrder } from '../changing.js';
import { change } from '../state.js';
import { Dialog } from './dialog.js';
import { Pad } from './pad.js';
import { Percent } from './percent.js';
import type { ScreenProps } from './seldom.js';

/** A discount on the whole order, after the lines' own. */
export const DiscountPanel = remembers(({ state: { cart } }: ScreenProps) => ({ text: plainPercent(cart.orderDiscount), wrong: false, fresh: true }), (_, { text, wrong, fresh }, put) => {
  const apply = (event: Event): void => {
    event.preventDefault();
    const points = parsePercent(text || '0');
    put({ wrong: points === null });
    if (points !== null && discountOrder(points)) change({ panel: null });
  };
  const type = (typed: string): void => put({ text: typed, fresh: false });
  return html`<${Dialog} title=${words.discount} wide><form class="beside" onSubmit=${apply}>
    <div class="stack here"><${Percent} id="order-discount" label=${otherWords.orderDiscount} text=${text} change=${type} wrong=${wrong} /></div>
    <div class="stack"><${Pad} label=${otherWords.number} text=${fresh ? '' : text} change=${type} /><button class="main">${otherWords.applyDiscount}</button></div>
  </form><//>`;
});
