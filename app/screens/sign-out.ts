import type { VNode } from 'preact';
import { html } from '../html.js';
import { endDay } from '../staff.js';
import { change } from '../state.js';
import { closePanel, Dialog } from './dialog.js';
import { SaveSales, Unsent } from './save-sales.js';
import type { ScreenProps } from './seldom.js';

/** Signing out while sales are not sent: not before they are in a file, and then knowing it. */
export function SignOut({ state: { status } }: ScreenProps): VNode {
  const waits = status.unsaved !== null;
  const next = waits
    ? 'They are safe on this device, but nowhere else. Wait until they are sent, or save them. Switch staff goes on without either.'
    : status.unsynchronised ? 'Outside of this device that file is the only copy: take it in at the control panel, or come back and let them be sent.' : '';
  const out = waits ? html`<button class="act tall" onClick=${switchStaff}>Switch staff</button>` : html`<button class="act tall danger" onClick=${endDay}>Sign out now</button>`;
  return html`<${Dialog} title=${waits ? 'Not signed out yet' : 'Sign out?'}>
    <${Unsent} status=${status} /><p>${next}</p>
    <div class="stack">${waits && html`<${SaveSales} status=${status} />`}</div>
    <div class="acts"><button class="act tall" onClick=${closePanel}>Stay</button>${out}</div>
  <//>`;
}

function switchStaff(): void {
  change({ panel: null, switching: true });
}
