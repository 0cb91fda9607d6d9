import type { VNode } from 'preact';
import { html } from '../html.js';
import { Field } from './field.js';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly wrong: boolean;
}

const USUAL = ['0', '5', '10', '20', '50'];

/** A percentage: the usual ones to tap, any other to type. */
export function Percent({ label, text, change, wrong }: Props): VNode {
  const chips = USUAL.map((points) => html`<button type="button" class="act" aria-pressed=${(text || '0') === points} onClick=${() => change(points)}>${points} %</button>`);
  return html`<${Field} label=${label} text=${text} change=${change} wrong=${wrong && 'Enter a percentage from 0 to 100.'} mode="none" after="%" /><div class="usual">${chips}</div>`;
}
