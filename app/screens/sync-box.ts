import type { VNode } from 'preact';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';
import type { State } from '../state.js';
import { synchronise } from '../sync.js';
import { SyncProgress } from './sync-progress.js';

/** How this register stands with the control panel: what is unsent and why, and when the shop last came. */
export function SyncBox({ state }: { readonly state: State }): VNode {
  const { status, sync, syncTrouble, updateReady } = state;
  const open = status.unsynchronised;
  const wheel = status.sending && html`<span class="spin" role="img" aria-label="Sending"></span>`;
  const last = status.lastFullSync ? dayAndClock(status.lastFullSync) : 'never';
  return html`<section class="sync" aria-label="Synchronisation">
    <div class="unsent">${wheel}<span role="status" aria-label="Unsynchronised sales" class=${open ? 'warn' : 'good'}>${count(open, 'unsynchronised sale')}</span></div>
    <p class="warn">${!syncTrouble && status.trouble?.message}</p>
    <p class="soft">Last full sync: <span role="status" aria-label="Last full sync">${last}</span></p>
    ${sync && html`<${SyncProgress} sync=${sync} />`}
    <p class="bad" role="alert">${syncTrouble}</p>
    <p class="soft">${updateReady && 'An update is ready. It comes when no sale is open.'}</p>
    <button class="main" disabled=${sync !== null} onClick=${synchronise}>Synchronise data</button>
  </section>`;
}
