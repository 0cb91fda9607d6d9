import type { ComponentChildren, VNode } from 'preact';
import { html } from './html.js';
import type { Refused } from './refused.js';

/** What was refused, where it is seen; nothing when nothing was. */
export function Trouble({ trouble, retry }: { readonly trouble: Refused | null; readonly retry?: () => void }): VNode | null {
  if (!trouble) return null;
  return html`
    <div class="trouble" role="alert">
      <p>${trouble.message}</p>
      ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
    </div>`;
}

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode {
  return html`<div class="empty"><h2>${title}</h2>${children}</div>`;
}

export function Loading(): VNode {
  return html`<p class="loading">Loading…</p>`;
}

/** A short word with a colour: `good`, `warn`, `bad` or none. */
export function Tag({ kind = '', children }: { readonly kind?: string; readonly children?: ComponentChildren }): VNode {
  return html`<span class=${`tag ${kind}`}>${children}</span>`;
}
