import type { ReceiptDetails, RegisterConfig } from '../domain/catalogue.js';
import type { Payment, Sale, SaleLine } from '../domain/sale.js';
import { figure } from '../words/figures.js';
import { column, money } from './format.js';
import { writtenDate } from './moments.js';
import { paperWords } from './other-words.js';
import { changeOf } from './payment.js';

type Words = ReturnType<typeof paperWords>;

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
  /** Whose language it is in. */
  readonly locale: string;
  readonly shop: string;
  readonly head: readonly string[];
  readonly facts: readonly Row[];
  readonly lines: readonly Row[];
  readonly sums: readonly Row[];
  readonly payments: readonly Row[];
  readonly foot: readonly string[];
}

/** @param printed words of the shop's language, or of another that a printer has the letters of */
export function layOut(sale: Sale, receiptNumber: string, details: ReceiptDetails, config: RegisterConfig, printed: Words = paperWords(config.locale)): Receipt {
  return {
    locale: config.locale,
    shop: details.shopName,
    head: filled([details.outletName === details.shopName ? '' : details.outletName, ...details.address.split('\n'), details.phone, taxNumber(details), ...details.header.split('\n')]),
    facts: [
      { label: printed.receipt, value: receiptNumber }, { label: printed.date, value: writtenDate(sale.completedAt, config.locale) },
      { label: printed.register, value: sale.register ?? config.name }, { label: printed.servedBy, value: sale.staff.name },
    ],
    lines: sale.lines.map((sold) => line(sold, config, printed)),
    sums: sums(sale, config, printed),
    payments: payments(sale, config, printed),
    foot: filled(details.footer.split('\n')),
  };
}

function line(sold: SaleLine, config: RegisterConfig, printed: Words): Row {
  const parts = [
    sold.quantity === 1000 ? '' : `${figure(sold.quantity / 1000)} × ${column(sold.unitPrice, config)}`, sold.discount ? printed.less(figure(sold.discount / 100)) : '', sold.taxRate ? '' : printed.taxFree,
  ];
  return { label: sold.name, code: sold.sku, value: column(sold.gross - sold.lineDiscount, config), note: filled(parts).join(printed.comma) };
}

function sums(sale: Sale, config: RegisterConfig, printed: Words): Row[] {
  const order = sale.lines.reduce((sum, sold) => sum + sold.orderDiscount, 0);
  const rows: Row[] = order ? [{ label: printed.discount(figure(sale.orderDiscount / 100)), value: column(-order, config) }] : [];
  return [
    ...rows,
    { label: printed.total, value: money(sale.totals.total, { ...config, currency: sale.currency || config.currency }), strong: true },
    { label: printed.includes(config.taxName), value: column(sale.totals.tax, config) },
  ];
}

function payments(sale: Sale, config: RegisterConfig, printed: Words): Row[] {
  const rounding: Row[] = sale.rounding ? [{ label: printed.rounding, value: column(sale.rounding, config) }] : [];
  const taken = sale.payments.map((payment: Payment): Row => ({ label: payment.method === 'card' ? printed.card : printed.cash, value: column(payment.method === 'card' ? payment.amount : payment.tendered, config) }));
  const change = changeOf(sale.payments);
  return [...rounding, ...taken, ...(change ? [{ label: printed.change, value: column(change, config) }] : [])];
}

function taxNumber({ taxNumberLabel, taxNumber: number }: ReceiptDetails): string {
  return number && `${taxNumberLabel} ${number}`;
}

function filled(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== '');
}
