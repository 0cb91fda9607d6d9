import type { VNode } from 'preact';
import { told, words } from '../language.js';
import { dayAndClock } from '../moments.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import type { State } from '../state.js';
import { synchronise } from '../sync.js';
import { SyncProgress } from './sync-progress.js';

/** How this register stands with the control panel: what is unsent and why, and when the shop last came. */
export function SyncBox({ state }: { readonly state: State }): VNode {
  const { status, sync, syncTrouble, updateReady } = state;
  const open = status.unsynchronised;
  const wheel = status.sending && html`<span class="spin" role="img" aria-label=${otherWords.sending}></span>`;
  const last = status.lastFullSync ? dayAndClock(status.lastFullSync) : otherWords.never;
  return html`<section class="sync" aria-label=${otherWords.synchronisation}>
    <div class="unsent">${wheel}<span role="status" aria-label=${otherWords.unsynchronised} class=${open ? 'warn' : 'good'}>${words.unsynchronised(open)}</span></div>
    <p class="warn">${!syncTrouble && status.trouble && told(status.trouble.message)}</p>
    <p class="soft">${otherWords.lastFullSync}: <span role="status" aria-label=${otherWords.lastFullSync}>${last}</span></p>
    ${sync && html`<${SyncProgress} sync=${sync} />`}
    <p class="bad" role="alert">${syncTrouble}</p>
    <p class="soft">${updateReady && otherWords.updateReady}</p>
    <button class="main" disabled=${sync !== null} onClick=${synchronise}>${otherWords.synchronise}</button>
  </section>`;
}
