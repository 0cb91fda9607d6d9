import type { VNode } from 'preact';
import { html } from '../html.js';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  /** What is wrong with it; empty when nothing is. */
  readonly wrong?: string;
  readonly mode?: 'text' | 'decimal' | 'numeric' | 'none';
  /** The unit, behind the field. */
  readonly after?: string;
  readonly look?: string;
  readonly refer?: (element: HTMLElement | null) => void;
}

/** A field with its label above and what is wrong with it below. */
export function Field({ label, text, change, wrong = '', mode = 'text', after = '', look = '', refer }: Props): VNode {
  const id = label.toLowerCase().replace(/\W+/g, '-');
  const type = (event: Event): void => change((event.target as HTMLInputElement).value);
  const unit = after && html`<span class="unit" aria-hidden="true">${after}</span>`;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="entry"><input id=${id} ref=${refer} class=${look} type="text" inputmode=${mode} autocomplete="off" autocapitalize="off" spellcheck=${false} value=${text} onInput=${type}
      aria-invalid=${wrong !== ''} aria-describedby=${`${id}-wrong`} />${unit}</div>
    <p class="wrong" id=${`${id}-wrong`} role="alert">${wrong}</p>
  </div>`;
}
