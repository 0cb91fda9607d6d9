import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { keepInside } from './focus.js';
import { Icon } from './icon.js';

interface OverlayProps {
  readonly label: string;
  readonly kind: 'dialog' | 'drawer';
  readonly close: () => void;
  readonly children?: ComponentChildren;
}

/** Lies over the screen and holds the focus until it is closed; then the focus is where it was. */
export function Overlay({ label, kind, close, children }: OverlayProps): VNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    if (!box.current?.contains(before)) box.current?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus(); };
  }, []);
  return html`<div class="over">
    <div class="scrim" onClick=${close}></div>
    <div class=${kind} role="dialog" aria-modal="true" aria-label=${label} tabindex="-1" ref=${box} onKeyDown=${(event: KeyboardEvent) => keepInside(event, close)}>${children}</div>
  </div>`;
}

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children?: ComponentChildren;
}

export function Dialog({ title, close, children }: DialogProps): VNode {
  return html`<${Overlay} label=${title} kind="dialog" close=${close}>
    <header class="dialog-head"><h2>${title}</h2><button class="plain" aria-label="Close" onClick=${close}><${Icon} name="close" /></button></header>
    ${children}
  <//>`;
}
