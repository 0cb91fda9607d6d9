import type { VNode } from 'preact';
import type { Attempts, HistoryDetail, ShiftDetail, Status } from '../../domain/local.js';
import { figure } from '../../words/figures.js';
import { ask, sentence } from '../api.js';
import { html } from '../html.js';
import { told } from '../language.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { layouts } from '../printing/layouts.js';
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
  const made = layouts(shop.config, (config, printed) => (isShift ? layOutShift(detail.record, receiptNumber, shop.receipt, config, printed) : layOut(detail.sale, receiptNumber, shop.receipt, config, printed)));
  return html`<section class="detail" aria-label=${(isShift ? otherWords.shiftNumber : otherWords.saleNumber)(receiptNumber)}>
    <div class="detail-head no-print"><h2>${receiptNumber}</h2><${StateMark} state=${state} /></div>
    ${synchronisedAt ? html`<p class="soft no-print">${otherWords.takenIn(dayAndClock(synchronisedAt))}</p>` : attempts && html`<${Failure} attempts=${attempts} red=${red} shift=${isShift} />`}
    ${alert}
    <div class="acts no-print"><${PrintKey} what=${isShift ? 'report' : 'receipt'} paper=${{ number: receiptNumber, ...made }} />${red && html`<button class="main" onClick=${retry}>${otherWords.retry}</button>`}</div>
    ${paper(made.layout)}
  </section>`;
}, ({ id, status }, put, before) => {
  if (status !== before?.status) ask<HistoryDetail | ShiftDetail>('GET', `api/sales/${id}`).then((detail) => put({ detail }), (error: unknown) => put({ trouble: sentence(error) }));
});

function Failure({ attempts, red, shift }: { readonly attempts: Attempts; readonly red: boolean; readonly shift: boolean }): VNode {
  const [refused, notSent] = shift ? [otherWords.reportRefused, otherWords.reportNotSent] : [otherWords.saleRefused, otherWords.saleNotSent];
  return html`<div class=${red ? 'failure bad' : 'failure'} tabindex="-1" ref=${focused}>
    <h3>${red ? refused : notSent}</h3>
    <dl><dt>${otherWords.attempts}</dt><dd>${figure(attempts.count)}</dd><dt>${otherWords.lastAttempt}</dt><dd>${dayAndClock(attempts.last)}</dd><dt>${otherWords.code}</dt><dd>${attempts.code}</dd><dt>${otherWords.message}</dt><dd>${told(attempts.message)}</dd></dl>
    <p>${red ? otherWords.mendThenRetry : otherWords.sentByItself}</p>
  </div>`;
}
