import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { parseMoney } from '../../domain/money.js';
import type { Payment } from '../../domain/sale.js';
import { priceCart } from '../cart.js';
import { putParts } from '../checkout.js';
import { html } from '../html.js';
import { splitOff } from '../payment.js';
import type { State } from '../state.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';

/** One part of a sale that is paid in several; the last part is the rest, by one of the other ways. */
export function SplitSide({ state: { cart, paying } }: { readonly state: State }): VNode {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const { total } = priceCart(cart).totals;
  const take = (method: Payment['method']) => (): void => {
    const part = splitOff(total, cart.parts, method, parseMoney(text));
    if (typeof part === 'string') return setWrong(part);
    putParts([...cart.parts, part]);
    setText('');
    setWrong('');
  };
  return html`<section class="side" aria-label="Split payment">
    <${Field} label="Part amount" text=${text} change=${setText} wrong=${wrong} mode="none" look="amount-field" refer=${focused} />
    <p class="soft">Take each part, then the rest with Quick cash, Cash or Card.</p>
    <${Pad} label="Amount" text=${text} extra="." change=${setText} />
    <div class="acts"><button class="act tall" disabled=${paying} onClick=${take('cash')}>Add cash part</button><button class="act tall" disabled=${paying} onClick=${take('card')}>Add card part</button></div>
  </section>`;
}
