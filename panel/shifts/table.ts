import type { VNode } from 'preact';
import type { ShiftRow } from '../../domain/panel.js';
import { useMoney } from '../amounts.js';
import { html } from '../html.js';
import { Tag } from '../notices.js';
import { followRow, Scroller } from '../page.js';
import { counted } from '../registers/numbers.js';
import { hashFor, type Route } from '../route.js';
import { FLAG_WORDS } from '../sales/flags.js';
import { Time } from '../times.js';
import { differencesInWords, standingOf, sumOf } from './words.js';

export function ShiftsTable({ rows, query }: { readonly rows: readonly ShiftRow[]; readonly query: Route['query'] }): VNode {
  return html`
    <${Scroller} label="List of shifts">
      <table class="rows linked">
        <thead><tr>
          <th scope="col">Opened</th><th scope="col">Register</th><th scope="col">Closed</th><th scope="col" class="number spare">Float</th><th scope="col" class="number less">Expected</th>
          <th scope="col" class="number">Counted</th><th scope="col">Difference</th><th scope="col">Sales</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`<${Row} key=${`${row.registerId} ${row.shift}`} row=${row} to=${hashFor(['shifts', row.registerId, row.shift], query)} />`)}</tbody>
      </table>
    <//>`;
}

function Row({ row, to }: { readonly row: ShiftRow; readonly to: string }): VNode {
  const money = useMoney();
  const { methods, sales, flags } = row;
  const { words: standing, kind } = standingOf(row);
  const closed = methods.length > 0;
  const differences = differencesInWords(methods, money);
  return html`
    <tr onClick=${followRow}>
      <th scope="row" class="when"><a href=${to}>${row.openedAt ? html`<${Time} at=${row.openedAt} />` : 'not here yet'}</a><small>${row.openedBy}</small></th>
      <td>${row.register}</td>
      <td class="when">${row.closedAt && html`<${Time} at=${row.closedAt} />`}<small>${row.closedBy}</small></td>
      <td class="number spare">${row.float !== null && money(row.float)}</td>
      <td class="number less">${closed && money(sumOf(methods, 'expected'))}</td><td class="number">${closed && html`<b>${money(sumOf(methods, 'counted'))}</b>`}</td>
      <td class="whole">${closed && (differences.length === 0 ? 'exact' : differences.map((words) => html`<div class="warn" key=${words}>${words}</div>`))}</td>
      <td><div class="tags"><${Tag} kind=${kind}>${standing}<//>${flags.map((flag) => html`<${Tag} key=${flag} kind="warn">${FLAG_WORDS[flag].name}<//>`)}<small class="soft">${counted(sales.received, 'sale')} here</small></div></td>
    </tr>`;
}
