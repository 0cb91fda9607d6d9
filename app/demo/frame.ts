import type { ComponentChildren, VNode } from 'preact';
import { sentence } from '../api.js';
import { html } from '../html.js';
import { apart, words } from '../language.js';
import { otherWords } from '../other-words.js';
import { pair } from '../screens/set-up.js';
import { change, type State } from '../state.js';
import { Dialog } from '../screens/dialog.js';
import { Ledger } from './ledger.js';
import { changeDemo, readDemo, resetDemo, turn, type DemoView } from './state.js';
import { demoWords } from './words.js';

interface Props {
  readonly state: State;
  readonly children?: ComponentChildren;
}

/** The register with the demo's banner above it, on every screen. */
export function DemoFrame({ state, children }: Props): VNode {
  const view = readDemo();
  const say = demoWords();
  return html`<div class="demo-frame">
    <aside class="demo-bar no-print" aria-label=${say.demo}>
      <p><b>${say.nothingReal}</b><small>${hint(state, view)}</small></p>${view.state && !state.unfit && html`<${Switches} state=${state} view=${view} />`}
    </aside>
    <div class="demo-stage">${children}${over(view)}</div>
  </div>`;
}

/** What to do next. */
function hint({ status, staff, switching, unfit }: State, { state, brief }: DemoView): string {
  const say = demoWords();
  if (unfit || !state) return say.livesHere;
  if (status.link === 'none') return say.codeIs(state.code);
  if (!staff || switching) return say.pins(state.staff.map(({ name, pin }) => apart(`${name.split(' ')[0]} ${pin}`)).join(words.comma));
  if (state.offline) return say.panelAway;
  return brief ? say.privateWindow : say.livesHere;
}

function Switches({ state: { status }, view }: Props & { readonly view: DemoView }): VNode {
  const { offline, refuseNext, code } = view.state ?? { offline: false, refuseNext: false, code: '' };
  const begin = (): void => void pair(code).catch((error: unknown) => change({ notice: { text: sentence(error), bad: true } }));
  const say = demoWords();
  const second = status.link === 'none'
    ? html`<button class="act demo-start" onClick=${begin}>${say.setUp}</button>`
    : html`<button class="act" aria-pressed=${refuseNext} onClick=${() => turn({ refuseNext: !refuseNext })}>${say.refuseNext}</button>`;
  return html`<button class="act demo-switch" role="switch" aria-checked=${offline} onClick=${() => turn({ offline: !offline })}><i></i>${say.workOffline}</button>
    ${second}<button class="act" onClick=${() => changeDemo({ over: 'reset', trouble: '' })}>${say.reset}</button>`;
}

const close = (): void => changeDemo({ over: null });

function over({ over: which, ledger, trouble }: DemoView): VNode | null {
  const say = demoWords();
  if (which === 'ledger' && ledger) return html`<${Ledger} ledger=${ledger} close=${close} />`;
  return which === 'reset' ? html`<${Dialog} title=${say.resetAsks} close=${close}>
    <p>${say.resetSays}</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" onClick=${close}>${otherWords.keepIt}</button><button class="act tall danger" onClick=${resetDemo}>${otherWords.resetNow}</button></div>
  <//>` : null;
}
