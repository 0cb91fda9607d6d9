import type { VNode } from 'preact';
import { html } from '../html.js';
import { languageOf } from '../languages.js';
import { layOut, type Receipt as Layout, type Row } from '../receipt.js';
import type { ScreenProps } from './seldom.js';

/** The receipt of the sale that was just completed. */
export function CompletedReceipt({ state: { completed }, shop }: ScreenProps): VNode | null {
  return completed && paper(layOut(completed.sale, completed.receiptNumber, shop.receipt, shop.config));
}

/** What was laid out, as paper. */
export function paper(receipt: Layout): VNode {
  const { lang, dir } = languageOf(receipt.locale) ?? { lang: 'en-AU', dir: 'ltr' };
  return html`<article class="receipt" lang=${lang} dir=${dir}>
    <h2>${receipt.shop}</h2>
    ${receipt.head.map((text) => html`<p class="center">${text}</p>`)}
    ${rows(receipt.facts)}${rows(receipt.lines)}${rows(receipt.sums)}${rows(receipt.payments)}
    ${receipt.foot.map((text) => html`<p class="center">${text}</p>`)}
  </article>`;
}

function rows(list: readonly Row[]): VNode | null {
  if (!list.length) return null;
  const row = ({ label, value, note, strong }: Row, index: number): VNode => html`<div class=${strong ? 'row strong' : 'row'} key=${index}><dt>${label}${note && html`<small>${note}</small>`}</dt><dd>${value}</dd></div>`;
  return html`<dl>${list.map(row)}</dl>`;
}
