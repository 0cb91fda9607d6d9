import { cents, type Cents } from '../domain/money.js';
import type { Payment } from '../domain/sale.js';
import { remaining } from './payment.js';
import { put } from './selling.js';
import { read } from './state.js';

/**
 * A part of a split sale, not its last: less than what remains, and in cash of coins that there are.
 * @returns null when it is not.
 */
export function splitOff(total: Cents, parts: readonly Payment[], method: Payment['method'], amount: Cents | null, step: number): Payment | null {
  const rest = remaining(total, parts);
  if (amount === null || amount <= 0 || amount >= rest) return null;
  if (method === 'card') return { method, amount };
  return amount % step ? null : { method, amount, tendered: amount, change: cents(0) };
}

/** Adds or takes back a part of a split sale. `undoable`: what to say of it, with an Undo. */
export function putParts(parts: readonly Payment[], undoable?: string): void {
  const { cart, paying } = read();
  if (!paying && !cart.sent) put({ ...cart, parts }, undoable ? { text: undoable, undo: cart } : null);
}
