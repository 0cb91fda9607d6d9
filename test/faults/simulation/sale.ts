import type { SaleId } from '../../../domain/sale.js';
import { cents } from '../../../domain/money.js';
import { price } from '../../../domain/pricing.js';
import { isoWithOffset, type Sale } from '../../../domain/sale.js';
import type { Hash } from '../../../domain/catalogue.js';
import type { ShiftId } from '../../../domain/shift.js';
import { SHOP } from '../../server/shop.js';
import type { Chance } from './chance.js';
import type { Selling, Shifting } from './register.js';

/** The `number`th cart of a schedule: small, and no two alike. `now`: by the register's clock. */
export function openSelling(number: number, now: number, chance: Chance, shift: ShiftId | undefined): Selling {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as SaleId;
  const lines = [{ productId: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', unitPrice: cents(480), quantity: 1000 * chance.whole(1, 9), discount: 0, taxRate: 1000 }];
  const { lines: amounts, totals } = price(lines, 0);
  const sale: Sale = {
    id, kind: 'sale', openedAt: isoWithOffset(new Date(now - 30_000), 660), completedAt: isoWithOffset(new Date(now), 660),
    staff: { id: SHOP.asha, name: 'Asha' }, ...(shift ? { shift } : {}), catalogue: 'c'.repeat(64) as Hash, currency: 'AUD',
    lines: lines.map((line, index) => ({ ...line, ...(amounts[index] ?? { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) }) })),
    orderDiscount: 0, totals, rounding: cents(0), payments: [chance.whole(0, 1) ? { method: 'card', amount: totals.total } : { method: 'cash', amount: totals.total, tendered: totals.total, change: cents(0) }],
  };
  return { id, body: JSON.stringify(sale), receipt: null, abandoned: false, cleared: false };
}

const WHO = { staff: { id: SHOP.asha, name: 'Asha' }, register: 'Simulated' };
const shiftingId = (number: number): SaleId => `10000000-0000-4000-8000-${String(number).padStart(12, '0')}` as SaleId;

/** The `number`th opening or closing of a schedule: with so much counted in the drawer. */
export const openShifting = (number: number, float: number): Shifting =>
  ({ what: 'open', said: { id: shiftingId(number), ...WHO, currency: 'AUD', float: cents(float) }, receipt: null, abandoned: false, cleared: false });
export const closeShifting = (number: number, shift: ShiftId, counted: number): Shifting =>
  ({ what: 'close', said: { id: shiftingId(number), ...WHO, shift, counted: { cash: cents(counted), card: cents(0) } }, receipt: null, abandoned: false, cleared: false });
