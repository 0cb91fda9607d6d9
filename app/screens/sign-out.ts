import type { VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { otherWords } from '../other-words.js';
import { endDay } from '../day-end.js';
import { change } from '../state.js';
import { closePanel, Dialog } from './dialog.js';
import { SaveSales, Unsent } from './save-sales.js';
import type { ScreenProps } from './seldom.js';

/** Signing out while sales are not sent: not before they are in a file, and then knowing it. */
export function SignOut({ state: { status } }: ScreenProps): VNode {
  const waits = status.unsaved !== null;
  const next = waits
    ? otherWords.safeButHere
    : status.unsynchronised ? otherWords.onlyCopyOutside : '';
  const out = waits ? html`<button class="act tall" onClick=${switchStaff}>${words.switchStaff}</button>` : html`<button class="act tall danger" onClick=${endDay}>${otherWords.signOutNow}</button>`;
  return html`<${Dialog} title=${waits ? otherWords.notSignedOut : otherWords.signOutAsks}>
    <${Unsent} status=${status} /><p>${next}</p>
    <div class="stack">${waits && html`<${SaveSales} status=${status} />`}</div>
    <div class="acts"><button class="act tall" onClick=${closePanel}>${otherWords.stay}</button>${out}</div>
  <//>`;
}

function switchStaff(): void {
  change({ panel: null, switching: true });
}
