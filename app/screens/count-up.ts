import type { VNode } from 'preact';
import type { OpenShift, ShiftDetail } from '../../domain/local.js';
import type { SaleId } from '../../domain/sale.js';
import { METHODS, type Method, type MethodCount } from '../../domain/shift.js';
import { sentence } from '../api.js';
import { newSaleId } from '../cart.js';
import { countUp, counted, shiftObjection } from '../counting.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { remembers } from '../remembers.js';
import { compared } from '../shift-report.js';
import { closeShift } from '../shift.js';
import type { Shop } from '../shop.js';
import { Bar } from './bar.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { focused } from './focus.js';
import { Pad } from './pad.js';
import type { ScreenProps } from './seldom.js';
import type { Hold } from './shift.js';

interface Props extends ScreenProps {
  readonly shift: OpenShift;
  readonly hold: Hold;
  readonly closed: (report: ShiftDetail) => void;
}

const start = () => ({ id: newSaleId(), cash: '', card: '', at: 'cash' as Method, tried: false, asking: false });

/** What is there at the end of a shift, method by method. What must be there is shown after it was counted, not before: so it is counted. */
export const CountUp = remembers(start, (props: Props, { id, at, tried, asking, ...typed }, put) => {
  const { state, shop, shift } = props;
  const type = (method: Method) => (text: string): void => put({ [method]: text });
  const methods = countUp(typed, shift);
  const objection = shiftObjection(state);
  const ask = (event: Event): void => { event.preventDefault(); put({ tried: true, asking: methods !== null }); };
  const fields = METHODS.map((method, index) => html`<div key=${method} class=${method === at ? 'here' : ''} onFocusIn=${() => put({ at: method })}>
    <${Field} id=${`counted-${method}`} label=${method === 'cash' ? otherWords.countedCash : otherWords.countedCard} text=${typed[method]} change=${type(method)} wrong=${tried && counted(typed[method]) === null && otherWords.enterAmount} mode="none" look="amount-field" refer=${index ? undefined : focused} />
  </div>`);
  return html`<div class="payment">
    <${Bar} title=${otherWords.closeShift} />
    <main class="due"><h2>${otherWords.countAll}</h2>
      <p>${otherWords.countCash(money(shift.float, shop.config))}</p>
      <p>${otherWords.countCard}</p>
      <p class="soft">${otherWords.openedBy(shift.takings.count, dayAndClock(shift.openedAt), shift.openedBy)}</p>
      <p class="warn">${objection}</p>
    </main>
    <form class="side" aria-label=${otherWords.closeShift} onSubmit=${ask}>
      ${fields}
      <${Pad} label=${otherWords.amount} text=${typed[at]} change=${type(at)} />
      <button class="main pay" disabled=${objection !== null}>${otherWords.closeShift}</button>
    </form>
    ${asking && methods && html`<${Ask} ...${props} record=${id} methods=${methods} close=${() => put({ asking: false })} />`}
  </div>`;
});

interface AskProps extends Props {
  /** Id of this closing. */
  readonly record: SaleId;
  readonly methods: readonly MethodCount[];
  readonly close: () => void;
}

const Ask = remembers(() => ({ trouble: '', busy: false }), ({ state, shop, shift, record, methods, hold, closed, close }: AskProps, { trouble, busy }, put) => {
  const end = (): void => {
    put({ busy: true });
    hold(true);
    closeShift(record, shift, Object.fromEntries(methods.map(({ method, counted: amount }) => [method, amount])) as Record<Method, MethodCount['counted']>)
      .then(closed, (error: unknown) => { hold(false); put({ busy: false, trouble: sentence(error) }); });
  };
  return html`<${Dialog} title=${otherWords.closeAsks} close=${close}>
    <${Compared} methods=${methods} shop=${shop} />
    <p class="soft">${state.status.unsynchronised > 0 && otherWords.notSentFollows}</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" disabled=${busy} onClick=${close}>${otherWords.countAgain}</button><button class="main" disabled=${busy} onClick=${end}>${otherWords.closeNow}</button></div>
  <//>`;
});

/** Method by method: what must be there, what is, and what that makes. */
export function Compared({ methods, shop }: { readonly methods: readonly MethodCount[]; readonly shop: Shop }): VNode {
  const written = (amount: number): string => money(amount, shop.config);
  const rows = methods.map(({ method, counted: amount, expected, difference }) => html`<tr key=${method}>
    <th scope="row">${method === 'card' ? otherWords.card : otherWords.cash}</th><td>${written(expected)}</td><td>${written(amount)}</td><td class=${difference ? 'warn strong' : 'good strong'}>${compared(difference, { exact: otherWords.exact, short: otherWords.short, over: otherWords.over }, shop.config)}</td>
  </tr>`);
  return html`<table class="compared"><thead><tr><td></td><th scope="col">${otherWords.expected}</th><th scope="col">${otherWords.counted}</th><th scope="col">${otherWords.difference}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
