import type { VNode } from 'preact';
import type { ShiftDetail } from '../../domain/panel.js';
import { differenceInWords, expectedOf, METHODS, type Method } from '../../domain/shift.js';
import { useMoney } from '../amounts.js';
import { Sheet } from '../dialogs.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Standing } from '../page.js';
import { counted } from '../registers/numbers.js';
import { methodName } from '../sales/flags.js';
import { Time } from '../times.js';
import { explained, standingOf } from './words.js';

/** How often what is still to come is looked for, in ms. */
const EVERY = 4000;

/** One shift, whole: what was counted, and what has come. */
export function ShiftSheet({ register, shift, leave }: { readonly register: string; readonly shift: string; readonly leave: () => void }): VNode {
  const loaded = useLoaded<ShiftDetail>(`api/shifts/${encodeURIComponent(register)}/${encodeURIComponent(shift)}`, EVERY);
  const detail = loaded.value;
  return html`
    <${Sheet} title=${detail ? `Shift of ${detail.register}` : 'Shift'} leave=${leave} wide>
      <div class="sheet-body">
        <${Standing} loaded=${loaded} />
        ${detail && html`<${Verdict} detail=${detail} /><${Flags} detail=${detail} /><${Counted} detail=${detail} /><${Circumstances} detail=${detail} />`}
      </div>
    <//>`;
}

function Verdict({ detail }: { readonly detail: ShiftDetail }): VNode {
  const money = useMoney();
  const { state, sales, received, statedTotal } = detail;
  const { words, kind } = standingOf(detail);
  const meaning = {
    open: `${counted(sales.received, 'sale')} of it ${sales.received === 1 ? 'is' : 'are'} here. Its closing has not come: it is still open, or the register has not sent it yet.`,
    complete: 'All the sales that the register closed this shift with are here, and they come to what it said.',
    'to-come': 'They are safe on the device. Bring it to a network, or choose “Save unsynchronised sales” there and take the file in on the Sales page: the shift becomes complete by itself.',
    differs: `The register closed this shift with ${counted(sales.stated ?? 0, 'sale')}, ${statedTotal === null ? '' : money(statedTotal)}; here are ${counted(received.count, 'sale')}, ${money(received.total)}. Look under Registers whether one of its numbers is doubled, and compare the report with the sales.`,
  }[state];
  return html`<p class=${`verdict ${kind}`} role="status"><b>${words.charAt(0).toUpperCase()}${words.slice(1)}.</b> ${meaning}</p>`;
}

function Flags({ detail: { flags } }: { readonly detail: ShiftDetail }): VNode | null {
  if (flags.length === 0) return null;
  return html`<section class="flags" aria-label="Flags">${flags.map(explained).map(({ name, meaning }) => html`<p key=${name}><b>${name}.</b> ${meaning}</p>`)}</section>`;
}

/** Method by method. As long as it is open: what is expected by the sales that are here. */
function Counted({ detail }: { readonly detail: ShiftDetail }): VNode {
  const money = useMoney();
  const row = (method: Method): VNode => {
    const stated = detail.methods.find((one) => one.method === method);
    const expected = stated?.expected ?? (detail.float === null ? null : expectedOf(method, detail.float, detail.received));
    return html`
      <tr key=${method}>
        <th scope="row">${methodName(method)}</th><td class="number">${money(detail.received.paid[method])}</td><td class="number">${expected !== null && money(expected)}</td>
        <td class="number">${stated && money(stated.counted)}</td><td class=${stated?.difference ? 'number warn' : 'number'}>${stated && html`<b>${differenceInWords(stated.difference, money)}</b>`}</td>
      </tr>`;
  };
  return html`
    <table class="lines">
      <caption class="unseen">What was counted</caption>
      <thead><tr><th scope="col">Paid by</th><th scope="col" class="number">Sales here</th><th scope="col" class="number">Expected</th><th scope="col" class="number">Counted</th><th scope="col" class="number">Difference</th></tr></thead>
      <tbody>${METHODS.map(row)}</tbody>
    </table>`;
}

function Circumstances({ detail }: { readonly detail: ShiftDetail }): VNode {
  const money = useMoney();
  const { openedAt, openedBy, closedAt, closedBy, openingNumber, closingNumber, unsynchronised } = detail;
  return html`
    <dl class="facts">
      <dt>Register</dt><dd>${detail.register}</dd>
      <dt>Opened</dt><dd>${openedAt ? html`<${Time} at=${openedAt} />` : 'Its opening is not here yet'}${openedBy && `, by ${openedBy}`}${openingNumber && `, as ${openingNumber}`}</dd>
      <dt>Closed</dt><dd>${closedAt ? html`<${Time} at=${closedAt} />` : 'Not yet'}${closedBy && `, by ${closedBy}`}${closingNumber && `, as ${closingNumber}`}</dd>
      <dt>Float</dt><dd>${detail.float === null ? 'not known yet' : `${money(detail.float)}, in the drawer at the beginning`}</dd>
      <dt>Sales here</dt><dd>${counted(detail.received.count, 'sale')}, ${money(detail.received.total)}</dd>
      ${detail.statedTotal !== null && html`<dt>Sales stated</dt><dd>${counted(detail.sales.stated ?? 0, 'sale')}, ${money(detail.statedTotal)}</dd>`}
      ${unsynchronised !== null && html`<dt>Sent later</dt><dd>${unsynchronised > 0 ? `${counted(unsynchronised, 'sale')} ${unsynchronised === 1 ? 'was' : 'were'} still on the device when it was closed` : 'none: all had been sent when it was closed'}</dd>`}
    </dl>`;
}
