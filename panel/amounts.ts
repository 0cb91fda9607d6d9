import { parseMoney, type Cents } from '../domain/money.js';
import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { usePanel } from './panel.js';
import { Refused } from './refused.js';

/** `−$5.50`: an amount in the shop's currency, as its locale writes it, with a real minus sign. */
export function moneyIn(locale: string, currency: string): (amount: Cents) => string {
  // Money has two decimals everywhere in Holdfast, also where a currency's notes have none.
  const format = new Intl.NumberFormat(known(locale), { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (amount) => format.format(amount / 100).replace('-', '−');
}

/** The locale, or English where the browser cannot make sense of it: while it is being typed, for one. */
export function known(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export function useMoney(): (amount: Cents) => string {
  const { locale, currency } = usePanel().session.shop;
  return moneyIn(locale, currency);
}

/** A price that somebody typed. Throws {@link Refused} that names `path`. */
export function typedPrice(text: string, path: string): Cents {
  const amount = parseMoney(text);
  if (amount === null || amount < 0) throw new Refused('not-valid', 'Type an amount such as 4.80.', path);
  return amount;
}

/** A percentage that somebody typed, `10` or `12.5 %`. Throws {@link Refused} that names `path`. */
export function typedPercent(text: string, path: string): BasisPoints {
  const plain = text.replace('%', '').replace(',', '.').trim();
  const points = Math.round(Number(plain) * 100);
  if (!/^\d+(\.\d{1,2})?$/.test(plain) || points > 10_000) throw new Refused('not-valid', 'Type a percentage from 0 to 100, such as 10 or 12.5.', path);
  return points;
}

/** A whole number that somebody typed. Throws {@link Refused} that names `path`. */
export function typedWhole(text: string, path: string, most: number): number {
  const number = Number(text.trim());
  if (!/^\d+$/.test(text.trim()) || number > most) throw new Refused('not-valid', `Type a whole number from 0 to ${most}.`, path);
  return number;
}

/** `1000` → `10`, `1250` → `12.5`. */
export function plainPercent(points: BasisPoints): string {
  return String(points / 100);
}

/** `2000` → `2`, `485` → `0.485`. */
export function plainQuantity(quantity: Thousandths): string {
  return String(quantity / 1000);
}
