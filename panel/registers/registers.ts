import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { OutletRow, RegisterRow } from '../../domain/panel.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty } from '../notices.js';
import { followRow, Head, Scroller, Standing } from '../page.js';
import { go, hashFor, type Route } from '../route.js';
import { Ago, useNow } from '../times.js';
import { OnDevice, Silent, silentDays } from './device.js';
import { deviceName } from './device-name.js';
import { PairingSheet } from './pairing.js';
import { ProofSheet, Received } from './proof.js';
import { RemoveLink } from './remove-link.js';
import { RegisterSheet } from './sheet.js';

/** How often what is heard of the registers is asked for, in ms. */
const EVERY = 4000;

export function Registers({ route }: { readonly route: Route }): VNode {
  const loaded = useLoaded<RegisterRow[]>('api/registers', EVERY);
  const outlets = useLoaded<OutletRow[]>('api/outlets');
  const [unlinking, setUnlinking] = useState<RegisterRow | null>(null);
  const [, chosen, part] = route.path;
  const rows = loaded.value ?? [];
  const register = rows.find(({ id }) => id === chosen) ?? null;
  const close = () => go('#/registers');
  const pair = async (made: RegisterRow) => {
    await loaded.reload();
    go(hashFor(['registers', made.id, 'pair']));
  };
  return html`
    <${Head} title="Registers">
      <button type="button" class="primary" onClick=${() => go('#/registers/new')}>Add register</button>
    <//>
    <${Standing} loaded=${loaded} />
    ${loaded.value && (rows.length === 0
      ? html`<${Empty} title="No registers yet"><p>A register is one till. Add the first, then type the pairing code that you are shown into the device that will be it: a tablet, a Chromebook, any computer with a browser.</p><//>`
      : html`<${Table} rows=${rows} remove=${setUnlinking} />`)}
    ${outlets.value && (chosen === 'new' || (register && part === undefined)) && html`
      <${RegisterSheet} key=${chosen} register=${register} count=${rows.length} outlets=${outlets.value} leave=${close} changed=${loaded.reload} made=${pair} />`}
    ${register && part === 'pair' && html`<${PairingSheet} key=${register.id} register=${register} leave=${close} />`}
    ${register && part === 'proof' && html`<${ProofSheet} key=${register.id} register=${register} leave=${close} changed=${loaded.reload} />`}
    ${unlinking && html`<${RemoveLink} register=${unlinking} leave=${() => setUnlinking(null)} changed=${loaded.reload} />`}`;
}

function Table({ rows, remove }: { readonly rows: readonly RegisterRow[]; readonly remove: (register: RegisterRow) => void }): VNode {
  const now = useNow();
  return html`
    <${Scroller} label="List of registers">
      <table class="rows linked tall">
        <thead><tr>
          <th scope="col">Name</th><th scope="col">Linked device</th><th scope="col">Last heard of</th>
          <th scope="col" class="spare">Last full sync</th><th scope="col" class="number">Sales received</th><th scope="col"><span class="unseen">What can be done</span></th>
        </tr></thead>
        <tbody>${rows.map((row) => html`<${Row} key=${row.id} row=${row} remove=${remove} now=${now} />`)}</tbody>
      </table>
    <//>`;
}

interface RowProps {
  readonly row: RegisterRow;
  readonly remove: (register: RegisterRow) => void;
  readonly now: Date;
}

function Row({ row, remove, now }: RowProps): VNode {
  const silent = silentDays(row, now);
  return html`
    <tr class=${silent > 0 ? 'unheard' : undefined} onClick=${followRow}>
      <th scope="row"><a href=${hashFor(['registers', row.id])}>${row.name}</a><small>${row.code} · ${row.outlet.name}</small></th>
      <td>${row.link ? html`<span class="device" title=${row.link.device}>${deviceName(row.link.device)}</span><${OnDevice} report=${row.link.report} />` : html`<span class="warn">Not linked</span>`}</td>
      <td><${Ago} at=${row.link?.lastHeardOf ?? null} never=${row.link ? 'Not yet' : '–'} /><${Silent} days=${silent} /></td>
      <td class="spare"><${Ago} at=${row.link?.lastFullSync ?? null} never=${row.link ? 'Not yet' : '–'} /></td>
      <td class="number"><${Received} register=${row} /></td>
      <td class="row-actions">
        <button type="button" class="small" onClick=${() => go(hashFor(['registers', row.id, 'pair']))}>New pairing code</button>
        ${row.link && html`<button type="button" class="small" onClick=${() => remove(row)}>Remove link to device</button>`}
      </td>
    </tr>`;
}
