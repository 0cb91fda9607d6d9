import type { VNode } from 'preact';
import type { OpenShift, ShiftDetail } from '../../domain/local.js';
import type { SaleId } from '../../domain/sale.js';
import { METHOD_NAMES, METHODS, differenceInWords, type Method, type MethodCount } from '../../domain/shift.js';
import { sentence } from '../api.js';
import { newSaleId } from '../cart.js';
import { countUp, counted, shiftObjection } from '../counting.js';
import { count, dayAndClock, money } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
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
    <${Field} label=${`Counted ${method}`} text=${typed[method]} change=${type(method)} wrong=${tried && counted(typed[method]) === null && 'Enter an amount; 0 if there is none.'} mode="none" look="amount-field" refer=${index ? undefined : focused} />
  </div>`);
  return html`<div class="payment">
    <${Bar} title="Close shift" />
    <main class="due"><h2>Count what is there</h2>
      <p>Cash: all the money in the drawer, the float of ${money(shift.float, shop.config)} too.</p>
      <p>Card: the total that the card terminal gives for this shift.</p>
      <p class="soft">Opened ${dayAndClock(shift.openedAt)} by ${shift.openedBy}, ${count(shift.takings.count, 'sale')} since then. Before it is closed, you see how it compares.</p>
      <p class="warn">${objection}</p>
    </main>
    <form class="side" aria-label="Close shift" onSubmit=${ask}>
      ${fields}
      <${Pad} label="Amount" text=${typed[at]} change=${type(at)} />
      <button class="main pay" disabled=${objection !== null}>Close shift</button>
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
  return html`<${Dialog} title="Close the shift?" close=${close}>
    <${Compared} methods=${methods} shop=${shop} />
    <p class="soft">${state.status.unsynchronised > 0 && 'What is not sent yet is safe here, and follows by itself.'}</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" disabled=${busy} onClick=${close}>Count again</button><button class="main" disabled=${busy} onClick=${end}>Close shift now</button></div>
  <//>`;
});

/** Method by method: what must be there, what is, and what that makes. */
export function Compared({ methods, shop }: { readonly methods: readonly MethodCount[]; readonly shop: Shop }): VNode {
  const written = (amount: number): string => money(amount, shop.config);
  const rows = methods.map(({ method, counted: amount, expected, difference }) => html`<tr key=${method}>
    <th scope="row">${METHOD_NAMES[method]}</th><td>${written(expected)}</td><td>${written(amount)}</td><td class=${difference ? 'warn strong' : 'good strong'}>${differenceInWords(difference, written)}</td>
  </tr>`);
  return html`<table class="compared"><thead><tr><td></td><th scope="col">Expected</th><th scope="col">Counted</th><th scope="col">Difference</th></tr></thead><tbody>${rows}</tbody></table>`;
}
