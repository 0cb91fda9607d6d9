import type { VNode } from 'preact';
import { html } from '../html.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  /** What is wrong with it. */
  readonly wrong?: string | false;
  readonly mode?: 'text' | 'decimal' | 'none';
  /** The unit, behind the field. */
  readonly after?: string;
  readonly look?: string;
  readonly refer?: (element: HTMLElement | null) => void;
}

/** A field with its label above and what is wrong with it below. */
export function Field({ id, label, text, change, wrong, mode = 'text', after, look, refer }: Props): VNode {
  const about = `${id}-wrong`;
  const type = (event: Event): void => change((event.target as HTMLInputElement).value);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="entry"><input id=${id} ref=${refer} class=${look} inputmode=${mode} autocomplete="off" value=${text} onInput=${type} aria-invalid=${Boolean(wrong)} aria-describedby=${about} /><span class="unit" aria-hidden="true">${after}</span></div>
    <p class="wrong" id=${about} role="alert">${wrong}</p>
  </div>`;
}
