import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SignIn } from '../../domain/local.js';
import { html } from '../html.js';
import { go } from '../route.js';
import type { Shop } from '../shop.js';
import { signOut } from '../staff.js';
import { look } from '../standing.js';
import { change, type State } from '../state.js';
import { Overlay } from './dialog.js';
import { Face } from './face.js';
import { Icon } from './icon.js';
import { itemObjection, panelObjection } from './permission.js';
import { SyncBox } from './sync-box.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
}

const close = (): void => change({ panel: null });

/** The side menu: where to go, and how this register stands with the control panel. */
export function Menu({ state, shop, staff }: Props): VNode {
  useEffect(() => { void look(); }, []);
  const attention = state.status?.needsAttention ?? 0;
  const red = attention ? html`<small class="bad strong">${attention} needs attention</small>` : null;
  const noItem = itemObjection(state, staff);
  const image = shop.staff.find(({ id }) => id === staff.staffId)?.image;
  return html`<${Overlay} label="Side menu" kind="drawer" close=${close}>
    <nav aria-label="Menu">
      <div class="person"><${Face} name=${staff.name} image=${image} /><b>${staff.name}</b><button class="plain" aria-label="Close menu" onClick=${close}><${Icon} name="close" /></button></div>
      <ul>
        <li><a class="way" href="#/history"><${Icon} name="receipt" /><span>Sales history</span></a>${red}</li>
        <li><button class="way" disabled=${noItem !== null} aria-describedby="no-item" onClick=${() => go('item/new')}><${Icon} name="plus" /><span>New item</span></button><small id="no-item">${noItem}</small></li>
        <${PanelLink} objection=${panelObjection(state)} />
        <li><a class="way" href="#/settings"><${Icon} name="settings" /><span>Settings</span></a></li>
        <li><button class="way" onClick=${signOut}><${Icon} name="leave" /><span>Sign out</span></button></li>
      </ul>
    </nav>
    <${SyncBox} state=${state} />
  <//>`;
}

function PanelLink({ objection }: { readonly objection: string | null }): VNode {
  const inside = html`<${Icon} name="house" /><span>Control panel</span>`;
  const link = objection
    ? html`<a class="way off" role="link" aria-disabled="true" aria-describedby="no-panel" tabindex="0">${inside}</a>`
    : html`<a class="way" href="/panel/" aria-describedby="no-panel">${inside}</a>`;
  return html`<li>${link}<small id="no-panel">${objection}</small></li>`;
}

