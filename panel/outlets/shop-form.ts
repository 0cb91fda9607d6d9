import type { VNode } from 'preact';
import type { OutletRow, Shop } from '../../domain/panel.js';
import { plainPercent, typedPercent } from '../amounts.js';
import { ChoiceField, FieldSet, LinesField, TextField } from '../fields.js';
import { useForm } from '../form.js';
import { html } from '../html.js';
import { Trouble } from '../notices.js';
import { usePanel } from '../panel.js';
import { Receipt } from './receipt.js';

const ROUNDINGS: readonly (readonly [string, string])[] = [
  ['1', 'Not at all'], ['5', 'To 5 cents'], ['10', 'To 10 cents'], ['20', 'To 20 cents'], ['50', 'To 50 cents'], ['100', 'To whole units'],
];

interface ShopFormProps {
  readonly shop: Shop;
  /** The one on the receipt that is shown. */
  readonly outlet: OutletRow | null;
  readonly changed: () => Promise<void>;
}

/** The shop's own words and figures, beside a receipt that shows them. */
export function ShopForm({ shop, outlet, changed }: ShopFormProps): VNode {
  const { ask, announce, renew, session } = usePanel();
  const mayChange = session.user.role === 'owner';
  const form = useForm({ ...shop, taxRate: plainPercent(shop.taxRate), cashRounding: String(shop.cashRounding) });
  const save = async (values: typeof form.values) => {
    await ask<Shop>('PUT', 'api/shop', read(values));
    announce('Receipt and shop saved. Registers get it at their next “Synchronise data”.');
    await Promise.all([changed(), renew()]);
  };
  return html`
    <div class="beside">
      <form class="panelled" onSubmit=${form.submit(save)} novalidate>
        ${!mayChange && html`<p class="note">Only an owner may change these.</p>`}
        <fieldset class="plain" disabled=${!mayChange}>
        <${TextField} form=${form} name="name" label="Shop name" required />
        <div class="pair">
          <${TextField} form=${form} name="taxNumberLabel" label="Tax number is called" hint="ABN in Australia." />
          <${TextField} form=${form} name="taxNumber" label="Tax number" />
        </div>
        <${LinesField} form=${form} name="header" label="Header" rows="2" hint="Below the address." />
        <${LinesField} form=${form} name="footer" label="Footer" rows="2" hint="At the end: opening hours, thanks, returns." />
        <${FieldSet} title="Tax and money">
          <div class="pair">
            <${TextField} form=${form} name="taxName" label="Tax is called" hint="GST in Australia." />
            <${TextField} form=${form} name="taxRate" label="Tax rate in %" inputmode="decimal" class="number" hint="It is inside the prices." />
          </div>
          <${ChoiceField} form=${form} name="cashRounding" label="Cash is rounded" options=${ROUNDINGS} />
          <div class="pair">
            <${TextField} form=${form} name="currency" label="Currency" maxlength="3" hint="AUD, NZD, EUR …" />
            <${TextField} form=${form} name="locale" label="Language and country" hint="How amounts are written: en-AU." />
          </div>
        <//>
        </fieldset>
        <${Trouble} trouble=${form.trouble} />
        <div class="actions"><span class="spring"></span><button class="primary" disabled=${form.busy || !mayChange}>Save receipt and shop</button></div>
      </form>
      <figure class="paper"><figcaption>So it will look on 80 mm paper</figcaption><${Receipt} shop=${shown(form.values, shop)} outlet=${outlet} /></figure>
    </div>`;
}

type Typed = Omit<Shop, 'taxRate' | 'cashRounding'> & { taxRate: string; cashRounding: string };

function read(values: Typed): Shop {
  return { ...values, name: values.name.trim(), currency: values.currency.trim().toUpperCase(), locale: values.locale.trim(), taxRate: typedPercent(values.taxRate, 'taxRate'), cashRounding: Number(values.cashRounding) };
}

/** What can be shown of a half-typed form: a figure that makes no sense yet stays as it was. */
function shown(values: Typed, shop: Shop): Shop {
  try {
    return read({ ...values, currency: /^[A-Za-z]{3}$/.test(values.currency.trim()) ? values.currency : shop.currency });
  } catch {
    return { ...read({ ...values, currency: shop.currency, taxRate: plainPercent(shop.taxRate) }) };
  }
}
