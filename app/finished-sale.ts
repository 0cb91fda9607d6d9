import type { OpenShift, SignIn } from '../domain/local.js';
import type { Sale, SaleLine } from '../domain/sale.js';
import { priceCart, type Cart } from './cart.js';
import { timestamp } from './format.js';
import type { Settlement } from './payment.js';
import type { Shop } from './shop.js';

/** Makes the sale out of the cart. `now` in ms since 1970. */
export function saleOf(cart: Cart, { payments, rounding }: Settlement, { hash, config }: Pick<Shop, 'hash' | 'config'>, staff: SignIn, now: number, shift: OpenShift | null = null): Sale {
  const priced = priceCart(cart);
  const lines = priced.lines.map((amounts, index) => ({ ...cart.lines[index], ...amounts }) as SaleLine);
  return {
    // A clock that was set back while the cart was open must not make a sale that ends before it began.
    id: cart.id, kind: 'sale', openedAt: timestamp(Math.min(cart.openedAt, now)), completedAt: timestamp(now), staff: { id: staff.staffId, name: staff.name }, register: config.name, ...(shift ? { shift: shift.id } : {}),
    catalogue: hash, currency: config.currency, lines, orderDiscount: cart.orderDiscount, totals: priced.totals, rounding, payments,
  };
}
