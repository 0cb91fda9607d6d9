import type { SaleId } from '../../../domain/sale.js';
import { cents } from '../../../domain/money.js';
import { price } from '../../../domain/pricing.js';
import { isoWithOffset, type Sale } from '../../../domain/sale.js';
import type { Hash } from '../../../domain/catalogue.js';
import { SHOP } from '../../server/shop.js';
import type { Chance } from './chance.js';
import type { Selling } from './register.js';

/** The `number`th cart of a schedule: small, and no two alike. `now`: by the register's clock. */
export function openSelling(number: number, now: number, chance: Chance): Selling {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as SaleId;
  const lines = [{ productId: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', unitPrice: cents(480), quantity: 1000 * chance.whole(1, 9), discount: 0, taxRate: 1000 }];
  const { lines: amounts, totals } = price(lines, 0);
  const sale: Sale = {
    id, kind: 'sale', openedAt: isoWithOffset(new Date(now - 30_000), 660), completedAt: isoWithOffset(new Date(now), 660),
    staff: { id: SHOP.asha, name: 'Asha' }, catalogue: 'c'.repeat(64) as Hash, currency: 'AUD',
    lines: lines.map((line, index) => ({ ...line, ...(amounts[index] ?? { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) }) })),
    orderDiscount: 0, totals, rounding: cents(0), payments: [{ method: 'card', amount: totals.total }],
  };
  return { id, body: JSON.stringify(sale), receipt: null, abandoned: false, cleared: false };
}
