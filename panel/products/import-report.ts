import type { VNode } from 'preact';
import type { ImportReport } from '../../domain/panel.js';
import { html } from '../html.js';
import { Arrival, Scroller } from '../page.js';
import { FIELD_WORDS } from './import-columns.js';

interface ReportProps {
  /** The file's name. */
  readonly name: string;
  readonly report: ImportReport;
  readonly again: () => void;
}

/** What became of the rows. */
export function Report({ name, report, again }: ReportProps): VNode {
  const counts = [['Created', report.created], ['Updated', report.updated], ['Unchanged', report.unchanged], ['Refused', report.refused]] as const;
  return html`
    <section aria-labelledby="report">
      <${Arrival} id="report">${name} is in<//>
      <dl class="counts">${counts.map(([words, number]) => html`
        <div key=${words} class=${words === 'Refused' && number > 0 ? 'bad' : undefined}><dt>${words}</dt><dd>${number.toLocaleString('en')}</dd></div>`)}</dl>
      ${report.categoriesCreated > 0 && html`<p>${report.categoriesCreated.toLocaleString('en')} ${report.categoriesCreated === 1 ? 'category was' : 'categories were'} made. Registers get all of it at their next “Synchronise data”.</p>`}
      ${report.errors.length > 0 && html`<${Errors} report=${report} />`}
      <div class="actions">
        <button type="button" onClick=${again}>Import another file</button>
        <span class="spring"></span>
        <a class="button primary" href="#/products">Show the catalogue</a>
      </div>
    </section>`;
}

function Errors({ report }: { readonly report: ImportReport }): VNode {
  const shown = report.errors.length < report.refused ? `the first ${report.errors.length.toLocaleString('en')} of ${report.refused.toLocaleString('en')}` : '';
  return html`
    <h3>Rows that were refused${shown && `, ${shown}`}</h3>
    <p class="soft">Mend them in the file and import it again: what is here already is left as it is.</p>
    <${Scroller} label="Refused rows">
      <table class="rows">
        <thead><tr><th scope="col" class="number row-number">Row</th><th scope="col">Field</th><th scope="col">What is wrong</th></tr></thead>
        <tbody>${report.errors.map(({ row, field, message }, index) => html`
          <tr key=${index}><th scope="row" class="number">${row.toLocaleString('en')}</th><td>${field && FIELD_WORDS[field]}</td><td class="long sentence">${message}</td></tr>`)}</tbody>
      </table>
    <//>`;
}
