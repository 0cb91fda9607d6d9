import type { VNode } from 'preact';
import type { DemoLedger, DemoRecord } from '../../domain/demo.js';
import { count, dayAndClock, money } from '../format.js';
import { html } from '../html.js';
import { Dialog } from '../screens/dialog.js';
import { Icon } from '../screens/icon.js';
import { read } from '../state.js';
import { showLedger } from './state.js';

/** The menu's way to the control panel: in the demo, to what that has. */
export function DemoPanelLink({ objection }: { readonly objection: string | null }): VNode {
  const open = (event: Event): void => {
    event.preventDefault();
    if (objection === null) void showLedger();
  };
  return html`<li><a class="way" role="link" href=${objection ? null : '#/'} aria-disabled=${objection !== null} aria-describedby="no-panel" tabindex="0" onClick=${open}><${Icon} name="house" />Control panel</a><small id="no-panel">${objection}</small></li>`;
}

interface Props {
  readonly ledger: DemoLedger;
  readonly close: () => void;
}

const KINDS = { sale: '', 'shift-open': 'Shift opened', 'shift-close': 'Shift closed' } as const;

/** What the demo's panel has taken in: to look at only. */
export function Ledger({ ledger: { sales, total, records }, close }: Props): VNode {
  const { shop } = read();
  const written = (amount: DemoLedger['total']): string => (shop ? money(amount, shop.config) : '');
  const what = ({ kind, total: amount }: DemoRecord): string => (kind === 'sale' ? written(amount) : KINDS[kind]);
  const rows = records.map((record) => html`<tr><th scope="row">${record.receiptNumber}<small class="warn">${record.flags.join(', ')}</small></th><td>${dayAndClock(record.at)}</td><td>${record.staff}</td><td class="amount">${what(record)}</td></tr>`);
  const table = html`<table class="demo-ledger"><thead><tr><th scope="col">Receipt</th><th scope="col">Sold</th><th scope="col">By</th><th scope="col" class="amount">Total</th></tr></thead><tbody>${rows}</tbody></table>`;
  return html`<${Dialog} title="Control panel" close=${close}>
    <p>The demo’s control panel has taken in <b>${count(sales, 'sale')}</b> of <b>${written(total)}</b>. The real one also has pages for products, staff, registers, shifts and receipts.</p>
    ${records.length > 0 && table}
  <//>`;
}
