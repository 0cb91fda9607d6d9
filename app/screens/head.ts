import type { VNode } from 'preact';
import type { SignIn } from '../../domain/local.js';
import { html } from '../html.js';
import { words } from '../language.js';
import type { Shop } from '../shop.js';
import { change, type State } from '../state.js';
import { Face } from './face.js';
import { Icon } from './icon.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly enter: () => void;
}

export function Head({ state, shop, staff, typed, type, enter }: Props): VNode {
  const input = (event: Event): void => type((event.target as HTMLInputElement).value);
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') enter();
    if (event.key === 'Escape') type('');
  };
  const empty = typed && html`<button class="plain" aria-label=${words.clearSearch} onClick=${() => type('')}><${Icon} name="close" /></button>`;
  return html`<header class="bar">
    <${MenuButton} state=${state} />
    <div class="search">
      <${Icon} name="search" />
      <input type="search" aria-label=${words.search} aria-keyshortcuts="F2" placeholder=${words.searchOrScan} autocomplete="off" value=${typed} onInput=${input} onKeyDown=${key} />
      ${empty}
    </div>
    <button class="plain who" onClick=${() => change({ switching: true })}>
      <${Face} id=${staff.staffId} name=${staff.name} shop=${shop} /><span class="sr">${words.switchStaff}</span><span>${staff.name.split(' ')[0]}</span>
    </button>
  </header>`;
}

function openMenu(): void {
  change({ panel: { name: 'menu' }, syncTrouble: null });
  import('./others.js').then(({ look }) => look()).catch(console.warn);
}

function MenuButton({ state: { status } }: { readonly state: State }): VNode {
  const open = status.unsynchronised;
  const badge = open > 0 && html`<span class=${status.needsAttention ? 'badge bad' : 'badge'} data-count=${open}></span>`;
  return html`<button class="plain" aria-label=${words.menu} aria-describedby="menu-count" onClick=${openMenu}>
    <${Icon} name="menu" />${badge}<span id="menu-count" hidden>${words.unsynchronised(open)}</span>
  </button>`;
}
