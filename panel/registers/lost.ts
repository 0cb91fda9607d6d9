import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import type { LinkProof, RegisterRow } from '../../domain/panel.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';
import { Time } from '../times.js';
import { counted } from './numbers.js';

interface LostProps {
  readonly proof: LinkProof;
  readonly register: RegisterRow;
  readonly changed: () => Promise<void>;
}

/** The device's browser has lost its data, and said so; until its numbers have come, or somebody dismisses it. */
export function Lost({ proof: { lost, link, series, highest }, register, changed }: LostProps): VNode | null {
  const { ask, announce } = usePanel();
  if (!lost) return null;
  const dismiss = async (): Promise<void> => {
    await ask('DELETE', `api/registers/${register.id}/lost/${link}`);
    announce('The report of lost data is dismissed.');
    await changed();
  };
  const last = receiptNumber(series, lost.highest);
  const after = lost.highest > highest ? highest === lost.highest - 1 ? `${last} has not come. ` : `${receiptNumber(series, highest + 1)} to ${last} have not come. ` : '';
  return html`
    <div class="verdict bad lost" role="status" aria-label="Lost data">
      <p><b>This browser’s data was cleared or set back</b> (reported <${Time} at=${lost.reportedAt} />). It had sold up to ${last}, and ${lost.unsynchronised === 0 ? 'nothing was waiting to be sent' : `up to ${counted(lost.unsynchronised, 'sale')} had not been sent`},
      as of <${Time} at=${lost.asOf} />. ${after}Look for a file or a folder of saved sales, and take it in on the Sales page; a number that comes closes its gap.</p>
      <button type="button" class="small" onClick=${dismiss}>Dismiss</button>
    </div>`;
}
