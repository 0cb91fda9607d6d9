import type { VNode } from 'preact';
import { html } from '../html.js';
import { useWholeState, type State } from '../state.js';
import { lazy } from './lazy.js';
import { Messages } from './messages.js';
import { Sale } from './sale.js';

const Complete = lazy(() => import('./complete.js').then(({ Complete: view }) => view));
const History = lazy(() => import('./history.js').then(({ History: view }) => view));
const Item = lazy(() => import('./item.js').then(({ Item: view }) => view));
const Payment = lazy(() => import('./payment.js').then(({ Payment: view }) => view));
const Settings = lazy(() => import('./settings.js').then(({ Settings: view }) => view));
const SetUp = lazy(() => import('./set-up.js').then(({ SetUp: view }) => view));
const SignIn = lazy(() => import('./sign-in.js').then(({ SignIn: view }) => view));

export function App(): VNode {
  const state = useWholeState();
  return html`<div class="app">${screen(state)}<${Messages} state=${state} /></div>`;
}

function screen(state: State): VNode {
  const { unfit, status, shop, route, staff, switching, cart, completed } = state;
  if (unfit) return html`<main class="middle" role="alert"><h1>The register cannot run here</h1><p>${unfit}</p></main>`;
  if (status?.link === 'none' || route.screen === 'set-up' || (status && !shop && !status.catalogue)) return html`<${SetUp} state=${state} />`;
  if (!shop) return html`<${Starting} state=${state} />`;
  if (!staff || switching) return html`<${SignIn} state=${state} shop=${shop} />`;
  if (route.screen === 'pay' && cart.lines.length) return html`<${Payment} state=${state} shop=${shop} />`;
  if (route.screen === 'done' && completed) return html`<${Complete} completed=${completed} shop=${shop} />`;
  if (route.screen === 'history') return html`<${History} state=${state} shop=${shop} id=${route.id} />`;
  if (route.screen === 'settings') return html`<${Settings} state=${state} shop=${shop} />`;
  if (route.screen === 'item') return html`<${Item} state=${state} shop=${shop} staff=${staff} id=${route.id} />`;
  return html`<${Sale} state=${state} shop=${shop} staff=${staff} />`;
}

/** The worker or the mirror has not answered yet; or the mirror is damaged. */
function Starting({ state }: { readonly state: State }): VNode {
  return state.syncTrouble ? html`<${SetUp} state=${state} />` : html`<main class="middle" aria-busy="true"><p>Starting the register…</p></main>`;
}
