import { parsePercent, plainPercent } from '../cart.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { discountOrder } from '../selling.js';
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
  return html`<${Dialog} title="Discount" wide><form class="beside" onSubmit=${apply}>
    <div class="stack here"><${Percent} label="Order discount" text=${text} change=${type} wrong=${wrong} /></div>
    <div class="stack"><${Pad} label="Number" text=${fresh ? '' : text} change=${type} /><button class="main">Apply discount</button></div>
  </form><//>`;
});
