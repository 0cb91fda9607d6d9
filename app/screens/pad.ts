import type { VNode } from 'preact';
import { html } from '../html.js';
import { Icon } from './icon.js';

interface Props {
  readonly label: string;
  readonly text: string;
  /** What stands left of the nought: `.` for amounts; nothing for a PIN. */
  readonly extra: '.' | '';
  readonly change: (text: string) => void;
}

/** Keys for fingers. What they write stands in a field beside them, which takes a keyboard as well. */
export function Pad({ label, text, extra, change }: Props): VNode {
  const key = (sign: string): VNode => html`<button type="button" class="key" key=${sign} onClick=${() => change(text + sign)}>${sign}</button>`;
  const corner = extra ? key(extra) : html`<button type="button" class="key small" key="clear" onClick=${() => change('')}>Clear</button>`;
  const back = html`<button type="button" class="key" key="back" aria-label="Delete" onClick=${() => change(text.slice(0, -1))}><${Icon} name="erase" /></button>`;
  return html`<div class="pad" role="group" aria-label=${label}>${['7', '8', '9', '4', '5', '6', '1', '2', '3'].map(key)}${corner}${key('0')}${back}</div>`;
}
