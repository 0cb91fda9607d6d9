import type { VNode } from 'preact';
import { figure } from '../../words/figures.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import type { Progress } from '../state.js';

/** What a full sync is bringing, and how many of how many. */
export function SyncProgress({ sync: { what, done, of } }: { readonly sync: Progress }): VNode {
  const text = what === 'asking' || !of ? otherWords.asking : otherWords.bringing[what](figure(done), figure(of));
  const value = of ? done : undefined;
  return html`<div class="progress"><progress aria-label=${otherWords.fullSync} aria-valuetext=${text} max=${of || 1} value=${value}></progress><span class="soft">${text}</span></div>`;
}
