import type { VNode } from 'preact';
import { IMPORT_FIELDS, type ImportField, type ImportPreview, type Mapping } from '../../domain/panel.js';
import { html } from '../html.js';
import { Arrival, Scroller } from '../page.js';

export const FIELD_WORDS: Readonly<Record<ImportField, string>> = {
  sku: 'SKU', name: 'Name', price: 'Price', barcode: 'Barcode', category: 'Category', subCategory: 'Sub-category', taxFree: 'Tax free',
};
const NEEDED: readonly ImportField[] = ['name', 'price'];

/** The mapping with `field` filled from `column`, or from none. A column fills one field. */
export function mapped(mapping: Mapping, field: ImportField, column: string): Mapping {
  const rest = Object.entries(mapping).filter(([other, its]) => other !== field && its !== column);
  return { ...Object.fromEntries(rest), ...(column ? { [field]: column } : {}) };
}

interface ColumnsProps {
  /** The file's. */
  readonly name: string;
  readonly preview: ImportPreview;
  readonly mapping: Mapping;
  readonly setMapping: (mapping: Mapping) => void;
  readonly busy: boolean;
  readonly run: () => void;
  readonly again: () => void;
}

/** What each column means, beside the first rows as they stand in the file. */
export function Columns({ name, preview, mapping, setMapping, busy, run, again }: ColumnsProps): VNode {
  const missing = NEEDED.filter((field) => !mapping[field]);
  const columns = preview.columns.filter(Boolean);
  return html`
    <section aria-labelledby="columns">
      <${Arrival} id="columns">${name}: ${preview.rowCount.toLocaleString('en')} ${preview.rowCount === 1 ? 'row' : 'rows'}<//>
      <p class="soft">Say which column fills what. Products with a SKU that is here already are updated, the others are new.</p>
      <div class="mapping">
        ${IMPORT_FIELDS.map((field) => html`
          <label key=${field}>${FIELD_WORDS[field]}
            <select value=${mapping[field] ?? ''} disabled=${busy} aria-required=${NEEDED.includes(field) ? 'true' : undefined} onChange=${(event: Event) => setMapping(mapped(mapping, field, (event.currentTarget as HTMLSelectElement).value))}>
              <option value="">${NEEDED.includes(field) ? 'Choose a column' : field === 'sku' ? 'Made from the row' : 'Not in the file'}</option>
              ${columns.map((column) => html`<option key=${column} value=${column}>${column}</option>`)}
            </select>
          </label>`)}
      </div>
      <${Sample} preview=${preview} mapping=${mapping} />
      <div class="actions">
        <button type="button" onClick=${again} disabled=${busy}>Choose another file</button>
        <span class="spring"></span>
        ${missing.length > 0 && html`<p class="wrong" id="missing">Choose a column for ${missing.map((field) => FIELD_WORDS[field].toLowerCase()).join(' and ')} first.</p>`}
        <button type="button" class="primary" disabled=${busy || missing.length > 0} aria-describedby=${missing.length > 0 ? 'missing' : undefined} onClick=${run}>Import products</button>
      </div>
    </section>`;
}

function Sample({ preview, mapping }: { readonly preview: ImportPreview; readonly mapping: Mapping }): VNode {
  const uses = new Map(IMPORT_FIELDS.flatMap((field) => (mapping[field] ? [[mapping[field], FIELD_WORDS[field]] as const] : [])));
  return html`
    <${Scroller} label="First rows of the file">
      <table class="rows sample">
        <thead><tr>${preview.columns.map((column, index) => html`
          <th key=${index} scope="col" class=${uses.has(column) ? 'used' : undefined}>${column || html`<span class="soft">no heading</span>`}<small>${uses.has(column) ? `fills ${uses.get(column)}` : 'not used'}</small></th>`)}</tr></thead>
        <tbody>${preview.sample.map((row, number) => html`
          <tr key=${number}>${preview.columns.map((column, index) => html`<td key=${index} class=${uses.has(column) ? 'used' : undefined}>${row[index]}</td>`)}</tr>`)}</tbody>
      </table>
    <//>`;
}
