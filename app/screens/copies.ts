import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import { allowFolder } from '../folder.js';
import { html } from '../html.js';
import type { ScreenProps } from './seldom.js';

/** Over the sale: what this browser has lost, and what is wrong with the copy in the folder. */
export function Copies({ state: { status: { folder, device }, lost } }: ScreenProps): VNode {
  const trouble = folder?.trouble;
  // Of another register or link it is what the set-up told of.
  const setBack = lost && device && lost.registerId === device.registerId && lost.link >= device.link;
  const again = trouble?.code === 'not-allowed' ? html`<button class="act" onClick=${allowFolder}>Allow the folder again</button>` : html`<a href="#/settings">Settings</a>`;
  return html`
    ${setBack && html`<p class="line-bad"><b>Older data.</b> This browser was set back, and may lack sales up to ${receiptNumber(lost.series, lost.highest)}. <a href="#/set-up">Set it up again</a>, so that no number is given twice.</p>`}
    ${trouble && html`<p class="line-warn copy"><span><b>No copy in the folder.</b> ${trouble.message} Sales are kept here.</span> ${again}</p>`}`;
}
