import type { VNode } from 'preact';
import type { DemoLedger, DemoRecord } from '../../domain/demo.js';
import { money } from '../format.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { Dialog } from '../screens/dialog.js';
import { Icon } from '../screens/icon.js';
import { read } from '../state.js';
import { showLedger } from './state.js';
import { demoWords } from './words.js';

/** The menu's way to the control panel: in the demo, to what that has. */
export function DemoPanelLink({ objection }: { readonly objection: string | null }): VNode {
  const open = (event: Event): void => {
    event.preventDefault();
    if (objection === null) void showLedger();
  };
  return html`<li><a class="way" role="link" href=${objection ? null : '#/'} aria-disabled=${objection !== null} aria-describedby="no-panel" tabindex="0" onClick=${open}><${Icon} name="house" />${otherWords.controlPanel}</a><small id="no-panel">${objection}</small></li>`;
}

interface Props {
  readonly ledger: DemoLedger;
  readonly close: () => void;
}

/** What the demo's panel has taken in: to look at only. */
export function Ledger({ ledger: { sales, total, records }, close }: Props): VNode {
  const { shop } = read();
  const say = demoWords();
  const written = (amount: DemoLedger['total']): string => (shop ? money(amount, shop.config) : '');
  const what = ({ kind, total: amount }: DemoRecord): string => (kind === 'sale' ? written(amount) : kind === 'shift-open' ? otherWords.shiftOpened : otherWords.shiftClosed);
  const rows = records.map((record) => html`<tr><th scope="row">${record.receiptNumber}<small class="warn">${record.flags.join(words.comma)}</small></th><td>${dayAndClock(record.at)}</td><td>${record.staff}</td><td class="amount">${what(record)}</td></tr>`);
  const table = html`<table class="demo-ledger"><thead><tr><th scope="col">${say.receipt}</th><th scope="col">${say.sold}</th><th scope="col">${say.by}</th><th scope="col" class="amount">${say.total}</th></tr></thead><tbody>${rows}</tbody></table>`;
  return html`<${Dialog} title=${otherWords.controlPanel} close=${close}>
    <p>${say.takenIn(sales, written(total))}</p>
    ${records.length > 0 && table}
  <//>`;
}
