import type { VNode } from 'preact';
import { parsePercent, parseQuantity, plainPercent, plainQuantity } from '../amounts.js';
import { keyOf, type CartLine } from '../cart.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { go } from '../route.js';
import { changeLine, remove } from '../changing.js';
import { change } from '../state.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { Pad } from './pad.js';
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

/** `at`: the field that the keys write into; `fresh`: nothing was written there yet, and the first key begins anew. */
const start = ({ line }: OpenProps) => ({ quantity: plainQuantity(line.quantity), discount: plainPercent(line.discount), wrong: false, at: 'quantity' as 'quantity' | 'discount', fresh: true });

const Open = remembers(start, ({ line, state, shop, staff }, { quantity, discount, wrong, at, fresh }, put) => {
  const [pieces, points] = [parseQuantity(quantity), parsePercent(discount || '0')];
  const apply = (event: Event): void => {
    event.preventDefault();
    put({ wrong: true });
    if (pieces !== null && points !== null && changeLine(keyOf(line), pieces, points)) change({ panel: null });
  };
  const takeOut = (): void => { change({ panel: null }); remove(keyOf(line)); };
  const objection = itemObjection(state, staff);
  const type = (name: 'quantity' | 'discount') => (typed: string): void => put({ [name]: typed, at: name, fresh: false });
  const here = (name: 'quantity' | 'discount') => (): void => { if (name !== at) put({ at: name, fresh: true }); };
  return html`<${Dialog} title=${line.name} wide><form class="beside" onSubmit=${apply}>
    <div class="stack">
      <p class="soft">${otherWords.pricedEach(line.sku, money(line.unitPrice, shop.config))}</p>
      <div class=${at === 'quantity' ? 'here' : ''} onFocusIn=${here('quantity')}><${Field} id="quantity" label=${otherWords.quantity} text=${quantity} change=${type('quantity')} wrong=${wrong && pieces === null && otherWords.enterQuantity} mode="none" /></div>
      <div class=${at === 'discount' ? 'stack here' : 'stack'} onFocusIn=${here('discount')}><${Percent} id="line-discount" label=${otherWords.lineDiscount} text=${discount} change=${type('discount')} wrong=${wrong && points === null} /></div>
      <div class="acts">
        <button type="button" class="act" onClick=${takeOut}>${otherWords.remove}</button>
        <button type="button" class="act" disabled=${objection !== null} aria-describedby="no-edit" onClick=${() => go(`item/${line.productId}`)}>${otherWords.editItem}</button>
      </div>
      <p class="soft" id="no-edit">${objection}</p>
    </div>
    <div class="stack"><${Pad} label=${otherWords.number} text=${fresh ? '' : { quantity, discount }[at]} change=${type(at)} /><button class="main">${otherWords.done}</button></div>
  </form><//>`;
});
