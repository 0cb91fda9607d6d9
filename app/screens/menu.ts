import type { VNode } from 'preact';
import { DEMO } from '../../domain/demo.js';
import type { Status } from '../../domain/local.js';
import { DemoPanelLink } from '../demo/ledger.js';
import { html } from '../html.js';
import { words } from '../language.js';
import { dayAndClock } from '../moments.js';
import { otherWords } from '../other-words.js';
import { openDrawer } from '../printing/printing.js';
import { mayOpen, type PrinterSettings } from '../printing/settings.js';
import { go } from '../route.js';
import { signOut } from '../day-end.js';
import { closePanel, Overlay } from './dialog.js';
import { Face } from './face.js';
import { Icon } from './icon.js';
import { itemObjection, panelObjection } from './permission.js';
import type { ScreenProps } from './seldom.js';
import { SyncBox } from './sync-box.js';

/** The side menu: where to go, and how this register stands with the control panel. */
export function Menu({ state, shop, staff }: ScreenProps): VNode {
  const red = state.status.needsAttention;
  return html`<${Overlay} label=${otherWords.sideMenu} kind="drawer" close=${closePanel}>
    <nav aria-label=${words.menu}>
      <div class="person"><${Face} id=${staff.staffId} name=${staff.name} shop=${shop} /><b>${staff.name}</b><button class="plain" aria-label=${otherWords.closeMenu} onClick=${closePanel}><${Icon} name="close" /></button></div>
      <ul>
        <li><a class="way" href="#/history"><${Icon} name="receipt" />${otherWords.history}</a><small class="bad strong">${red > 0 && otherWords.attention(red)}</small></li>
        <${ShiftWay} shift=${state.status.shift} />
        <${DrawerWay} printer=${state.printer} />
        <${NewItem} objection=${itemObjection(state, staff)} />
        <${PanelLink} objection=${panelObjection(state)} />
        <li><a class="way" href="#/settings"><${Icon} name="settings" />${otherWords.settings}</a></li>
        <li><button class="way" onClick=${signOut}><${Icon} name="leave" />${otherWords.signOut}</button></li>
      </ul>
      <${SyncBox} state=${state} />
    </nav>
  <//>`;
}

function ShiftWay({ shift }: Pick<Status, 'shift'>): VNode {
  return html`<li><button class="way" aria-describedby="shift-since" onClick=${() => go('shift')}><${Icon} name="drawer" />${shift ? otherWords.closeShift : otherWords.openShift}</button><small id="shift-since">${shift && otherWords.openSince(dayAndClock(shift.openedAt))}</small></li>`;
}

/** Without a sale: where this device is set to let anybody who is signed in. */
function DrawerWay({ printer }: { readonly printer: PrinterSettings }): VNode | null {
  const open = (): void => { closePanel(); openDrawer(); };
  return mayOpen(printer) ? html`<li><button class="way" onClick=${open}><${Icon} name="drawer" />${otherWords.openDrawer}</button></li>` : null;
}

interface NeedsPanel {
  /** Why it cannot be done now. */
  readonly objection: string | null;
}

function NewItem({ objection }: NeedsPanel): VNode {
  return html`<li><button class="way" disabled=${objection} aria-describedby="no-item" onClick=${() => go('item/new')}><${Icon} name="plus" />${otherWords.newItem}</button><small id="no-item">${objection}</small></li>`;
}

function PanelLink({ objection }: NeedsPanel): VNode {
  if (DEMO) return html`<${DemoPanelLink} objection=${objection} />`;
  return html`<li><a class="way" role="link" href=${objection ? null : '/panel/'} aria-disabled=${objection !== null} aria-describedby="no-panel" tabindex="0"><${Icon} name="house" />${otherWords.controlPanel}</a><small id="no-panel">${objection}</small></li>`;
}
