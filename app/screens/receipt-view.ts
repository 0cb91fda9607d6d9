import type { VNode } from 'preact';
import type { Sale } from '../../domain/sale.js';
import type { ShiftRecord } from '../../domain/shift.js';
import { html } from '../html.js';
import { layOut, type Receipt as Layout, type Row } from '../receipt.js';
import { layOutShift } from '../shift-report.js';
import type { Shop } from '../shop.js';

interface Props {
  readonly sale: Sale;
  readonly receiptNumber: string;
  readonly shop: Shop;
}

/** A receipt as it is printed on 80 mm paper. */
export function Receipt({ sale, receiptNumber, shop }: Props): VNode {
  return paper(layOut(sale, receiptNumber, shop.receipt, shop.config));
}

/** The same of the opening or closing of a shift. */
export function Report({ record, number, shop }: { readonly record: ShiftRecord; readonly number: string; readonly shop: Shop }): VNode {
  return paper(layOutShift(record, number, shop.receipt, shop.config));
}

function paper(receipt: Layout): VNode {
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

function rows(list: readonly Row[]): VNode | null {
  if (!list.length) return null;
  const row = ({ label, value, note, strong }: Row, index: number): VNode => html`<div class=${strong ? 'row strong' : 'row'} key=${index}><dt>${label}${note && html`<small>${note}</small>`}</dt><dd>${value}</dd></div>`;
  return html`<dl>${list.map(row)}</dl>`;
}
