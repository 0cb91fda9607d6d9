import type { VNode } from 'preact';
import { cents, plainMoney, type Cents } from '../../domain/money.js';
import type { OutletRow, Shop } from '../../domain/panel.js';
import { cashDue, taxInside } from '../../domain/pricing.js';
import { moneyIn } from '../amounts.js';
import { html } from '../html.js';

type Place = Pick<OutletRow, 'name' | 'address' | 'phone'>;

interface ReceiptProps {
  readonly shop: Shop;
  readonly outlet: Place | null;
}

/** The top of a receipt, laid out as the register prints it. */
export function ReceiptHead({ shop, outlet }: ReceiptProps): VNode {
  const { name, address, phone } = outlet ?? { name: '', address: '', phone: '' };
  const tax = shop.taxNumber && `${shop.taxNumberLabel} ${shop.taxNumber}`;
  const lines = [name === shop.name ? '' : name, address, phone, tax, shop.header];
  return html`<div class="receipt-head"><b class="receipt-shop">${shop.name}</b><${Printed} text=${lines.join('\n')} /></div>`;
}

/** Lines in the middle; blank ones save paper. */
function Printed({ text }: { readonly text: string }): VNode {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return html`${lines.map((line, index) => html`<p key=${index}>${line}</p>`)}`;
}

/** The sale of the preview: one amount that shows tax and rounding. */
const SAMPLE: Cents = cents(1843);

/** A receipt as it would come out now, with one made-up line between head and foot. */
export function Receipt({ shop, outlet }: ReceiptProps): VNode {
  const { due, rounding } = cashDue(SAMPLE, shop.cashRounding);
  return html`
    <div class="receipt">
      <${ReceiptHead} shop=${shop} outlet=${outlet} />
      <dl class="receipt-lines">
        <dt>An item</dt><dd>${plainMoney(SAMPLE)}</dd>
        <dt class="strong">Total</dt><dd class="strong">${moneyIn(shop.locale, shop.currency)(SAMPLE)}</dd>
        <dt>Includes ${shop.taxName || 'tax'}</dt><dd>${plainMoney(taxInside(SAMPLE, shop.taxRate))}</dd>
        ${rounding !== 0 && html`<dt>Cash rounding</dt><dd>${plainMoney(rounding)}</dd>`}
        <dt>Cash</dt><dd>${plainMoney(due)}</dd>
      </dl>
      <${Printed} text=${shop.footer} />
    </div>`;
}
