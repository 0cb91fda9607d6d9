import { randomUUID } from 'node:crypto';
import { cents, type Cents } from '../domain/money.js';
import { isoWithOffset, type Sale, type SaleId } from '../domain/sale.js';
import { compare, NO_TAKINGS, withSale, type ShiftClosing, type ShiftId, type ShiftOpening } from '../domain/shift.js';

// The records of a shift as the register makes them, for tests that need any.

export const anyShift = (): ShiftId => randomUUID() as string as ShiftId;

/** A shift that begins with $200.00 in the drawer, in Sydney. */
export function anyOpening(at: Date = new Date('2026-11-23T01:00:00.000Z'), given: Partial<ShiftOpening> = {}): ShiftOpening {
  const shift = given.shift ?? anyShift();
  return { id: shift as string as SaleId, kind: 'shift-open', shift, at: isoWithOffset(at, 660), staff: { id: 'staff-asha', name: 'Asha' }, register: 'Front counter', currency: 'AUD', float: cents(20_000), ...given };
}

/** Its end, with its sales and what was counted; exactly what must be there unless it is said. */
export function anyClosing(opening: ShiftOpening, sales: readonly Sale[], at: Date, given: Partial<ShiftClosing> & { readonly missing?: number } = {}): ShiftClosing {
  const { missing = 0, ...rest } = given;
  const takings = sales.reduce(withSale, NO_TAKINGS);
  const counted = { cash: cents(opening.float + takings.paid.cash - missing), card: takings.paid.card };
  return {
    id: randomUUID() as SaleId, kind: 'shift-close', shift: opening.shift, openedAt: opening.at, closedAt: isoWithOffset(at, 660), staff: opening.staff, register: 'Front counter', currency: 'AUD', float: opening.float,
    methods: compare(counted as Record<'cash' | 'card', Cents>, opening.float, takings), sales: { count: takings.count, total: takings.total }, unsynchronised: 0, ...rest,
  };
}
