import type { VNode } from 'preact';
import { money } from '../format.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { changeOf } from '../payment.js';
import { startNewSale } from '../selling.js';
import { focused } from './focus.js';
import { Icon } from './icon.js';
import { Seldom, type ScreenProps } from './seldom.js';

/** The sale is on the disk: what to give back, and the receipt. */
export function Complete(props: ScreenProps): VNode | null {
  const { state: { completed }, shop } = props;
  if (!completed) return null;
  const { sale, receiptNumber } = completed;
  const change = changeOf(sale.payments);
  const given = change ? html`<p class="soft">${otherWords.changeBack}</p><p class="huge" role="status" aria-label=${otherWords.changeBack}>${money(change, shop.config)}</p>` : html`<p class="large" role="status" aria-label=${otherWords.changeBack}>${otherWords.noChange}</p>`;
  return html`<div class="complete">
    <main class="done no-print">
      <p class="tick good"><${Icon} name="good" /></p>
      <h1>${otherWords.saleComplete}</h1>
      <p class="soft">${otherWords.receipt} <b>${receiptNumber}</b></p>
      ${given}
      <div class="acts">
        <${Seldom} ...${props} name="print" />
        <button class="main" ref=${focused} onClick=${startNewSale}>${otherWords.newSale}</button>
      </div>
    </main>
    <section class="paper" tabindex="0" aria-label=${otherWords.receipt}><${Seldom} ...${props} name="receipt" /></section>
  </div>`;
}
