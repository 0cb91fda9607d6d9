import { ask, sentence } from '../api.js';
import { count } from '../format.js';
import { html } from '../html.js';
import { remembers } from '../remembers.js';
import type { State } from '../state.js';
import { Bar } from './bar.js';
import { Dialog } from './dialog.js';
import { panelObjection } from './permission.js';
import type { ScreenProps } from './seldom.js';

export const Settings = remembers(() => ({ storage: '', asking: false }), ({ state, shop }: ScreenProps, { storage, asking }, put) => {
  const facts = [
    ['Register', `${shop.config.name}, ${shop.config.outlet}`],
    ['Shop version', shop.hash.slice(0, 12)], ['Storage', storage],
  ];
  const objection = resetObjection(state);
  return html`<div class="plain-screen">
    <${Bar} title="Settings" />
    <main class="column">
      <section class="card"><h2>This device</h2><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>
      <section class="card"><h2>Reset</h2>
        <p>Frees the register for another device and clears this one. The control panel keeps its sales.</p>
        <button class="act tall danger" disabled=${objection !== null} aria-describedby="no-reset" onClick=${() => put({ asking: true })}>Reset application</button>
        <p class="warn" id="no-reset">${objection}</p>
      </section>
    </main>
    ${asking && html`<${Ask} close=${() => put({ asking: false })} />`}
  </div>`;
}, (_, put, before) => {
  if (!before) describeStorage().then((storage) => put({ storage }), console.warn);
});

function resetObjection(state: State): string | null {
  const open = state.status.unsynchronised;
  if (open) return `${count(open, 'sale')} would be lost. Wait until they are sent.`;
  if (state.cart.lines.length) return 'Complete the open sale first.';
  if (state.status.shift && state.status.link === 'linked') return 'Close the shift first.';
  return state.status.link === 'removed' ? null : panelObjection(state);
}

const Ask = remembers(() => ({ trouble: '' }), ({ close }: { readonly close: () => void }, { trouble }, put) => {
  const reset = (): void => void ask('POST', 'api/reset').then(startAgain, (error: unknown) => put({ trouble: sentence(error) }));
  return html`<${Dialog} title="Reset this register?" close=${close}>
    <p>It needs a new pairing code before it can sell again.</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" onClick=${close}>Keep it</button><button class="act tall danger" onClick=${reset}>Reset now</button></div>
  <//>`;
});

function startAgain(): void {
  sessionStorage.clear();
  location.href = './';
}

/** WebKitGTK has no `navigator.storage` at all. */
async function describeStorage(): Promise<string> {
  return await navigator.storage.persisted() ? 'kept until somebody clears it' : 'may be cleared when the device is full';
}
