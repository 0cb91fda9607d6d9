import { addProduct, openCart, priceCart, setLineDiscount, setQuantity } from '../../../app/cart.js';
import { saleOf } from '../../../app/finished-sale.js';
import { settleInCash } from '../../../app/payment.js';
import { layOut, type Receipt, type Row } from '../../../app/receipt.js';
import { cents } from '../../../domain/money.js';
import { CONFIG, DETAILS, FLAT_WHITE, HASH, ID, LOAF, NOW, product } from '../shop-parts.js';

/** A sale with all that a receipt can have: discounts, parts of a piece, freedom from tax, two ways of paying, rounding, change, and a name for two lines. */
export function receipt(): Receipt {
  const brulee = product('des-1', 'Crème brûlée with a very long name that no line of a narrow roll can hold', 1250);
  const full = [FLAT_WHITE, LOAF, brulee].reduce((cart, one) => addProduct(cart, one, CONFIG, NOW), openCart(ID));
  const cart = { ...setQuantity(setLineDiscount(setQuantity(full, 'cof-1@480', 2000), 'cof-1@480', 1000), 'bak-1@902', 500), orderDiscount: 500 };
  const settlement = settleInCash(priceCart(cart).totals.total, [{ method: 'card', amount: cents(1000) }], cents(2000), 5);
  const sale = saleOf(cart, settlement ?? { payments: [], rounding: cents(0) }, { hash: HASH, config: CONFIG }, { staffId: 'asha', name: 'Asha Nair', mayEditItems: true }, NOW);
  return layOut({ ...sale, completedAt: '2026-11-23T14:06:11.120+11:00' }, 'T1-000212', DETAILS, CONFIG);
}

/** A receipt of these lines alone. */
export function bare(...lines: readonly Row[]): Receipt {
  return { locale: 'en-AU', shop: 'Shop', head: [], facts: [], lines, sums: [], payments: [], foot: [] };
}
