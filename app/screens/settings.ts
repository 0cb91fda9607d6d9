import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ask, sentence } from '../api.js';
import { count, dayAndClock } from '../format.js';
import { html } from '../html.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import type { State } from '../state.js';
import { Bar } from './bar.js';
import { Dialog } from './dialog.js';
import { panelObjection } from './permission.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
}

interface Storage {
  readonly used: string;
  readonly safety: string;
}

const UNKNOWN: Storage = { used: 'not told by this browser', safety: 'not told by this browser' };

export function Settings({ state, shop }: Props): VNode {
  const [storage, setStorage] = useState(UNKNOWN);
  const [asking, setAsking] = useState(false);
  useEffect(() => { readStorage().then(setStorage, console.warn); }, []);
  const { status } = state;
  const facts: [string, string][] = [
    ['Shop', shop.receipt.shopName], ['Outlet', shop.config.outlet], ['Register', shop.config.name], ['Receipt numbers', `${status?.device?.series ?? ''}-…`],
    ['Products', count(shop.index.products.length, 'product')], ['Last full sync', status?.lastFullSync ? dayAndClock(status.lastFullSync, Date.now()) : 'never'],
    ['Shop version', shop.hash.slice(0, 12)], ['Storage used', storage.used], ['Storage', storage.safety], ['Browser', navigator.userAgent],
  ];
  const objection = resetObjection(state);
  return html`<div class="plain-screen">
    <${Bar} title="Settings" back="Back to sale" leave=${() => go('')} />
    <main class="column">
      <section class="card"><h2>This device</h2><dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>
      <section class="card"><h2>Reset application</h2>
        <p>Unlinks this device from its register and clears everything that the register keeps on it: shop, sales history, settings. The control panel keeps every sale that it has taken in.</p>
        <button class="act tall danger" disabled=${objection !== null} aria-describedby="no-reset" onClick=${() => setAsking(true)}>Reset application</button>
        <p class="warn" id="no-reset">${objection}</p>
      </section>
    </main>
    ${asking ? html`<${Ask} close=${() => setAsking(false)} />` : null}
  </div>`;
}

function resetObjection(state: State): string | null {
  const open = state.status?.unsynchronised ?? 0;
  if (open) return `${count(open, 'sale')} on this device ${open === 1 ? 'has' : 'have'} not reached the control panel and would be lost. Wait until the count is 0, then reset.`;
  if (state.cart.lines.length) return 'A sale is open. Complete it or clear the cart, then reset.';
  return state.status?.link === 'removed' ? null : panelObjection(state) && 'Resetting frees the register in the control panel, so it waits for the connection.';
}

function Ask({ close }: { readonly close: () => void }): VNode {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const reset = async (): Promise<void> => {
    setBusy(true);
    try {
      await ask('POST', 'api/reset');
      sessionStorage.clear();
      location.replace('./');
    } catch (error) {
      setTrouble(sentence(error));
      setBusy(false);
    }
  };
  return html`<${Dialog} title="Reset this register?" close=${close}>
    <p>After this, the device needs a new pairing code before it can sell again.</p>
    <p class="trouble" role="alert">${trouble}</p>
    <div class="acts"><button class="act tall" onClick=${close}>Keep it</button><button class="act tall danger" disabled=${busy} onClick=${reset}>Reset now</button></div>
  <//>`;
}

/** WebKitGTK has no `navigator.storage` at all. */
async function readStorage(): Promise<Storage> {
  if (!navigator.storage) return UNKNOWN;
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  const kept = await navigator.storage.persisted();
  const size = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return { used: `${size(usage)} of ${size(quota)}`, safety: kept ? 'kept by the browser until somebody clears it' : 'the browser may clear it when the device runs out of room' };
}
