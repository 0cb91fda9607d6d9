/** An amount of money as a whole number of cents; negative when money goes out. */
export type Cents = number & { readonly __brand: 'Cents' };

/** The largest amount that any field accepts: 99,999,999.99. */
export const MAX_CENTS = 9_999_999_999 as Cents;

/** Brands a whole number as cents. Throws `Error('not whole cents')` for anything else. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new Error('not whole cents');
  // −0 and 0 are one amount, but they are not the same JSON.
  return (amount === 0 ? 0 : amount) as Cents;
}

/** Divides whole numbers, rounding halves away from zero: the rule for every amount in the system. */
export function divideRound(dividend: number, divisor: number): number {
  const sign = dividend < 0 ? -1 : 1;
  const size = Math.abs(dividend);
  const quotient = Math.floor(size / divisor);
  const up = (size - quotient * divisor) * 2 >= divisor ? 1 : 0;
  const result = sign * (quotient + up);
  return result === 0 ? 0 : result;
}

/**
 * Reads an amount as a person or a file writes it: `4.80`, `$1,234.5`, `12`.
 * @returns cents, or `null` when it is not an amount with at most two decimals within ±`most`, which is {@link MAX_CENTS} for a single amount.
 */
export function parseMoney(text: string, most: number = MAX_CENTS): Cents | null {
  const plain = text.replace(/[\s\u00a0$€£₹]/g, '').replace('−', '-');
  // A comma groups thousands or it is none of ours: `5,20` is no 520, it is somebody's 5.20. (India groups 1,00,000.)
  if (!/^-?((\d+|\d{1,3}(,\d{2,3})*,\d{3})(\.\d{0,2})?|\.\d{1,2})$/.test(plain)) return null;
  const [whole = '', part = ''] = plain.replace(/[-,]/g, '').split('.');
  const amount = Number(whole || '0') * 100 + Number(part.padEnd(2, '0'));
  if (amount > most) return null;
  return cents(plain.startsWith('-') ? -amount : amount);
}

/** `1234` → `12.34`: for receipts' columns, CSV files and input fields; no grouping, a real minus sign never. */
export function plainMoney(amount: Cents): string {
  const size = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/** Rounds an amount that is paid in cash to the smallest coin, `step` cents; halves go up. */
export function roundCash(amount: Cents, step: number): Cents {
  return cents(divideRound(amount, step) * step);
}

/**
 * Splits `amount` over `weights` so that the parts add up exactly (largest remainder; ties to the earlier part).
 * @returns one part per weight; all zero when the weights add up to nothing.
 */
export function share(amount: Cents, weights: readonly number[]): Cents[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => cents(0));
  // BigInt: amount × weight passes 2^53 for large orders.
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((value) => Number(value / BigInt(whole)));
  let rest = amount - parts.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: Number(value % BigInt(whole)) }))
    .sort((a, b) => Math.abs(b.remainder) - Math.abs(a.remainder) || a.index - b.index);
  const step = rest < 0 ? -1 : 1;
  for (const { index } of order) {
    if (rest === 0) break;
    parts[index] = (parts[index] ?? 0) + step;
    rest -= step;
  }
  return parts.map(cents);
}
