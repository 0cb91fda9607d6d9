import type { VNode } from 'preact';
import type { RegisterRow } from '../../domain/panel.js';
import { Question } from '../dialogs.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';
import { salesToCome } from './numbers.js';

interface RemoveLinkProps {
  readonly register: RegisterRow;
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

export function RemoveLink({ register, leave, changed }: RemoveLinkProps): VNode {
  const { ask, announce } = usePanel();
  const known = salesToCome(register, new Date());
  const remove = async () => {
    await ask('DELETE', `api/registers/${register.id}/link`);
    announce(`${register.name} is linked to no device now.`);
    await changed();
  };
  return html`
    <${Question} title=${`Remove the link of ${register.name}?`} confirm="Remove link to device" danger stay="Keep the link" leave=${leave} work=${remove}>
      <p>The device <b>${register.link?.device}</b> can send no more sales and get no more products from that moment. What it has sent stays here.</p>
      ${known && html`<p class="verdict warn"><b>It may have sales that have not come:</b> ${known}.</p>`}
      <p>Sales that still wait on it stay on it. If you can, look at the device first: its menu should say 0 unsynchronised sales. If it cannot send them, “Save unsynchronised sales” there, and take the file in on the Sales page.</p>
    <//>`;
}
