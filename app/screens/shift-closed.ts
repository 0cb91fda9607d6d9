import type { VNode } from 'preact';
import type { ShiftDetail } from '../../domain/local.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { layouts } from '../printing/layouts.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import { Compared } from './count-up.js';
import { focused } from './focus.js';
import { Icon } from './icon.js';
import { layOutShift } from '../shift-report.js';
import { PrintKey } from './print-key.js';
import { paper } from './receipt-view.js';

interface Props {
  readonly report: ShiftDetail;
  readonly shop: Shop;
}

/** The closing is on the disk: how it compares, and the report. */
export function ShiftClosed({ report: { record, receiptNumber }, shop }: Props): VNode {
  const methods = record.kind === 'shift-close' ? record.methods : [];
  const made = layouts(shop.config, (config, printed) => layOutShift(record, receiptNumber, shop.receipt, config, printed));
  return html`<div class="complete">
    <main class="done no-print">
      <p class="tick good"><${Icon} name="good" /></p>
      <h1>${otherWords.shiftClosed}</h1>
      <p class="soft">${otherWords.report} <b>${receiptNumber}</b></p>
      <${Compared} methods=${methods} shop=${shop} />
      <div class="acts">
        <${PrintKey} what="report" paper=${{ number: receiptNumber, ...made }} />
        <button class="main" ref=${focused} onClick=${() => go('')}>${otherWords.done}</button>
      </div>
    </main>
    <section class="paper" tabindex="0" aria-label=${otherWords.report}>${paper(made.layout)}</section>
  </div>`;
}
