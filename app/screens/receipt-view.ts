import type { VNode } from 'preact';
import type { Sale } from '../../domain/sale.js';
import { html } from '../html.js';
import { layOut, type Row } from '../receipt.js';
import type { Shop } from '../shop.js';

interface Props {
  readonly sale: Sale;
  readonly receiptNumber: string;
  readonly shop: Shop;
}

/** A receipt as it is printed on 80 mm paper. */
export function Receipt({ sale, receiptNumber, shop }: Props): VNode {
  const receipt = layOut(sale, receiptNumber, shop.receipt, shop.config);
  return html`<article class="receipt">
    <h2>${receipt.shop}</h2>
    ${receipt.head.map((text) => html`<p class="center">${text}</p>`)}
    ${rows(receipt.facts)}${rows(receipt.lines)}${rows(receipt.sums)}${rows(receipt.payments)}
    ${receipt.foot.map((text) => html`<p class="center">${text}</p>`)}
  </article>`;
}

/** Prints the receipt that is shown, on a page of its length: a printer with a roll cuts behind it. */
export function printReceipt(): void {
  const { offsetHeight } = document.querySelector('.receipt') as HTMLElement;
  const sheet = document.styleSheets[1];
  sheet?.insertRule(`@page{size:80mm ${offsetHeight + 1}px}`, sheet.cssRules.length);
  print();
}

function rows(list: readonly Row[]): VNode {
  const row = ({ label, value, note, strong }: Row, index: number): VNode => html`<div class=${strong ? 'row strong' : 'row'} key=${index}><dt>${label}${note && html`<small>${note}</small>`}</dt><dd>${value}</dd></div>`;
  return html`<dl>${list.map(row)}</dl>`;
}
