import { cents, divideRound, MAX_CENTS, roundCash, share, type Cents } from './money.js';

/** A hundredth of a percent: 10 % is 1000. For tax rates and discounts. */
export type BasisPoints = number;
/** A thousandth of a unit: 2 pieces are 2000, 0.485 kg is 485. */
export type Thousandths = number;

/** What a cart says of a line before it is priced. */
export interface LineInput {
  readonly unitPrice: Cents;
  readonly quantity: Thousandths;
  /** Discount on the line, 0 to 10000. */
  readonly discount: BasisPoints;
  /** Tax that is inside the price; 0 for a tax-free product. */
  readonly taxRate: BasisPoints;
}

/** What a line comes to. `total = gross − lineDiscount − orderDiscount`; `tax` is the part of `total` that is tax. */
export interface LineAmounts {
  readonly gross: Cents;
  readonly lineDiscount: Cents;
  readonly orderDiscount: Cents;
  readonly total: Cents;
  readonly tax: Cents;
}

/** What a whole sale comes to; each is the sum of its lines' amounts. `discount` is of lines and order together. */
export interface Totals {
  readonly gross: Cents;
  readonly discount: Cents;
  readonly total: Cents;
  readonly tax: Cents;
}

export interface Priced {
  readonly lines: readonly LineAmounts[];
  readonly totals: Totals;
}

/** The tax inside `total` at `rate`: 1/11 of it at the Australian 10 %. */
export function taxInside(total: Cents, rate: BasisPoints): Cents {
  return cents(divideRound(total * rate, 10_000 + rate));
}

/**
 * Prices a cart. The one definition of every amount: register, receipt and panel all call this.
 * A line's discount comes off first; the order's discount is a percentage of what is left, rounded once and shared
 * over the lines, so that lines always add up to the total; tax is found per line on what the line finally costs, and
 * the sale's tax is the sum of the lines' tax.
 */
export function price(lines: readonly LineInput[], orderDiscount: BasisPoints): Priced {
  const before = lines.map((line) => {
    const gross = cents(divideRound(line.unitPrice * line.quantity, 1000));
    const lineDiscount = cents(divideRound(gross * line.discount, 10_000));
    return { gross, lineDiscount, net: cents(gross - lineDiscount) };
  });
  const net = before.reduce((sum, line) => sum + line.net, 0);
  const shares = share(
    cents(divideRound(net * orderDiscount, 10_000)),
    before.map((line) => line.net),
  );
  const priced = before.map(({ gross, lineDiscount, net: left }, index): LineAmounts => {
    const orderShare = shares[index] ?? cents(0);
    const total = cents(left - orderShare);
    return { gross, lineDiscount, orderDiscount: orderShare, total, tax: taxInside(total, lines[index]?.taxRate ?? 0) };
  });
  return { lines: priced, totals: addUp(priced) };
}

function addUp(lines: readonly LineAmounts[]): Totals {
  let gross = 0, discount = 0, total = 0, tax = 0;
  for (const line of lines) {
    gross += line.gross;
    discount += line.lineDiscount + line.orderDiscount;
    total += line.total;
    tax += line.tax;
  }
  return { gross: cents(gross), discount: cents(discount), total: cents(total), tax: cents(tax) };
}

/** What is to be handed over in coins for `amount`, and the rounding that makes the difference. */
export function cashDue(amount: Cents, step: number): { readonly due: Cents; readonly rounding: Cents } {
  // The largest amount of all is rounded down: above it there is none.
  const most = MAX_CENTS - MAX_CENTS % step;
  const due = Math.max(-most, Math.min(most, roundCash(amount, step)));
  return { due: cents(due), rounding: cents(due - amount) };
}
