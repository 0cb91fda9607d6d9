import type { VNode } from 'preact';
import type { ShiftDetail } from '../../domain/local.js';
import { html } from '../html.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import { Compared } from './count-up.js';
import { focused } from './focus.js';
import { Icon } from './icon.js';
import { printReceipt } from './print.js';
import { Report } from './report-view.js';

interface Props {
  readonly report: ShiftDetail;
  readonly shop: Shop;
}

/** The closing is on the disk: how it compares, and the report. */
export function ShiftClosed({ report: { record, receiptNumber }, shop }: Props): VNode {
  const methods = record.kind === 'shift-close' ? record.methods : [];
  return html`<div class="complete">
    <main class="done no-print">
      <p class="tick good"><${Icon} name="good" /></p>
      <h1>Shift closed</h1>
      <p class="soft">Report <b>${receiptNumber}</b></p>
      <${Compared} methods=${methods} shop=${shop} />
      <div class="acts">
        <button class="act tall" onClick=${printReceipt}>Print report</button>
        <button class="main" ref=${focused} onClick=${() => go('')}>Done</button>
      </div>
    </main>
    <section class="paper" tabindex="0" aria-label="Report"><${Report} record=${record} number=${receiptNumber} shop=${shop} /></section>
  </div>`;
}
