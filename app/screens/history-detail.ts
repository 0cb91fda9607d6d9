import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Attempts, HistoryDetail, Status } from '../../domain/local.js';
import { ask, sentence } from '../api.js';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';
import type { Shop } from '../shop.js';
import { change } from '../state.js';
import { focused } from './focus.js';
import { Receipt } from './receipt-view.js';
import { StateMark } from './state-mark.js';

interface Props {
  readonly id: string;
  readonly shop: Shop;
  readonly status: Status | null;
}

/** One past sale: its receipt, and what keeps it from the control panel if something does. */
export function HistoryDetailView({ id, shop, status }: Props): VNode {
  const [detail, setDetail] = useState<HistoryDetail | null>(null);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    ask<HistoryDetail>('GET', `api/sales/${id}`).then((read) => { if (!gone) setDetail(read); }, (error: unknown) => setTrouble(sentence(error)));
    return () => { gone = true; };
  }, [id, status]);
  const retry = async (): Promise<void> => {
    setBusy(true);
    await ask<Status>('POST', `api/sales/${id}/retry`).then((now) => { setTrouble(''); change({ status: now }); }, (error: unknown) => setTrouble(sentence(error)));
    setBusy(false);
  };
  if (!detail) return html`<section class="detail"><p class="trouble" role="alert">${trouble}</p></section>`;
  const { sale, receiptNumber, state, attempts, synchronisedAt } = detail;
  const red = state === 'Needs attention';
  const again = red ? html`<button class="main" disabled=${busy} onClick=${retry}>Retry</button>` : null;
  const sent = synchronisedAt ? html`<p class="soft">Taken in by the control panel ${dayAndClock(synchronisedAt, Date.now())}</p>` : null;
  return html`<section class="detail" aria-label=${`Sale ${receiptNumber}`}>
    <div class="detail-head no-print"><h2>${receiptNumber}</h2><${StateMark} state=${state} /></div>
    ${sent}${attempts && state !== 'Synchronised' ? html`<${Failure} attempts=${attempts} red=${red} />` : null}
    <p class="trouble" role="alert">${trouble}</p>
    <div class="paper"><${Receipt} sale=${sale} receiptNumber=${receiptNumber} shop=${shop} /></div>
    <div class="acts no-print"><button class="act tall" onClick=${() => window.print()}>Print receipt</button>${again}</div>
  </section>`;
}

function Failure({ attempts, red }: { readonly attempts: Attempts; readonly red: boolean }): VNode {
  const title = red ? 'The control panel did not take this sale' : 'This sale has not been sent yet';
  const next = red ? 'The sale is safe on this device and holds up no other. Mend what the message says, then press Retry.' : 'The sale is safe on this device. It is sent by itself when the control panel answers.';
  return html`<div class=${red ? 'failure bad' : 'failure'} tabindex="-1" ref=${focused}>
    <h3>${title}</h3>
    <dl><dt>Attempts</dt><dd>${count(attempts.count, 'time')}</dd><dt>Last attempt</dt><dd>${dayAndClock(attempts.last, Date.now())}</dd><dt>Code</dt><dd>${attempts.code}</dd><dt>Message</dt><dd>${attempts.message}</dd></dl>
    <p>${next}</p>
  </div>`;
}
