import type { RegisterConfig } from '../domain/catalogue.js';
import { isoWithOffset } from '../domain/sale.js';
import { apart } from './language.js';

/** How a shop writes amounts. */
export type Written = Pick<RegisterConfig, 'locale' | 'currency'>;

const made: Record<string, Intl.NumberFormat | undefined> = {};

function write(cents: number, locale: string, options: Intl.NumberFormatOptions): string {
  const key = locale + options.currency;
  const format = made[key] = made[key] ?? new Intl.NumberFormat(locale, options);
  return apart(format.format(cents / 100).replace('-', '−'));
}

/** `$43.30`, in the shop's own way of writing money. `amount` in cents. */
export const money = (amount: number, { locale, currency }: Written): string => write(amount, locale, { style: 'currency', currency });

/** `−1.85`: for columns under a total. `amount` in cents. */
export const column = (amount: number, { locale }: Written): string => write(amount, locale, { minimumFractionDigits: 2, useGrouping: false });

/** ISO 8601 with this place's offset. `instant` in ms since 1970. */
export function timestamp(instant: number): string {
  return isoWithOffset(new Date(instant), -new Date(instant).getTimezoneOffset());
}

/** `Asha Nair` → `AN`. */
export function initials(name: string): string {
  return name.replace(/(\S)\S*\s*/g, '$1').replace(/^(.).*(.)$/, '$1$2').toUpperCase();
}
