import { Component, type VNode } from 'preact';
import { DEMO } from '../../domain/demo.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { read, screenOf, UNKNOWN, watch, type State } from '../state.js';
import { Messages } from './messages.js';
import { Sale } from './sale.js';
import { Seldom, type SeldomName } from './seldom.js';
import { SignIn } from './sign-in.js';
import { DemoFrame } from '../demo/frame.js';

/** The one component that watches the state; it hands it down. */
export class App extends Component {
  override componentDidMount(): void {
    watch(() => this.setState({}));
  }

  override render(): VNode {
    return DEMO ? html`<${DemoFrame} state=${read()}>${register()}<//>` : register();
  }
}

function register(): VNode {
  return html`<div class="app">${screen(read())}<${Messages} notice=${read().notice} /></div>`;
}

function screen(state: State): VNode {
  const { unfit, shop, staff } = state;
  if (unfit) return html`<main class="middle" role="alert"><h1>${words.cannotRun}</h1><p>${unfit}</p></main>`;
  const name = called(state);
  // The key: whatever a screen remembers is its own.
  const props = { state, shop, staff, id: state.route.id };
  if (name) return html`<${name === 'sign-in' ? SignIn : Seldom} key=${name} name=${name} ...${props} />`;
  return shop ? html`<${Sale} ...${props} />` : html`<main class="middle" aria-busy="true"><p>${words.starting}</p></main>`;
}

/** Which screen other than the sale is called for. */
function called(state: State): SeldomName | 'sign-in' | '' {
  const { status, shop, route, staff, switching, syncTrouble } = state;
  const unready = !shop && (syncTrouble || (status !== UNKNOWN && !status.catalogue));
  if (unready || status.link === 'none' || route.screen === 'set-up') return 'set-up';
  if (!shop) return '';
  if (!staff || switching) return 'sign-in';
  return screenOf(state);
}
