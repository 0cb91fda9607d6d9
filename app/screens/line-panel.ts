import type { VNode } from 'preact';
import { keyOf, parsePercent, parseQuantity, plainPercent, plainQuantity, type CartLine } from '../cart.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import { go } from '../route.js';
import { changeLine, remove } from '../selling.js';
import { change } from '../state.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { itemObjection } from './permission.js';
import { Percent } from './percent.js';
import type { ScreenProps } from './seldom.js';

/** One line of the cart, by its key: how many, less how much, or not at all. */
export function LinePanel({ state, shop, staff, id }: ScreenProps): VNode | false {
  const line = state.cart.lines.find((one) => keyOf(one) === id);
  return line !== undefined && html`<${Open} line=${line} state=${state} shop=${shop} staff=${staff} />`;
}

interface OpenProps extends ScreenProps {
  readonly line: CartLine;
}

const start = ({ line }: OpenProps) => ({ quantity: plainQuantity(line.quantity), discount: plainPercent(line.discount), wrong: false });

const Open = remembers(start, ({ line, state, shop, staff }, { quantity, discount, wrong }, put) => {
  const [pieces, points] = [parseQuantity(quantity), parsePercent(discount || '0')];
  const apply = (event: Event): void => {
    event.preventDefault();
    put({ wrong: true });
    if (pieces !== null && points !== null && changeLine(keyOf(line), pieces, points)) change({ panel: null });
  };
  const takeOut = (): void => { change({ panel: null }); remove(keyOf(line)); };
  const objection = itemObjection(state, staff);
  return html`<${Dialog} title=${line.name}><form onSubmit=${apply}>
    <p class="soft">${line.sku} · ${money(line.unitPrice, shop.config)} each</p>
    <${Field} label="Quantity" text=${quantity} change=${(typed: string) => put({ quantity: typed })} wrong=${wrong && pieces === null && 'Enter how many, such as 2 or 0.485.'} mode="decimal" />
    <${Percent} label="Line discount" text=${discount} change=${(typed: string) => put({ discount: typed })} wrong=${wrong && points === null} />
    <div class="acts">
      <button type="button" class="act" onClick=${takeOut}>Remove</button>
      <button type="button" class="act" disabled=${objection !== null} aria-describedby="no-edit" onClick=${() => go(`item/${line.productId}`)}>Edit item</button>
    </div>
    <p class="soft" id="no-edit">${objection}</p>
    <button class="main">Done</button>
  </form><//>`;
});
