import type { ReceiptDetails, RegisterConfig } from '../domain/catalogue.js';
import type { Payment, Sale, SaleLine } from '../domain/sale.js';
import { plainPercent, plainQuantity } from './cart.js';
import { column, money } from './format.js';
import { changeOf } from './payment.js';

/** A row of two columns: what it is, and an amount or a fact. */
export interface Row {
  readonly label: string;
  readonly value: string;
  /** What a printer writes that does not have the letters of the label. */
  readonly code?: string;
  /** Small print below the label. */
  readonly note?: string;
  readonly strong?: true;
}

/** A receipt as it is laid out, from top to bottom. */
export interface Receipt {
  readonly shop: string;
  readonly head: readonly string[];
  readonly facts: readonly Row[];
  readonly lines: readonly Row[];
  readonly sums: readonly Row[];
  readonly payments: readonly Row[];
  readonly foot: readonly string[];
}

export function layOut(sale: Sale, receiptNumber: string, details: ReceiptDetails, config: RegisterConfig): Receipt {
  return {
    shop: details.shopName,
    head: filled([details.outletName === details.shopName ? '' : details.outletName, ...details.address.split('\n'), details.phone, taxNumber(details), ...details.header.split('\n')]),
    facts: [
      { label: 'Receipt', value: receiptNumber }, { label: 'Date', value: writtenDate(sale.completedAt) },
      { label: 'Register', value: sale.register ?? config.name }, { label: 'Served by', value: sale.staff.name },
    ],
    lines: sale.lines.map(line),
    sums: sums(sale, config),
    payments: payments(sale),
    foot: filled(details.footer.split('\n')),
  };
}

function line(sold: SaleLine): Row {
  const parts = [sold.quantity === 1000 ? '' : `${plainQuantity(sold.quantity)} × ${column(sold.unitPrice)}`, sold.discount ? `less ${plainPercent(sold.discount)} %` : '', sold.taxRate ? '' : 'tax free'];
  return { label: sold.name, code: sold.sku, value: column(sold.gross - sold.lineDiscount), note: filled(parts).join(', ') };
}

function sums(sale: Sale, config: RegisterConfig): Row[] {
  const order = sale.lines.reduce((sum, sold) => sum + sold.orderDiscount, 0);
  const rows: Row[] = order ? [{ label: `Discount ${plainPercent(sale.orderDiscount)} %`, value: column(-order) }] : [];
  return [
    ...rows,
    { label: 'Total', value: money(sale.totals.total, { ...config, currency: sale.currency || config.currency }), strong: true },
    { label: `Includes ${config.taxName}`, value: column(sale.totals.tax) },
  ];
}

function payments(sale: Sale): Row[] {
  const rounding: Row[] = sale.rounding ? [{ label: 'Cash rounding', value: column(sale.rounding) }] : [];
  const taken = sale.payments.map((payment: Payment): Row => (payment.method === 'card' ? { label: 'Card', value: column(payment.amount) } : { label: 'Cash', value: column(payment.tendered) }));
  const change = changeOf(sale.payments);
  return [...rounding, ...taken, ...(change ? [{ label: 'Change', value: column(change) }] : [])];
}

/** `2026-11-23T14:06:11.120+11:00` → `23/11/2026 14:06`: the register's time when it was sold, wherever it is reprinted. */
export function writtenDate(iso: string): string {
  return iso.replace(/^(\d+)-(\d+)-(\d+)T(.{5}).*/, '$3/$2/$1 $4');
}

function taxNumber({ taxNumberLabel, taxNumber: number }: ReceiptDetails): string {
  return number && `${taxNumberLabel} ${number}`;
}

function filled(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== '');
}
