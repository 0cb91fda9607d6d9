import type { ComponentChildren, VNode } from 'preact';
import { sentence } from '../api.js';
import { html } from '../html.js';
import { pair } from '../screens/set-up.js';
import { change, type State } from '../state.js';
import { Dialog } from '../screens/dialog.js';
import { Ledger } from './ledger.js';
import { changeDemo, readDemo, resetDemo, turn, type DemoView } from './state.js';

interface Props {
  readonly state: State;
  readonly children?: ComponentChildren;
}

/** The register with the demo's banner above it, on every screen. */
export function DemoFrame({ state, children }: Props): VNode {
  const view = readDemo();
  return html`<div class="demo-frame">
    <aside class="demo-bar no-print" aria-label="Demo">
      <p><b>Demo: nothing here is real.</b><small>${hint(state, view)}</small></p>${view.state && !state.unfit && html`<${Switches} state=${state} view=${view} />`}
    </aside>
    <div class="demo-stage">${children}${over(view)}</div>
  </div>`;
}

/** What to do next. */
function hint({ status, staff, switching, unfit }: State, { state, brief }: DemoView): string {
  if (unfit || !state) return 'It lives in this browser alone.';
  if (status.link === 'none') return `The pairing code is ${state.code}.`;
  if (!staff || switching) return `PINs: ${state.staff.map(({ name, pin }) => `${name.split(' ')[0]} ${pin}`).join(', ')}`;
  if (state.offline) return 'Its control panel does not answer now.';
  return brief ? 'A private window: all goes with it.' : 'It lives in this browser alone.';
}

function Switches({ state: { status }, view }: Props & { readonly view: DemoView }): VNode {
  const { offline, refuseNext, code } = view.state ?? { offline: false, refuseNext: false, code: '' };
  const begin = (): void => void pair(code).catch((error: unknown) => change({ notice: { text: sentence(error), bad: true } }));
  const second = status.link === 'none'
    ? html`<button class="act demo-start" onClick=${begin}>Set up the demo</button>`
    : html`<button class="act" aria-pressed=${refuseNext} onClick=${() => turn({ refuseNext: !refuseNext })}>Refuse next sale</button>`;
  return html`<button class="act demo-switch" role="switch" aria-checked=${offline} onClick=${() => turn({ offline: !offline })}><i></i>Work offline</button>
    ${second}<button class="act" onClick=${() => changeDemo({ over: 'reset', trouble: '' })}>Reset demo</button>`;
}

const close = (): void => changeDemo({ over: null });

function over({ over: which, ledger, trouble }: DemoView): VNode | null {
  if (which === 'ledger' && ledger) return html`<${Ledger} ledger=${ledger} close=${close} />`;
  return which === 'reset' ? html`<${Dialog} title="Reset the demo?" close=${close}>
    <p>Its sales, shifts and changed items go, and it begins anew. A real register in this browser is not touched.</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" onClick=${close}>Keep it</button><button class="act tall danger" onClick=${resetDemo}>Reset now</button></div>
  <//>` : null;
}
