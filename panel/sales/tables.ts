import type { VNode } from 'preact';
import type { RefusedRow, SaleRow } from '../../domain/panel.js';
import { useMoney } from '../amounts.js';
import { html } from '../html.js';
import { Tag } from '../notices.js';
import { followRow, Scroller } from '../page.js';
import { hashFor, type Route } from '../route.js';
import { Time } from '../times.js';
import { FLAG_WORDS, methodName, refusalName } from './flags.js';

export function SalesTable({ rows, query }: { readonly rows: readonly SaleRow[]; readonly query: Route['query'] }): VNode {
  return html`
    <${Scroller} label="List of sales">
      <table class="rows linked">
        <thead><tr>
          <th scope="col">Receipt</th><th scope="col">Register</th><th scope="col">Staff</th><th scope="col">Completed</th><th scope="col" class="less">Received</th>
          <th scope="col">Paid by</th><th scope="col" class="number">Total</th><th scope="col">Flags</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`<${Row} key=${row.position} row=${row} to=${hashFor(['sales', String(row.position)], query)} />`)}</tbody>
      </table>
    <//>`;
}

function Row({ row, to }: { readonly row: SaleRow; readonly to: string }): VNode {
  const money = useMoney();
  return html`
    <tr onClick=${followRow}>
      <th scope="row" class="whole"><a href=${to}>${row.receiptNumber}</a></th>
      <td>${row.register}</td><td>${row.staff}</td>
      <td class="when"><${Time} at=${row.completedAt} /></td><td class="when less"><${Time} at=${row.receivedAt} /></td>
      <td>${row.payments.map(({ method }) => methodName(method)).join(' + ')}</td><td class="number"><b>${money(row.total)}</b></td>
      <td><div class="tags">${row.flags.map((flag) => html`<${Tag} key=${flag} kind="warn">${FLAG_WORDS[flag].name}<//>`)}</div></td>
    </tr>`;
}

/** What the panel could not take in, kept as it came. */
export function RefusedTable({ rows }: { readonly rows: readonly RefusedRow[] }): VNode {
  return html`
    <p class="note">A refused sale stays on its register, marked “Needs attention”, until it is sent again and taken. What came is kept here too.</p>
    <${Scroller} label="List of refused sales">
      <table class="rows">
        <thead><tr><th scope="col">Received</th><th scope="col">Register</th><th scope="col">Why</th><th scope="col">What was wrong</th><th scope="col" class="number">Times</th></tr></thead>
        <tbody>${rows.map((row) => html`
          <tr key=${row.id}>
            <th scope="row" class="when"><${Time} at=${row.receivedAt} /></th><td>${row.register ?? html`<span class="soft">unknown</span>`}</td>
            <td><${Tag} kind="bad">${refusalName(row.reason)}<//></td><td class="long">${row.message}</td><td class="number">${row.times}</td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}
