import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { figure } from '../words/figures.js';
import { setLineDiscount, setQuantity } from './cart.js';
import { otherWords } from './other-words.js';
import { isOpen, put, takeAway } from './selling.js';
import { read } from './state.js';

// What is done to a cart on its panels, which come with the second script.

/** @returns whether it was taken. */
export function changeLine(key: string, quantity: Thousandths, discount: BasisPoints): boolean {
  const before = read().cart;
  const cart = setQuantity(setLineDiscount(before, key, discount), key, quantity);
  return quantity ? isOpen() && put(cart, { text: otherWords.lineChanged, undo: before }) : takeAway(cart);
}

export function remove(key: string): void {
  takeAway(setQuantity(read().cart, key, 0));
}

export function discountOrder(orderDiscount: BasisPoints): boolean {
  const { cart } = read();
  return isOpen() && put({ ...cart, orderDiscount }, { text: orderDiscount ? otherWords.discountGiven(figure(orderDiscount / 100)) : otherWords.noDiscountGiven, undo: cart });
}
