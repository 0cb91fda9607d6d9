import type { VNode } from 'preact';
import { cents } from '../../domain/money.js';
import type { SaleDetail } from '../../domain/panel.js';
import type { SaleLine } from '../../domain/sale.js';
import { plainPercent, plainQuantity, useMoney } from '../amounts.js';
import { Sheet } from '../dialogs.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Standing } from '../page.js';
import { hashFor } from '../route.js';
import { Time } from '../times.js';
import { FLAG_WORDS, methodName } from './flags.js';

/** One sale, whole. */
export function SaleSheet({ position, leave }: { readonly position: string; readonly leave: () => void }): VNode {
  const loaded = useLoaded<SaleDetail>(`api/sales/${encodeURIComponent(position)}`);
  const detail = loaded.value;
  return html`
    <${Sheet} title=${detail ? `Receipt ${detail.receiptNumber}` : 'Receipt'} leave=${leave} wide>
      <div class="sheet-body">
        ${detail ? html`<${Flags} detail=${detail} /><${Lines} detail=${detail} /><${Circumstances} detail=${detail} />` : html`<${Standing} loaded=${loaded} />`}
      </div>
    <//>`;
}

function Flags({ detail }: { readonly detail: SaleDetail }): VNode | null {
  if (detail.flags.length === 0) return null;
  return html`
    <section class="flags" aria-label="Flags">
      ${detail.flags.map((flag) => html`<p key=${flag}><b>${FLAG_WORDS[flag].name}.</b> ${FLAG_WORDS[flag].meaning}</p>`)}
    </section>`;
}

function Lines({ detail }: { readonly detail: SaleDetail }): VNode {
  const money = useMoney();
  const { lines, totals, rounding, orderDiscount, payments } = detail.sale;
  const offWhole = cents(-lines.reduce((sum, line) => sum + line.orderDiscount, 0));
  return html`
    <table class="lines">
      <caption class="unseen">What was sold</caption>
      <thead><tr><th scope="col">Item</th><th scope="col" class="number">Quantity</th><th scope="col" class="number">Price</th><th scope="col" class="number">Amount</th></tr></thead>
      <tbody>${lines.map((line, index) => html`<${Line} key=${index} line=${line} />`)}</tbody>
      <tfoot>
        ${offWhole !== 0 && html`<${Amount} words=${`${plainPercent(orderDiscount)} % off the whole sale`} amount=${money(offWhole)} />`}
        <tr class="total"><th scope="row" colspan="3">Total</th><td class="number">${money(totals.total)}</td></tr>
        <${Amount} words="Tax in it" amount=${money(totals.tax)} />
        ${rounding !== 0 && html`<${Amount} words="Rounding for cash" amount=${money(rounding)} />`}
        ${payments.map((payment, index) => html`
          <${Amount} key=${index} words=${methodName(payment.method)} amount=${money(payment.amount)} />
          ${payment.method === 'cash' && payment.change !== 0 && html`<${Amount} words=${`Tendered ${money(payment.tendered)}, change`} amount=${money(payment.change)} soft />`}`)}
      </tfoot>
    </table>`;
}

function Line({ line }: { readonly line: SaleLine }): VNode {
  const money = useMoney();
  const notes = [line.sku, line.discount > 0 && `${plainPercent(line.discount)} % off, ${money(cents(-line.lineDiscount))}`, line.taxRate === 0 && 'tax free'].filter(Boolean).join(' · ');
  const amount = cents(line.gross - line.lineDiscount);
  return html`
    <tr>
      <th scope="row">${line.name}<small>${notes}</small></th>
      <td class="number">${plainQuantity(line.quantity)}</td><td class="number">${money(line.unitPrice)}</td><td class="number">${money(amount)}</td>
    </tr>`;
}

function Amount({ words, amount, soft }: { readonly words: string; readonly amount: string; readonly soft?: boolean }): VNode {
  return html`<tr class=${soft ? 'soft' : undefined}><th scope="row" colspan="3">${words}</th><td class="number">${amount}</td></tr>`;
}

/** `1st`, `2nd`, `12th`. */
function ordinal(number: number): string {
  const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)] ?? 'th'}`;
}

function Circumstances({ detail }: { readonly detail: SaleDetail }): VNode {
  return html`
    <dl class="facts">
      <dt>Staff</dt><dd>${detail.staff}</dd>
      <dt>Register</dt><dd>${detail.register}</dd>
      <dt>Device</dt><dd>the ${ordinal(detail.link)} that was linked to this register</dd>
      <dt>Number</dt><dd>${detail.seq.toLocaleString('en')} of that device</dd>
      ${detail.sale.shift && html`<dt>Shift</dt><dd><a href=${hashFor(['shifts', detail.registerId, detail.sale.shift])}>the one that was open then</a></dd>`}
      <dt>Opened</dt><dd><${Time} at=${detail.sale.openedAt} /></dd>
      <dt>Completed</dt><dd><${Time} at=${detail.completedAt} />, by the register’s clock</dd>
      <dt>Received</dt><dd><${Time} at=${detail.receivedAt} />, by the control panel’s clock${detail.via === 'file' ? ', from a saved file' : ''}</dd>
      <dt>Seal</dt><dd><code>${detail.hash}</code></dd>
    </dl>`;
}
