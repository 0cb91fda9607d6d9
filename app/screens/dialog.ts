import type { ComponentChildren, VNode } from 'preact';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { change, read } from '../state.js';
import { Icon } from './icon.js';

interface Props {
  readonly label: string;
  readonly kind: 'dialog' | 'dialog wide' | 'drawer';
  readonly close: () => void;
  readonly children?: ComponentChildren;
}

let before: HTMLElement | null = null;

/** There is one overlay at a time: it takes the focus, and gives it back where it was. */
function hold(box: HTMLElement | null): void {
  const next = box ?? before;
  // Whoever goes on has seen it; it would lie over the dialog.
  if (box && read().notice?.bad) change({ notice: null });
  before = box && document.activeElement as HTMLElement;
  next?.focus();
}

/** Tab goes round inside. */
function stay({ currentTarget, relatedTarget }: FocusEvent): void {
  const box = currentTarget as HTMLElement;
  if (before && !box.contains(relatedTarget as Element | null)) box.focus();
}

/** Lies over the screen and holds the focus until it is closed. */
export function Overlay({ label, kind, close, children }: Props): VNode {
  return html`<div class="over">
    <div class="scrim" onClick=${close}></div>
    <div class=${kind} role="dialog" aria-modal="true" aria-label=${label} tabindex="-1" ref=${hold} onFocusOut=${stay} onKeyDown=${({ key }: KeyboardEvent) => { if (key === 'Escape') close(); }}>${children}</div>
  </div>`;
}

interface DialogProps {
  readonly title: string;
  /** Two columns, where the screen has room for them. */
  readonly wide?: boolean;
  readonly close?: () => void;
  readonly children?: ComponentChildren;
}

export function Dialog({ title, wide, close = closePanel, children }: DialogProps): VNode {
  return html`<${Overlay} label=${title} kind=${wide ? 'dialog wide' : 'dialog'} close=${close}>
    <div class="dialog-head"><h2>${title}</h2><button class="plain" aria-label=${otherWords.close} onClick=${close}><${Icon} name="close" /></button></div>
    ${children}
  <//>`;
}

export function closePanel(): void {
  change({ panel: null });
}
