import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { parsePercent, plainPercent, type Cart } from '../cart.js';
import { html } from '../html.js';
import { discountOrder } from '../selling.js';
import { change } from '../state.js';
import { Dialog } from './dialog.js';
import { Percent } from './percent.js';

const close = (): void => change({ panel: null });

/** A discount on the whole order, after the lines' own. */
export function DiscountPanel({ cart }: { readonly cart: Cart }): VNode {
  const [text, setText] = useState(cart.orderDiscount ? plainPercent(cart.orderDiscount) : '');
  const [wrong, setWrong] = useState('');
  const apply = (event: Event): void => {
    event.preventDefault();
    const points = parsePercent(text || '0');
    if (points === null) setWrong('Enter a percentage from 0 to 100, such as 10 or 12.5.');
    else if (discountOrder(points)) close();
  };
  return html`<${Dialog} title="Discount" close=${close}>
    <form onSubmit=${apply}>
      <${Percent} label="Order discount" text=${text} change=${setText} wrong=${wrong} />
      <button class="main">Apply discount</button>
    </form>
  <//>`;
}
