import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SignIn } from '../../domain/local.js';
import { keyOf, parsePercent, parseQuantity, plainPercent, plainQuantity, type CartLine } from '../cart.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { go } from '../route.js';
import { changeQuantity, discountLine, remove } from '../selling.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { itemObjection } from './permission.js';
import { Percent } from './percent.js';

interface Props {
  readonly id: string;
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
}

const close = (): void => change({ panel: null });

/** One line of the cart: how many, less how much, or not at all. */
export function LinePanel({ id, state, shop, staff }: Props): VNode | null {
  const line = state.cart.lines.find((one) => keyOf(one) === id);
  return line ? html`<${Open} line=${line} state=${state} shop=${shop} staff=${staff} />` : null;
}

interface OpenProps extends Omit<Props, 'id'> {
  readonly line: CartLine;
}

function Open({ line, state, shop, staff }: OpenProps): VNode {
  const key = keyOf(line);
  const [quantity, setQuantity] = useState(plainQuantity(line.quantity));
  const [discount, setDiscount] = useState(line.discount ? plainPercent(line.discount) : '');
  const [wrong, setWrong] = useState({ quantity: '', discount: '' });
  const apply = (event: Event): void => {
    event.preventDefault();
    const [pieces, points] = [parseQuantity(quantity), parsePercent(discount || '0')];
    if (pieces === null || points === null) {
      return setWrong({ quantity: pieces === null ? 'Enter how many, such as 2 or 0.485.' : '', discount: points === null ? 'Enter a percentage from 0 to 100.' : '' });
    }
    if (changeQuantity(key, pieces) && discountLine(key, points)) close();
  };
  const objection = itemObjection(state, staff);
  return html`<${Dialog} title=${line.name} close=${close}>
    <form onSubmit=${apply}>
      <p class="soft">${line.sku} · ${money(line.unitPrice, shop.config)} each</p>
      <${Field} label="Quantity" text=${quantity} change=${setQuantity} wrong=${wrong.quantity} mode="decimal" />
      <${Percent} label="Line discount" text=${discount} change=${setDiscount} wrong=${wrong.discount} />
      <div class="acts">
        <button type="button" class="act" onClick=${() => { close(); remove(key); }}>Remove</button>
        <button type="button" class="act" disabled=${objection !== null} aria-describedby="no-edit" onClick=${() => go(`item/${line.productId}`)}>Edit item</button>
      </div>
      <p class="soft" id="no-edit">${objection}</p>
      <button class="main">Done</button>
    </form>
  <//>`;
}
