import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import type { Sentinel } from '../../domain/local.js';
import { html } from '../html.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';

/** This browser was a register, and its data is gone. */
export function Lost({ lost: { name, series, highest, unsynchronised, at } }: { readonly lost: Sentinel }): VNode {
  const as = dayAndClock(at);
  const missing = unsynchronised ? html`<b>${otherWords.mayBeMissing(unsynchronised, receiptNumber(series, highest), as)}</b>` : otherWords.nothingWaited(as);
  return html`<section class="failure bad" role="alert" aria-label=${otherWords.dataLost}>
    <h3>${otherWords.dataCleared}</h3>
    <p>${otherWords.wasRegister(name, series)} ${missing}</p>
    <p>${otherWords.takeFileIn}</p>
  </section>`;
}
