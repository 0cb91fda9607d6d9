import type { VNode } from 'preact';
import type { TakeInReport } from '../../domain/panel.js';
import { html } from '../html.js';
import { Arrival, Scroller } from '../page.js';
import { refusalName } from './flags.js';

/** What became of a file's sales. */
export function Report({ name, report }: { readonly name: string; readonly report: TakeInReport }): VNode {
  const counts = [['Recorded', report.recorded], ['Here already', report.already], ['Refused', report.refusedCount], ['Damaged lines', report.damagedCount]] as const;
  const told = report.refused.length + report.damaged.length;
  return html`
    <section class="report" aria-labelledby="taken">
      <${Arrival} id="taken">${name} is in<//>
      <dl class="counts">${counts.map(([words, number], index) => html`
        <div key=${words} class=${index > 1 && number > 0 ? 'bad' : undefined}><dt>${words}</dt><dd>${number.toLocaleString('en')}</dd></div>`)}</dl>
      ${report.registers.length > 0 && html`<${Registers} report=${report} />`}
      ${told > 0 && html`<${Lines} report=${report} more=${report.refusedCount + report.damagedCount - told} />`}
    </section>`;
}

function Registers({ report }: { readonly report: TakeInReport }): VNode {
  return html`
    <${Scroller} label="By register">
      <table class="rows">
        <thead><tr><th scope="col">Register</th><th scope="col" class="number">Recorded</th><th scope="col" class="number">Here already</th><th scope="col" class="number">Refused</th></tr></thead>
        <tbody>${report.registers.map((row) => html`
          <tr key=${row.registerId}>
            <th scope="row">${row.register ?? html`<span class="soft">not one of this shop’s</span>`}</th>
            <td class="number">${row.recorded.toLocaleString('en')}</td><td class="number">${row.already.toLocaleString('en')}</td><td class="number">${row.refused.toLocaleString('en')}</td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}

function Lines({ report, more }: { readonly report: TakeInReport; readonly more: number }): VNode {
  const lines = [
    ...report.refused.map(({ line, reason, message }) => ({ line, message: `${refusalName(reason)}. ${message}` })), ...report.damaged,
  ].sort((a, b) => a.line - b.line);
  return html`
    <h3>Lines that were not taken${more > 0 && `, and ${more.toLocaleString('en')} more`}</h3>
    <p class="soft">All the others are recorded. When you have a better copy of the file, take that in too.</p>
    <${Scroller} label="Lines that were not taken">
      <table class="rows">
        <thead><tr><th scope="col" class="number row-number">Line</th><th scope="col">What is wrong</th></tr></thead>
        <tbody>${lines.map(({ line, message }, index) => html`<tr key=${index}><th scope="row" class="number">${line.toLocaleString('en')}</th><td class="long">${message}</td></tr>`)}</tbody>
      </table>
    <//>`;
}
