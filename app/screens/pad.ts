import type { VNode } from 'preact';
import { html } from '../html.js';
import { words } from '../language.js';
import { Icon } from './icon.js';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
}

/** Keys for fingers. What they write stands in a field beside them, which takes a keyboard as well. */
export function Pad({ label, text, change }: Props): VNode {
  const keys = [...'789456123.0'].map((sign) => html`<button type="button" class="key" onClick=${() => change(text + sign)}>${sign}</button>`);
  return html`<div class="pad" role="group" aria-label=${label}>${keys}<button type="button" class="key" aria-label=${words.deleteKey} onClick=${() => change(text.slice(0, -1))}><${Icon} name="erase" /></button></div>`;
}
