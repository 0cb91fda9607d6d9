import type { VNode } from 'preact';
import { cents, type Cents } from '../../domain/money.js';
import type { OutletRow, Shop } from '../../domain/panel.js';
import { cashDue, taxInside } from '../../domain/pricing.js';
import { moneyIn } from '../amounts.js';
import { html } from '../html.js';

type Place = Pick<OutletRow, 'name' | 'address' | 'phone'>;

/** The top of a receipt on 80 mm paper. */
export function ReceiptHead({ shop, outlet }: { readonly shop: Shop; readonly outlet: Place | null }): VNode {
  const tax = [shop.taxNumberLabel, shop.taxNumber].filter(Boolean).join(' ');
  return html`
    <div class="receipt-head">
      <b class="receipt-shop">${shop.name}</b>
      ${outlet && outlet.name !== shop.name && html`<span>${outlet.name}</span>`}
      ${outlet?.address && html`<span class="as-typed">${outlet.address}</span>`}
      ${outlet?.phone && html`<span>${outlet.phone}</span>`}
      ${shop.taxNumber && html`<span>${tax}</span>`}
      ${shop.header && html`<span class="as-typed receipt-own">${shop.header}</span>`}
    </div>`;
}

/** The sample sale of the preview: one amount that shows tax and rounding. */
const SAMPLE: Cents = cents(1843);

/** A receipt as it would come out now, with one made-up line between head and foot. */
export function Receipt({ shop, outlet }: { readonly shop: Shop; readonly outlet: Place | null }): VNode {
  const money = moneyIn(shop.locale, shop.currency);
  const { due, rounding } = cashDue(SAMPLE, shop.cashRounding);
  return html`
    <div class="receipt">
      <${ReceiptHead} shop=${shop} outlet=${outlet} />
      <dl class="receipt-lines">
        <dt>An item</dt><dd>${money(SAMPLE)}</dd>
        <dt><b>Total</b></dt><dd><b>${money(SAMPLE)}</b></dd>
        <dt>Includes ${shop.taxName || 'tax'}</dt><dd>${money(taxInside(SAMPLE, shop.taxRate))}</dd>
        ${rounding !== 0 && html`<dt>Rounding</dt><dd>${money(rounding)}</dd>`}
        <dt>Cash</dt><dd>${money(due)}</dd>
      </dl>
      ${shop.footer && html`<p class="as-typed">${shop.footer}</p>`}
    </div>`;
}
