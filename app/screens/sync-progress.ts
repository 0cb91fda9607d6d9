import type { VNode } from 'preact';
import { html } from '../html.js';
import type { Progress } from '../state.js';

/** What a full sync is bringing, and how many of how many. */
export function SyncProgress({ sync: { what, done, of } }: { readonly sync: Progress }): VNode {
  const text = of ? `${what}: ${done} of ${of}` : `${what}…`;
  const value = of ? done : undefined;
  return html`<div class="progress"><progress aria-label="Full sync" aria-valuetext=${text} max=${of || 1} value=${value}></progress><span class="soft">${text}</span></div>`;
}
