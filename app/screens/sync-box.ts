import type { VNode } from 'preact';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';
import type { State } from '../state.js';
import { SyncProgress } from './sync-progress.js';

const run = (): void => void import('../sync.js').then(({ synchronise }) => synchronise());

/** How this register stands with the control panel: what is unsent and why, and when the shop last came. */
export function SyncBox({ state }: { readonly state: State }): VNode {
  const { status, sync, syncTrouble, updateReady } = state;
  const open = status?.unsynchronised ?? 0;
  const wheel = status?.sending ? html`<span class="spin" role="img" aria-label="Sending"></span>` : null;
  const trouble = open && status?.trouble ? html`<p class="warn">${status.trouble.message}</p>` : null;
  const last = status?.lastFullSync ? dayAndClock(status.lastFullSync, Date.now()) : 'never';
  const update = updateReady ? html`<p class="soft">An update is ready. It is put in place when no sale is open and all sales are sent.</p>` : null;
  return html`<section class="sync" aria-label="Synchronisation">
    <div class="unsent">${wheel}<span role="status" aria-label="Unsynchronised sales" class=${open ? 'warn' : 'good'}>${count(open, 'unsynchronised sale')}</span></div>
    ${trouble}
    <p class="soft">Last full sync: <span role="status" aria-label="Last full sync">${last}</span></p>
    ${sync ? html`<${SyncProgress} sync=${sync} />` : null}
    <p class="bad" role="alert">${syncTrouble}</p>
    ${update}
    <button class="main" disabled=${sync !== null} onClick=${run}>Synchronise data</button>
  </section>`;
}
