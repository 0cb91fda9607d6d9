import type { VNode } from 'preact';
import type { OutletRow, Shop } from '../../domain/panel.js';
import { html } from '../html.js';
import { useLoaded } from '../load.js';
import { followRow, Head, Standing } from '../page.js';
import { go, hashFor, type Route } from '../route.js';
import { OutletSheet } from './outlet-sheet.js';
import { ShopForm } from './shop-form.js';

/** Where the shop is, and what stands on its receipts. */
export function Outlets({ route }: { readonly route: Route }): VNode {
  const outlets = useLoaded<OutletRow[]>('api/outlets');
  const shop = useLoaded<Shop>('api/shop');
  const chosen = route.path[1];
  const outlet = outlets.value?.find(({ id }) => id === chosen) ?? null;
  const close = () => go('#/outlets');
  return html`
    <${Head} title="Outlets">
      <button type="button" class="primary" onClick=${() => go('#/outlets/new')}>New outlet</button>
    <//>
    <div class="parts">
      <${Standing} loaded=${outlets} />
      ${outlets.value && html`<${Table} rows=${outlets.value} />`}
      <section aria-labelledby="receipt">
        <h2 id="receipt">Receipt and shop</h2>
        <${Standing} loaded=${shop} />
        ${shop.value && outlets.value && html`<${ShopForm} shop=${shop.value} outlet=${outlets.value[0] ?? null} changed=${shop.reload} />`}
      </section>
    </div>
    ${outlets.value && shop.value && (chosen === 'new' || outlet) && html`
      <${OutletSheet} key=${chosen} outlet=${outlet} shop=${shop.value} leave=${close} changed=${outlets.reload} />`}`;
}

function Table({ rows }: { readonly rows: readonly OutletRow[] }): VNode {
  return html`
    <table class="rows linked framed">
      <caption class="unseen">Outlets</caption>
      <thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Phone</th><th scope="col" class="number">Registers</th></tr></thead>
      <tbody>${rows.map((row) => html`
        <tr key=${row.id} onClick=${followRow}>
          <th scope="row"><a href=${hashFor(['outlets', row.id])}>${row.name}</a></th>
          <td>${row.address.split('\n').join(', ')}</td><td>${row.phone}</td><td class="number">${row.registers}</td>
        </tr>`)}</tbody>
    </table>`;
}
