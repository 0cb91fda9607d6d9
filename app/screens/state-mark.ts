import type { VNode } from 'preact';
import type { SaleState } from '../../domain/local.js';
import { html } from '../html.js';
import { Icon } from './icon.js';

const LOOKS = { Synchronised: 'good', Waiting: 'wait', 'Needs attention': 'bad' } as const;

/** A sale's state, in word, sign and colour. */
export function StateMark({ state }: { readonly state: SaleState }): VNode {
  return html`<span class=${`mark ${LOOKS[state]}`}><${Icon} name=${LOOKS[state]} />${state}</span>`;
}
