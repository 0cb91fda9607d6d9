import type { VNode } from 'preact';
import type { SignIn } from '../../domain/local.js';
import { count } from '../format.js';
import { html } from '../html.js';
import type { Shop } from '../shop.js';
import { switchStaff } from '../staff.js';
import { change, type State } from '../state.js';
import { Face } from './face.js';
import { Icon } from './icon.js';

interface Props {
  readonly state: State;
  readonly shop: Shop;
  readonly staff: SignIn;
  readonly query: string;
  readonly search: (query: string) => void;
  readonly enter: () => void;
}

export function Head({ state, shop, staff, query, search, enter }: Props): VNode {
  const type = (event: Event): void => search((event.target as HTMLInputElement).value);
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') enter();
    if (event.key === 'Escape') search('');
  };
  const member = shop.staff.find(({ id }) => id === staff.staffId);
  const empty = query ? html`<button class="plain" aria-label="Clear search" onClick=${() => search('')}><${Icon} name="close" /></button>` : null;
  return html`<header class="bar">
    <${MenuButton} state=${state} />
    <div class="search">
      <${Icon} name="search" />
      <input type="search" aria-label="Search products" placeholder="Search products or scan" autocomplete="off" spellcheck=${false} value=${query} onInput=${type} onKeyDown=${key} />
      ${empty}
    </div>
    <button class="plain who" aria-label="Switch staff" aria-describedby="who" onClick=${switchStaff}>
      <${Face} name=${staff.name} image=${member?.image} /><span id="who">${staff.name.split(' ')[0]}</span>
    </button>
  </header>`;
}

function MenuButton({ state: { status } }: { readonly state: State }): VNode {
  const open = status?.unsynchronised ?? 0;
  const look = status?.needsAttention ? 'badge bad' : 'badge';
  const badge = open ? html`<span class=${look} aria-hidden="true">${open > 999 ? '999+' : open}</span>` : null;
  return html`<button class="plain" aria-label="Menu" aria-describedby="menu-count" onClick=${() => change({ panel: { name: 'menu' } })}>
    <${Icon} name="menu" />${badge}<span id="menu-count" hidden>${open ? count(open, 'unsynchronised sale') : ''}</span>
  </button>`;
}
