import type { VNode } from 'preact';
import { figure } from '../../words/figures.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { Field } from './field.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly wrong: boolean;
}

const USUAL = ['0', '5', '10', '20', '50'];

/** A percentage: the usual ones to tap, any other to type. */
export function Percent({ id, label, text, change, wrong }: Props): VNode {
  const chips = USUAL.map((points) => html`<button type="button" class="act" aria-pressed=${(text || '0') === points} onClick=${() => change(points)}>${otherWords.percent(figure(Number(points)))}</button>`);
  return html`<${Field} id=${id} label=${label} text=${text} change=${change} wrong=${wrong && otherWords.enterPercent} mode="none" after="%" /><div class="usual">${chips}</div>`;
}
