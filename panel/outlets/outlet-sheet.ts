import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { OutletRow, Shop } from '../../domain/panel.js';
import { Question } from '../dialogs.js';
import { LinesField, TextField } from '../fields.js';
import { FormSheet } from '../form-sheet.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { usePanel } from '../panel.js';
import { ReceiptHead } from './receipt.js';

interface OutletSheetProps {
  /** Null: a new one. */
  readonly outlet: OutletRow | null;
  readonly shop: Shop;
  readonly leave: () => void;
  readonly changed: () => Promise<void>;
}

export function OutletSheet({ outlet, shop, leave, changed }: OutletSheetProps): VNode {
  const { ask, announce } = usePanel();
  const form = useForm({ name: outlet?.name ?? '', address: outlet?.address ?? '', phone: outlet?.phone ?? '' });
  const [asking, setAsking] = useState(false);
  const save = async (values: typeof form.values) => {
    const input = { name: values.name.trim(), address: values.address.trim(), phone: values.phone.trim() };
    await (outlet ? ask('PUT', `api/outlets/${outlet.id}`, input) : ask('POST', 'api/outlets', input));
    announce(`${input.name} saved. Its registers know at their next “Synchronise data”.`);
    await changed();
    leave();
  };
  const remove = async () => {
    await ask('DELETE', `api/outlets/${outlet?.id}`);
    announce(`${outlet?.name} deleted.`);
    leave();
    await changed();
  };
  const aside = outlet && html`<button type="button" class="quiet danger" onClick=${() => setAsking(true)}>Delete outlet</button>`;
  return html`
    <${FormSheet} title=${outlet ? outlet.name : 'New outlet'} form=${form} save="Save outlet" work=${save} leave=${leave} aside=${aside}>
      <${TextField} form=${form} name="name" label="Name" required autofocus=${!outlet} />
      <${LinesField} form=${form} name="address" label="Address" hint="As it stands on the receipt." />
      <${TextField} form=${form} name="phone" label="Phone" inputmode="tel" />
      <figure class="paper"><figcaption>Top of its receipts</figcaption><${ReceiptHead} shop=${shop} outlet=${form.values} /></figure>
      ${asking && html`
        <${Question} title=${`Delete ${outlet?.name}?`} confirm="Delete outlet" danger leave=${() => setAsking(false)} work=${remove}>
          <p>Registers that stand there must be moved to another outlet first. Sales that were made stay as they are.</p>
        <//>`}
    <//>`;
}
