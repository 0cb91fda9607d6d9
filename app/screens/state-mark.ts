import type { VNode } from 'preact';
import type { SaleState } from '../../domain/local.js';
import { html } from '../html.js';
import { otherWords } from '../other-words.js';
import { Icon } from './icon.js';

const LOOKS = { Synchronised: 'good', Waiting: 'wait', 'Needs attention': 'bad' } as const;

/** A sale's state, in word, sign and colour. */
export function StateMark({ state }: { readonly state: SaleState }): VNode {
  const said = { Synchronised: otherWords.isSynchronised, Waiting: otherWords.isWaiting, 'Needs attention': otherWords.needsAttention };
  return html`<span class=${`mark ${LOOKS[state]}`}><${Icon} name=${LOOKS[state]} />${said[state]}</span>`;
}
