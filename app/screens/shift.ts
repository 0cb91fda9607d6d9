import type { VNode } from 'preact';
import type { OpenShift, ShiftDetail } from '../../domain/local.js';
import { sentence } from '../api.js';
import { newSaleId } from '../cart.js';
import { counted, shiftObjection } from '../counting.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { openShift } from '../shift.js';
import { Bar } from './bar.js';
import { CountUp } from './count-up.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';
import type { ScreenProps } from './seldom.js';
import { ShiftClosed } from './shift-closed.js';

/** `held`: while one is being opened or closed the screen stays, whatever the worker says meanwhile. */
const start = () => ({ held: undefined as OpenShift | null | undefined, report: null as ShiftDetail | null });

/** Keeps on the screen what is there, or lets it go. */
export type Hold = (held: boolean) => void;

/** The shift of this register: opens one, or counts up the one that is open. */
export const Shift = remembers(start, (props: ScreenProps, { held, report }, put): VNode => {
  const open = held === undefined ? props.state.status.shift : held;
  const hold: Hold = (keep) => put({ held: keep ? open : undefined });
  if (report) return html`<${ShiftClosed} report=${report} shop=${props.shop} />`;
  return open ? html`<${CountUp} key=${open.id} ...${props} shift=${open} hold=${hold} closed=${(detail: ShiftDetail) => put({ report: detail })} />` : html`<${Float} ...${props} hold=${hold} />`;
});

const Float = remembers(() => ({ id: newSaleId(), text: '', trouble: '', busy: false }), ({ state, shop, hold }: ScreenProps & { readonly hold: Hold }, { id, text, trouble, busy }, put) => {
  const type = (typed: string): void => put({ text: typed, trouble: '' });
  const float = counted(text);
  const objection = shiftObjection(state);
  const open = (event: Event): void => {
    event.preventDefault();
    if (float === null) return put({ trouble: otherWords.enterCounted });
    put({ busy: true });
    hold(true);
    openShift(id, float, shop).catch((error: unknown) => { hold(false); put({ busy: false, trouble: otherWords.openAgain(sentence(error)) }); });
  };
  return html`<div class="payment">
    <${Bar} title=${otherWords.openShift} />
    <main class="due"><h2>${otherWords.countDrawer}</h2>
      <p class="soft">${otherWords.floatSays}</p>
      <p class="soft">${otherWords.shiftSays}</p>
      <p class="warn">${objection}</p>
    </main>
    <form class="side" aria-label=${otherWords.openShift} onSubmit=${open}>
      <${Field} id="counted-float" label=${otherWords.countedFloat} text=${text} change=${type} wrong=${trouble} mode="none" look="amount-field" refer=${focused} />
      <${Pad} label=${otherWords.amount} text=${text} change=${type} />
      <button class="main pay" disabled=${busy || objection !== null}>${otherWords.openShift}</button>
    </form>
  </div>`;
});
