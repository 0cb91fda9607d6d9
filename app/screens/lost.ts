import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import type { Sentinel } from '../../domain/local.js';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';

/** This browser was a register, and its data is gone. */
export function Lost({ lost: { name, series, highest, unsynchronised, at } }: { readonly lost: Sentinel }): VNode {
  const missing = unsynchronised
    ? html`<b>Up to ${count(unsynchronised, 'sale')} may be missing</b>, up to number ${receiptNumber(series, highest)}, as of ${dayAndClock(at)}.`
    : `Nothing was waiting to be sent, as of ${dayAndClock(at)}.`;
  return html`<section class="failure bad" role="alert" aria-label="Data lost">
    <h3>This browser’s data was cleared</h3>
    <p>It was ${name} (${series}). Every sale that was sent to the control panel, or saved to a file, is safe. ${missing}</p>
    <p>If there is a file of saved sales, take it in at the control panel: Sales, Take in file. Then set this register up again.</p>
  </section>`;
}
