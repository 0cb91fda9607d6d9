import type { VNode } from 'preact';
import type { Attempts, HistoryDetail, ShiftDetail, Status } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { dayAndClock } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import type { Shop } from '../shop.js';
import { change } from '../state.js';
import { focused } from './focus.js';
import { PrintKey } from './print-key.js';
import { layOut } from '../receipt.js';
import { layOutShift } from '../shift-report.js';
import { paper } from './receipt-view.js';
import { StateMark } from './state-mark.js';

interface Props {
  readonly id: string;
  readonly shop: Shop;
  readonly status: Status;
}

const start = () => ({ detail: null as HistoryDetail | ShiftDetail | null, trouble: '' });

/** One past sale, or opening or closing of a shift: its receipt, and what keeps it from the control panel if something does. */
export const Past = remembers(start, ({ id, shop }: Props, { detail, trouble }, put) => {
  const retry = (): void => void ask<Status>('POST', `api/sales/${id}/retry`).then((status) => change({ status }), (error: unknown) => put({ trouble: sentence(error) }));
  const alert = html`<p class="trouble" role="alert">${trouble}</p>`;
  if (!detail) return html`<section class="detail">${alert}</section>`;
  const { receiptNumber, state, attempts, synchronisedAt } = detail;
  const red = state === 'Needs attention';
  const isShift = 'record' in detail;
  const layout = isShift ? layOutShift(detail.record, receiptNumber, shop.receipt, shop.config) : layOut(detail.sale, receiptNumber, shop.receipt, shop.config);
  return html`<section class="detail" aria-label=${`${isShift ? 'Shift' : 'Sale'} ${receiptNumber}`}>
    <div class="detail-head no-print"><h2>${receiptNumber}</h2><${StateMark} state=${state} /></div>
    ${synchronisedAt ? html`<p class="soft no-print">Taken in by the control panel ${dayAndClock(synchronisedAt)}</p>` : attempts && html`<${Failure} attempts=${attempts} red=${red} what=${isShift ? 'report' : 'sale'} />`}
    ${alert}
    <div class="acts no-print"><${PrintKey} what=${isShift ? 'report' : 'receipt'} paper=${{ number: receiptNumber, layout }} />${red && html`<button class="main" onClick=${retry}>Retry</button>`}</div>
    ${paper(layout)}
  </section>`;
}, ({ id, status }, put, before) => {
  if (status !== before?.status) ask<HistoryDetail | ShiftDetail>('GET', `api/sales/${id}`).then((detail) => put({ detail }), (error: unknown) => put({ trouble: sentence(error) }));
});

function Failure({ attempts, red, what }: { readonly attempts: Attempts; readonly red: boolean; readonly what: string }): VNode {
  const title = red ? `The control panel did not take this ${what}` : `This ${what} is not sent yet`;
  const next = red ? 'It is safe here and holds up no other. Mend what the message says, then retry.' : 'It is safe here, and sent by itself.';
  return html`<div class=${red ? 'failure bad' : 'failure'} tabindex="-1" ref=${focused}>
    <h3>${title}</h3>
    <dl><dt>Attempts</dt><dd>${attempts.count}</dd><dt>Last attempt</dt><dd>${dayAndClock(attempts.last)}</dd><dt>Code</dt><dd>${attempts.code}</dd><dt>Message</dt><dd>${attempts.message}</dd></dl>
    <p>${next}</p>
  </div>`;
}
