import type { VNode } from 'preact';
import type { StaffRow } from '../../domain/panel.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { Empty, Tag } from '../notices.js';
import { followRow, Head, Scroller, Standing } from '../page.js';
import { Face } from '../pictures.js';
import { go, hashFor, type Route } from '../route.js';
import { ROLE_WORDS } from './roles.js';
import { StaffSheet } from './sheet.js';

/** Who may sell, and who may come in here. */
export function Staff({ route }: { readonly route: Route }): VNode {
  const loaded = useLoaded<StaffRow[]>('api/staff');
  const chosen = route.path[1];
  const person = loaded.value?.find(({ id }) => id === chosen) ?? null;
  const close = () => go('#/staff');
  return html`
    <${Head} title="Staff">
      <button type="button" class="primary" onClick=${() => go('#/staff/new')}>New person</button>
    <//>
    <${Standing} loaded=${loaded} />
    ${loaded.value && (loaded.value.length === 0
      ? html`<${Empty} title="Nobody yet"><p>Add everybody who sells, each with a PIN for the registers.</p><//>`
      : html`<${Table} rows=${loaded.value} />`)}
    ${loaded.value && (chosen === 'new' || person) && html`<${StaffSheet} key=${chosen} person=${person} leave=${close} changed=${loaded.reload} />`}`;
}

function Table({ rows }: { readonly rows: readonly StaffRow[] }): VNode {
  return html`
    <${Scroller} label="List of staff">
      <table class="rows linked">
        <thead><tr>
          <th scope="col" class="pic"><span class="unseen">Picture</span></th><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Register PIN</th>
          <th scope="col">May edit items</th><th scope="col">Control panel</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`
          <tr key=${row.id} class=${row.active ? undefined : 'off'} onClick=${followRow}>
            <td class="pic"><${Face} name=${row.name} image=${row.image} /></td>
            <th scope="row"><a href=${hashFor(['staff', row.id])}>${row.name}</a>${!row.active && html` <${Tag}>Inactive<//>`}</th>
            <td>${ROLE_WORDS[row.role]}</td>
            <td>${row.hasPin ? 'Set' : html`<span class="soft">${row.role === 'staff' ? 'None: signs in with a tap' : 'None: not on the registers'}</span>`}</td>
            <td>${row.mayEditItems ? 'Yes' : html`<span class="soft">No</span>`}</td>
            <td>${row.hasPassword ? row.email : html`<span class="soft">No access</span>`}</td>
          </tr>`)}</tbody>
      </table>
    <//>`;
}
