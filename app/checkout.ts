import type { HistoryDetail, Receipt, Status } from '../domain/local.js';
import type { Sale } from '../domain/sale.js';
import { ask, Refused, sentence } from './api.js';
import { newSaleId, openCart, type Cart } from './cart.js';
import { saleOf } from './finished-sale.js';
import { keepCart } from './kept-cart.js';
import { otherWords } from './other-words.js';
import type { Settlement } from './payment.js';
import { go } from './route.js';
import { change, read } from './state.js';
import { controlled } from './worker.js';

/**
 * Completes the sale. The cart is cleared only after the worker has said that the sale is on the disk; whatever goes
 * wrong before, the cart stays, and the same id is sent again. A second tap finds the first one under way.
 */
export async function complete(settlement: Settlement | null): Promise<void> {
  const { paying, shop, staff } = read();
  if (paying || !shop || !staff || !settlement || !read().cart.lines.length) return;
  change({ paying: true, payTrouble: null });
  try {
    await controlled();
    if (read().cart.sent && await findFinished()) return;
    const make = (): Sale => saleOf(read().cart, settlement, shop, staff, Date.now(), read().status.shift);
    let sale = make();
    await mark(true);
    const { receiptNumber } = await handOver(sale).catch(async (error: unknown) => {
      if (!(error instanceof Refused) || error.code !== 'shift-changed') throw error;
      // Another tab has opened or closed a shift: the sale belongs to the one that is open now.
      change({ status: await ask<Status>('GET', 'api/status') });
      sale = make();
      return handOver(sale);
    });
    await finish(sale, receiptNumber);
  } catch (error) {
    if (error instanceof Refused && error.code === 'already-complete') {
      const found = await findFinished().catch((why: unknown) => change({ payTrouble: sentence(why) }));
      if (found !== false) return;
    }
    change({ payTrouble: otherWords.completeAgain(sentence(error)) });
  } finally {
    change({ paying: false });
  }
}

/** Sends the sale; once more, to the letter, when the worker died over it. The worker takes the same sale once. */
async function handOver(sale: Sale): Promise<Receipt> {
  const send = (): Promise<Receipt> => ask('POST', 'api/sales', sale);
  const receipt = await send().catch((error: unknown) => {
    if (error instanceof Refused && error.code === 'no-answer') return controlled().then(send);
    throw error;
  });
  if (receipt.id !== sale.id) throw new Error(otherWords.wrongAnswer);
  return receipt;
}

/**
 * After an attempt whose answer was never seen: asks the worker whether it took the sale. If it did, that is shown; if
 * not, the cart is an open one again. Resolves to whether it did.
 */
export async function findFinished(): Promise<boolean> {
  const { cart } = read();
  try {
    await controlled();
    const { sale, receiptNumber } = await ask<HistoryDetail>('GET', `api/sales/${cart.id}`);
    // Somebody else has finished it in the meantime.
    if (read().cart.id !== cart.id) return true;
    if (isOf(sale, read().cart)) {
      await finish(sale, receiptNumber);
      return true;
    }
    // The id is spent: what is in the cart is another sale.
    await replace({ ...read().cart, id: newSaleId(), sent: false });
    throw new Error(otherWords.completeAlready(receiptNumber));
  } catch (error) {
    // Complete so long ago that the register has cleared it away: the id is spent as well.
    if (error instanceof Refused && error.code === 'already-complete') await replace({ ...read().cart, id: newSaleId(), sent: false });
    if (!(error instanceof Refused) || error.code !== 'not-found') throw error;
    // Not while it is being handed over.
    if (read().cart === cart) await mark(false);
    return false;
  }
}

function isOf({ lines, orderDiscount }: Sale, cart: Cart): boolean {
  const told = (of: Cart['lines']): string => JSON.stringify(of.map(({ productId, unitPrice, quantity, discount }) => [productId, unitPrice, quantity, discount]));
  return orderDiscount === cart.orderDiscount && told(lines) === told(cart.lines);
}

async function mark(sent: boolean): Promise<void> {
  await replace({ ...read().cart, sent });
}

async function replace(cart: Cart): Promise<void> {
  change({ cart });
  // Storage that is full must not stop the sale: the worker frees room for it, the page cannot.
  await keepCart(cart).catch(console.warn);
}

async function finish(sale: Sale, receiptNumber: string): Promise<void> {
  change({ completed: { sale, receiptNumber }, notice: null, payTrouble: null });
  go('done');
  await replace(openCart());
}

/** Leaves the payment. A sale that may be complete already is looked for first. */
export async function backToSale(): Promise<void> {
  if (read().paying) return;
  try {
    if (read().cart.sent && await findFinished()) return;
    change({ payTrouble: null });
    go('');
  } catch (error) {
    change({ payTrouble: otherWords.completeAgain(sentence(error)) });
  }
}
