import { cents, type Cents } from './money.js';
import type { Payment, Sale, SaleId } from './sale.js';

/** A UUID: the id of the record that opened the shift. */
export type ShiftId = string & { readonly __brand: 'ShiftId' };

/** How a customer can pay, in the order in which a drawer is counted. */
export const METHODS = ['cash', 'card'] as const satisfies readonly Payment['method'][];
export type Method = (typeof METHODS)[number];
export const METHOD_NAMES: Readonly<Record<Method, string>> = { cash: 'Cash', card: 'Card' };

/** What the records of a shift have in common. Each is sealed, numbered and sent as a sale is. */
interface OfShift {
  readonly id: SaleId;
  readonly shift: ShiftId;
  readonly staff: Sale['staff'];
  /** What the register was called then. */
  readonly register?: string;
  readonly currency: string;
  /** Counted in the drawer before the first sale. */
  readonly float: Cents;
}

export interface ShiftOpening extends OfShift {
  readonly kind: 'shift-open';
  /** ISO 8601 with offset, by the register's clock. */
  readonly at: string;
}

/** One payment method at the end of a shift. `difference = counted − expected`: negative when money is missing. */
export interface MethodCount {
  readonly method: Method;
  readonly counted: Cents;
  /** What the sales took, and for cash the float. */
  readonly expected: Cents;
  readonly difference: Cents;
}

export interface ShiftClosing extends OfShift {
  readonly kind: 'shift-close';
  readonly openedAt: string;
  readonly closedAt: string;
  readonly methods: readonly MethodCount[];
  /** The shift's sales, and the sum of their totals. */
  readonly sales: { readonly count: number; readonly total: Cents };
  /** How many of these sales the panel had not acknowledged when the shift was closed. */
  readonly unsynchronised: number;
}

export type ShiftRecord = ShiftOpening | ShiftClosing;
/** Everything that a register seals. */
export type Recorded = Sale | ShiftRecord;

/** What some sales come to. */
export interface Takings {
  readonly count: number;
  /** Of their totals: without what cash rounding added. */
  readonly total: Cents;
  readonly paid: Readonly<Record<Method, Cents>>;
}
export const NO_TAKINGS: Takings = { count: 0, total: cents(0), paid: { cash: cents(0), card: cents(0) } };

export function withSale({ count, total, paid }: Takings, { totals, payments }: Pick<Sale, 'totals' | 'payments'>): Takings {
  const sums: Record<Method, Cents> = { ...paid };
  for (const { method, amount } of payments) sums[method] = cents(sums[method] + amount);
  return { count: count + 1, total: cents(total + totals.total), paid: sums };
}

/** What must be there by each method: what was taken, and in the drawer the float as well. */
export function expectedOf(method: Method, float: Cents, { paid }: Pick<Takings, 'paid'>): Cents {
  return cents(paid[method] + (method === 'cash' ? float : 0));
}

/** Compares what was counted with what must be there. */
export function compare(counted: Readonly<Record<Method, Cents>>, float: Cents, takings: Takings): MethodCount[] {
  return METHODS.map((method) => {
    const expected = expectedOf(method, float, takings);
    return { method, counted: counted[method], expected, difference: (counted[method] - expected) as Cents };
  });
}

/** Whether a closing's arithmetic holds: each method once, each difference what it must be. */
export function closingAddsUp({ methods }: ShiftClosing): boolean {
  return new Set(methods.map(({ method }) => method)).size === methods.length && methods.every(({ counted, expected, difference }) => difference === counted - expected);
}

/** `exact`, `$2.00 short`, `$0.50 over`. @param money writes an amount that is not negative. */
export function differenceInWords(difference: Cents, money: (amount: Cents) => string): string {
  if (difference === 0) return 'exact';
  return `${money(cents(Math.abs(difference)))} ${difference < 0 ? 'short' : 'over'}`;
}

/** How a closed shift stands at the panel: its closing held against the sales that have come. */
export type Reconciled = { readonly state: 'complete' | 'differs' } | { readonly state: 'to-come'; readonly toCome: number };

export function reconcile({ sales, methods, float }: ShiftClosing, came: Takings): Reconciled {
  if (came.count < sales.count) return { state: 'to-come', toCome: sales.count - came.count };
  const same = came.count === sales.count && came.total === sales.total && methods.every(({ method, expected }) => expected === expectedOf(method, float, came));
  return { state: same ? 'complete' : 'differs' };
}
