import type { VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { otherWords } from '../other-words.js';
import { layouts } from '../printing/layouts.js';
import { afterSale, dismissPrinting, openDrawer, printAgain, printPaper, type Paper, type Printing } from '../printing/printing.js';
import { hasPrinter, mayOpen } from '../printing/settings.js';
import { layOut } from '../receipt.js';
import { remembers } from '../remembers.js';
import { read } from '../state.js';
import type { ScreenProps } from './seldom.js';

interface Props {
  readonly what: 'receipt' | 'report';
  readonly paper: Paper;
}

/** Prints what is shown; what became of it stands below the keys beside it. */
export function PrintKey({ what, paper }: Props): VNode {
  const { printer, printing } = read();
  const mine = printing?.paper?.number === paper.number ? printing : null;
  const label = mine?.failed ? otherWords.printAgain : what === 'receipt' ? otherWords.printReceipt : otherWords.printReport;
  const print = (): void => (mine?.failed ? printAgain() : printPaper(paper));
  return html`<button class="act tall" disabled=${mine?.busy} onClick=${print}>${label}</button>${hasPrinter(printer) && html`<${Became} printing=${mine} />`}`;
}

/** What the printer has made of it. */
export function Became({ printing }: { readonly printing: Printing | null }): VNode {
  return html`<p class=${printing?.failed ? 'became line-warn' : 'became soft'} role="status" aria-label=${otherWords.printer}>${printing?.failed && html`<b>${printing.failed}</b> `}${printing?.busy ? otherWords.printing : printing?.says}</p>`;
}

const paperOf = ({ state: { completed }, shop }: ScreenProps): Paper | null => completed && { number: completed.receiptNumber, ...layouts(shop.config, (config, printed) => layOut(completed.sale, completed.receiptNumber, shop.receipt, config, printed)) };

/** The keys of a sale that is complete. When it is, its receipt is printed and the drawer opens, as this device is set. */
export const SalePrinted = remembers(() => ({}), (props: ScreenProps) => {
  const paper = paperOf(props);
  const { printer, printing } = props.state;
  const open = mayOpen(printer) && html`<button class="act tall later" onClick=${openDrawer}>${otherWords.openDrawer}</button>`;
  const opened = printing && !printing.paper && html`<${Became} printing=${printing} />`;
  return paper && html`<${PrintKey} what="receipt" paper=${paper} />${opened}${open}`;
}, (props, _, before) => {
  const { completed } = props.state;
  const paper = paperOf(props);
  if (completed && paper && !before) void afterSale(completed.sale, paper);
});

/** Over the next sale: what was not printed of the one before. */
export function NotPrinted({ state: { printing } }: ScreenProps): VNode | null {
  if (!printing?.failed) return null;
  const { paper, failed, says } = printing;
  return html`<p class="line-warn copy"><span><b>${failed}</b> ${says}</span> ${paper?.number && html`<button class="act" onClick=${printAgain}>${otherWords.printAgain}</button>`}<button class="act" onClick=${dismissPrinting}>${words.dismiss}</button></p>`;
}
