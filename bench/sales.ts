import { randomUUID } from 'node:crypto';
import type { Hash, Product } from '../domain/catalogue.js';
import { cashDue, price } from '../domain/pricing.js';
import { isoWithOffset, type Sale, type SaleId } from '../domain/sale.js';
import { pick, randomFrom } from './rows.js';

/** Lines of a sale: with these it is some 2 kB of JSON. */
const LINES = 6;

/** What a sale is made from: the shop as a register has it. */
export interface Goods {
  readonly products: readonly Product[];
  readonly staff: { readonly id: string; readonly name: string };
}

/** Makes sales of the shop's own products, the same but for their ids and times, for cash. */
export function makeSales({ products, staff }: Goods, count: number, seed = 1): Sale[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const chosen = new Set<Product>();
    while (chosen.size < LINES) chosen.add(pick(products, random));
    const inputs = [...chosen].map(({ id, sku, name, price: unitPrice, taxFree }) => (
      { productId: id, sku, name, unitPrice, quantity: 1000 * (1 + Math.floor(random() * 3)), discount: 0, taxRate: taxFree ? 0 : 1000 }));
    const { lines, totals } = price(inputs, 0);
    const { due, rounding } = cashDue(totals.total, 5);
    const now = new Date();
    return {
      id: randomUUID() as SaleId, kind: 'sale', openedAt: isoWithOffset(now, 660), completedAt: isoWithOffset(now, 660), staff, catalogue: 'c'.repeat(64) as Hash, currency: 'AUD',
      lines: inputs.map((input, index) => ({ ...input, ...(lines[index] as (typeof lines)[number]) })), orderDiscount: 0, totals, rounding,
      payments: [{ method: 'cash', amount: due, tendered: due, change: due - due }] as unknown as Sale['payments'],
    };
  });
}
