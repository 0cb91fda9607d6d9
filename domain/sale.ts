import type { Hash } from './catalogue.js';
import { cents, type Cents } from './money.js';
import { price, type BasisPoints, type LineAmounts, type Thousandths, type Totals } from './pricing.js';
import type { ShiftId } from './shift.js';

/** A UUID made by the page when the cart is opened: one cart, one id, one sale, however often it is sent. */
export type SaleId = string & { readonly __brand: 'SaleId' };

/** A line of a finished sale: what was sold as it was called and priced then. */
export interface SaleLine extends LineAmounts {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Cents;
  readonly quantity: Thousandths;
  readonly discount: BasisPoints;
  readonly taxRate: BasisPoints;
}

/** Money taken. `amount` is what of it pays the sale; for cash, `amount = tendered − change`. */
export type Payment =
  | { readonly method: 'cash'; readonly amount: Cents; readonly tendered: Cents; readonly change: Cents }
  | { readonly method: 'card'; readonly amount: Cents };

/** A finished sale. Its JSON text is the `body` that is sealed. */
export interface Sale {
  readonly id: SaleId;
  readonly kind: 'sale';
  /** ISO 8601 with offset, by the register's clock. */
  readonly openedAt: string;
  readonly completedAt: string;
  readonly staff: { readonly id: string; readonly name: string };
  /** What the register was called then. */
  readonly register?: string;
  /** The shift that was open then; absent: none was. */
  readonly shift?: ShiftId;
  /** The hash of the manifest that the products were sold from. */
  readonly catalogue: Hash;
  readonly currency: string;
  readonly lines: readonly SaleLine[];
  readonly orderDiscount: BasisPoints;
  readonly totals: Totals;
  /** What cash rounding added; `sum of payments = totals.total + rounding`. */
  readonly rounding: Cents;
  readonly payments: readonly Payment[];
}

/** What is wrong with a sale's arithmetic, and where. */
export interface Discrepancy {
  /** Dotted path of the field: `lines.2.total`. */
  readonly path: string;
  readonly message: string;
}

/**
 * Does the sale's arithmetic all over again.
 * @returns the first thing that does not add up, or `null`.
 */
export function findDiscrepancy(sale: Sale): Discrepancy | null {
  const again = price(sale.lines, sale.orderDiscount);
  for (const [index, amounts] of again.lines.entries()) {
    for (const field of ['gross', 'lineDiscount', 'orderDiscount', 'total', 'tax'] as const) {
      const stated = sale.lines[index]?.[field];
      if (stated !== amounts[field]) return differs(`lines.${index}.${field}`, stated, amounts[field]);
    }
  }
  for (const field of ['gross', 'discount', 'total', 'tax'] as const) {
    if (sale.totals[field] !== again.totals[field]) return differs(`totals.${field}`, sale.totals[field], again.totals[field]);
  }
  for (const [index, payment] of sale.payments.entries()) {
    if (payment.method === 'cash' && payment.tendered - payment.change !== payment.amount) {
      return differs(`payments.${index}.amount`, payment.amount, payment.tendered - payment.change);
    }
  }
  const paid = sale.payments.reduce((sum, payment) => sum + payment.amount, 0);
  const due = sale.totals.total + sale.rounding;
  return paid === due ? null : differs('payments', paid, due);
}

function differs(path: string, stated: number | undefined, expected: number): Discrepancy {
  return { path, message: `${path} says ${stated} cents where the lines give ${expected}` };
}

/** All money a sale took by one method. */
export function paidBy(sale: Sale, method: Payment['method']): Cents {
  return cents(sale.payments.reduce((sum, payment) => sum + (payment.method === method ? payment.amount : 0), 0));
}

/** An instant as ISO 8601 with the offset of the place: `2026-11-23T14:06:11.120+11:00`. `offset` in minutes east of UTC. */
export function isoWithOffset(instant: Date, offset: number): string {
  const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
