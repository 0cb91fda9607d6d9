import { createPortal, type ComponentChildren, type VNode } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { Icon } from './icon.js';
import { Trouble } from './notices.js';
import { asRefused, type Refused } from './refused.js';

interface SheetProps {
  readonly title: string;
  /** Called when the sheet is to be gone: Close, Escape. */
  readonly leave: () => void;
  /** Something was typed: leaving asks first. */
  readonly dirty?: boolean;
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
}

/** A panel at the right edge over the page: one thing to see or to change, the list stays behind it. */
export function Sheet({ title, leave, dirty, wide, children }: SheetProps): VNode {
  const id = useId();
  const [asking, setAsking] = useState(false);
  const tryToLeave = () => (dirty ? setAsking(true) : leave());
  return html`
    <${Modal} kind=${wide ? 'sheet wide' : 'sheet'} labelledBy=${id} leave=${tryToLeave}>
      <header class="sheet-head">
        <h2 id=${id} tabindex="-1">${title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick=${tryToLeave}><${Icon} name="close" /></button>
      </header>
      ${children}
      ${asking && html`
        <${Question} title="Discard what you typed?" confirm="Discard" danger stay="Go on editing" leave=${() => setAsking(false)} work=${leave}>
          <p>It has not been saved.</p>
        <//>`}
    <//>`;
}

interface QuestionProps {
  readonly title: string;
  /** The button that does it. */
  readonly confirm: string;
  readonly stay?: string;
  readonly danger?: boolean;
  readonly work: () => void | Promise<void>;
  readonly leave: () => void;
  readonly children?: ComponentChildren;
}

/** Asks once before something that cannot be taken back, saying what it means. */
export function Question({ title, confirm, stay = 'Cancel', danger, work, leave, children }: QuestionProps): VNode {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const run = async () => {
    setBusy(true);
    try {
      await work();
      leave();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  return html`
    <${Modal} kind="question" labelledBy=${id} leave=${leave}>
      <h2 id=${id}>${title}</h2>
      ${children}
      <${Trouble} trouble=${trouble} />
      <div class="actions">
        <button type="button" onClick=${leave}>${stay}</button>
        <button type="button" class=${danger ? 'danger' : 'primary'} disabled=${busy} onClick=${run}>${confirm}</button>
      </div>
    <//>`;
}

interface ModalProps {
  readonly kind: string;
  readonly labelledBy: string;
  /** Absent: it cannot be left. */
  readonly leave?: () => void;
  readonly children?: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus inside and gives it back where it was. */
export function Modal({ kind, labelledBy, leave, children }: ModalProps): VNode {
  const ref = useRef<HTMLDialogElement | null>(null);
  useLayoutEffect(() => (ref.current ? showOver(ref.current) : undefined), []);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Left to itself the browser would close it under us, and what was typed would be gone.
    event.preventDefault();
    event.stopPropagation();
    leave?.();
  };
  const cancel = (event: Event) => {
    event.preventDefault();
    leave?.();
  };
  return createPortal(html`<dialog ref=${ref} class=${kind} aria-labelledby=${labelledBy} onKeyDown=${escape} onCancel=${cancel}>${children}</dialog>`, document.body);
}

function showOver(dialog: HTMLDialogElement): () => void {
  // What a modal dialog covers is inert, but not every tool that reads the page knows it.
  const below = [...document.body.children].filter((element) => element !== dialog && !element.hasAttribute('aria-hidden'));
  dialog.showModal();
  for (const element of below) element.setAttribute('aria-hidden', 'true');
  dialog.querySelector<HTMLElement>('[autofocus]')?.focus();
  return () => {
    for (const element of below) element.removeAttribute('aria-hidden');
    dialog.close();
  };
}
