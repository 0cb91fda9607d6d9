import type { VNode } from 'preact';
import { receiptNumber } from '../../domain/chain.js';
import { allowFolder } from '../folder.js';
import { html } from '../html.js';
import { told } from '../language.js';
import { otherWords } from '../other-words.js';
import type { ScreenProps } from './seldom.js';

/** Over the sale: that the link was ended, what this browser has lost, and what is wrong with the copy in the folder. */
export function Copies({ state: { status: { folder, device, link }, lost } }: ScreenProps): VNode {
  const trouble = folder?.trouble;
  // Of another register or link it is what the set-up told of.
  const setBack = lost && device && lost.registerId === device.registerId && lost.link >= device.link;
  const again = trouble?.code === 'not-allowed' ? html`<button class="act" onClick=${allowFolder}>${otherWords.allowFolder}</button>` : html`<a href="#/settings">${otherWords.settings}</a>`;
  return html`
    ${link === 'removed' && html`<p class="line-bad"><b>${otherWords.unlinked}</b> ${otherWords.unlinkedSays} <a href="#/set-up">${otherWords.setUpAgain}</a></p>`}
    ${setBack && html`<p class="line-bad"><b>${otherWords.olderData}</b> ${otherWords.setBack(receiptNumber(lost.series, lost.highest))} <a href="#/set-up">${otherWords.setUpAgain}</a></p>`}
    ${trouble && html`<p class="line-warn copy"><span><b>${otherWords.noCopy}</b> ${otherWords.keptHere(told(trouble.message))}</span> ${again}</p>`}`;
}
