import { parsePercent, plainPercent } from '../cart.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { discountOrder } from '../selling.js';
import { change } from '../state.js';
import { Dialog } from './dialog.js';
import { Percent } from './percent.js';
import type { ScreenProps } from './seldom.js';

/** A discount on the whole order, after the lines' own. */
export const DiscountPanel = remembers(({ state: { cart } }: ScreenProps) => ({ text: plainPercent(cart.orderDiscount), wrong: false }), (_, { text, wrong }, put) => {
  const apply = (event: Event): void => {
    event.preventDefault();
    const points = parsePercent(text || '0');
    put({ wrong: points === null });
    if (points !== null && discountOrder(points)) change({ panel: null });
  };
  return html`<${Dialog} title="Discount"><form onSubmit=${apply}>
    <${Percent} label="Order discount" text=${text} change=${(typed: string) => put({ text: typed })} wrong=${wrong} />
    <button class="main">Apply discount</button>
  </form><//>`;
});
