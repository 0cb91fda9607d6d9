import type { ComponentChildren, VNode } from 'preact';
import { html } from './html.js';
import { Icon, type IconName } from './icon.js';
import { usePanel } from './panel.js';
import { initials } from './pictures.js';

/** The pages, in the order in which a shopkeeper needs them. */
export const PLACES: readonly { readonly name: string; readonly title: string; readonly icon: IconName }[] = [
  { name: 'sales', title: 'Sales', icon: 'sales' },
  { name: 'shifts', title: 'Shifts', icon: 'shifts' },
  { name: 'products', title: 'Products', icon: 'products' },
  { name: 'categories', title: 'Categories', icon: 'categories' },
  { name: 'staff', title: 'Staff', icon: 'staff' },
  { name: 'registers', title: 'Registers', icon: 'registers' },
  { name: 'outlets', title: 'Outlets', icon: 'outlets' },
];

interface FrameProps {
  /** Name of the page that is shown. */
  readonly place: string;
  readonly signOut: () => void;
  readonly children?: ComponentChildren;
}

/** The way around at the left (on top in portrait), the page beside it. */
export function Frame({ place, signOut, children }: FrameProps): VNode {
  const { user, shop } = usePanel().session;
  return html`
    <div class="frame">
      <header class="side">
        <p class="shop"><img src="icon.svg" alt="" width="28" height="28" /><span><b>${shop.name}</b><small>Control panel</small></span></p>
        <nav aria-label="Control panel">
          ${PLACES.map(({ name, title, icon }) => html`
            <a key=${name} href=${`#/${name}`} aria-current=${name === place ? 'page' : undefined}><${Icon} name=${icon} />${title}</a>`)}
        </nav>
        <div class="me">
          <span class="face" aria-hidden="true">${initials(user.name)}</span>
          <span class="me-name"><b>${user.name}</b><small>${user.role === 'owner' ? 'Owner' : 'Manager'}</small></span>
          <button type="button" class="icon-button" aria-label="Sign out" title="Sign out" onClick=${signOut}><${Icon} name="out" /></button>
        </div>
      </header>
      <main>${children}</main>
    </div>`;
}
