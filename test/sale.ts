import { randomUUID } from 'node:crypto';
import type { Hash } from '../domain/catalogue.js';
import { cents } from '../domain/money.js';
import { cashDue, price } from '../domain/pricing.js';
import type { Sale, SaleId } from '../domain/sale.js';

/** A sale as the register makes one, paid in cash: two flat whites and a tax-free loaf. For tests that need any sale. */
export function anySale(given: Partial<Sale> = {}): Sale {
  const inputs = [
    { productId: 'flat-white', sku: 'COF-001', name: 'Flat white', unitPrice: cents(480), quantity: 2000, discount: 0, taxRate: 1000 },
    { productId: 'sourdough', sku: 'BAK-003', name: 'Sourdough loaf', unitPrice: cents(902), quantity: 1000, discount: 0, taxRate: 0 },
  ];
  const orderDiscount = given.orderDiscount ?? 0;
  const priced = price(inputs, orderDiscount);
  const { due, rounding } = cashDue(priced.totals.total, 5);
  return {
    id: randomUUID() as SaleId,
    kind: 'sale',
    openedAt: '2026-11-23T14:02:10.000+11:00',
    completedAt: '2026-11-23T14:03:55.120+11:00',
    staff: { id: 'asha', name: 'Asha Nair' },
    catalogue: '0'.repeat(64) as Hash,
    currency: 'AUD',
    lines: inputs.map((input, index) => ({ ...input, ...(priced.lines[index] ?? priced.lines[0]) })) as Sale['lines'],
    orderDiscount,
    totals: priced.totals,
    rounding,
    payments: [{ method: 'cash', amount: due, tendered: cents(2000), change: cents(2000 - due) }],
    ...given,
  };
}
