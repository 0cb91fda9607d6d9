import { cents, type Cents } from '../domain/money.js';
import { cashDue } from '../domain/pricing.js';
import type { Payment } from '../domain/sale.js';

/** How a whole sale was paid. `sum of payments = total + rounding`. */
export interface Settlement {
  readonly payments: readonly Payment[];
  readonly rounding: Cents;
}

/** What is still to be paid of `total`: negative when the parts are more than it. */
export function remaining(total: Cents, parts: readonly Payment[]): Cents {
  return cents(parts.reduce((left, part) => left - part.amount, total as number));
}

/** Change that no till gives: what was typed is a mistake, or a barcode. */
const MOST_CHANGE = 100_000;

/** The rest in cash. `tendered` is what the customer hands over; @returns null while that is too little, or cannot be. */
export function settleInCash(total: Cents, parts: readonly Payment[], tendered: Cents, step: number): Settlement | null {
  const rest = remaining(total, parts);
  const { due, rounding } = cashDue(rest, step);
  if (rest < 0 || tendered < due || tendered > due + MOST_CHANGE) return null;
  const payment: Payment = { method: 'cash', amount: due, tendered, change: cents(tendered - due) };
  // A remainder that rounds to nothing is no payment: it stands in the rounding alone.
  return { payments: due === 0 && parts.length ? parts : [...parts, payment], rounding };
}

/** The rest in cash, to the coin. */
export function settleExactly(total: Cents, parts: readonly Payment[], step: number): Settlement | null {
  const { due } = cashDue(remaining(total, parts), step);
  return settleInCash(total, parts, due, step);
}

/** The rest by card, to the cent: cards are not rounded. */
export function settleByCard(total: Cents, parts: readonly Payment[]): Settlement | null {
  const rest = remaining(total, parts);
  if (rest < 0) return null;
  return { payments: rest === 0 ? parts : [...parts, { method: 'card', amount: rest }], rounding: cents(0) };
}

const NOTES: readonly number[] = [500, 1000, 2000, 5000, 10_000];

/** Round sums that a customer is likely to hand over for `due`, ascending: at most four, each more than `due`. */
export function likelyTenders(due: Cents): Cents[] {
  const sums = NOTES.map((note) => Math.ceil((due + 1) / note) * note);
  return [...new Set(sums)].sort((a, b) => a - b).slice(0, 4).map(cents);
}

/** The change of a finished sale. */
export function changeOf(payments: readonly Payment[]): Cents {
  return cents(payments.reduce((sum, payment) => sum + (payment.method === 'cash' ? payment.change : 0), 0));
}
