import type { RegisterConfig } from '../domain/catalogue.js';
import { plainMoney, type Cents } from '../domain/money.js';
import { isoWithOffset } from '../domain/sale.js';
import { apart } from './language.js';

/** How a shop writes amounts. */
export type Written = Pick<RegisterConfig, 'locale' | 'currency'>;

/** How a locale writes a currency, where it is as plain as most: see learn-money.ts. */
export interface MoneyForm {
  /** Locale and currency. */
  readonly of: string;
  readonly before: string;
  readonly group: string;
  readonly point: string;
  readonly after: string;
}

/** Key in the page's store of the last {@link MoneyForm} that was learned. */
export const MONEY = 'money';
let known: MoneyForm | undefined;
const made: Record<string, Intl.NumberFormat | undefined> = {};

export const knownMoney = (): MoneyForm | undefined => known;
export function knowMoney(form: MoneyForm | undefined): void {
  known = form;
}

/** The first number that a browser formats takes it as long as a whole screen does: it is asked only for what is not plain. */
function write(amount: number, { locale, currency }: Written, form: Partial<MoneyForm>, options: Intl.NumberFormatOptions): string {
  if (known?.of === locale + currency) return apart(written(amount, { ...known, ...form }));
  const key = locale + options.currency;
  const format = made[key] = made[key] ?? new Intl.NumberFormat(locale, options);
  return apart(format.format(amount / 100).replace('-', '−'));
}

/** `$43.30`, in the shop's own way of writing money. `amount` in cents. */
export const money = (amount: number, of: Written): string => write(amount, of, {}, { style: 'currency', currency: of.currency });

/** `−1.85`: for columns under a total. `amount` in cents. */
export const column = (amount: number, of: Written): string => write(amount, of, BARE, PLAIN);

/** What a column leaves out, for {@link written} and for the browser. */
export const BARE = { before: '', group: '', after: '' };
export const PLAIN = { minimumFractionDigits: 2, useGrouping: false };

export function written(amount: number, { before, group, point, after }: MoneyForm): string {
  const [whole = '', cents = ''] = plainMoney(Math.abs(amount) as Cents).split('.');
  return `${amount < 0 ? '−' : ''}${before}${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point}${cents}${after}`;
}

/** ISO 8601 with this place's offset. `instant` in ms since 1970. */
export function timestamp(instant: number): string {
  return isoWithOffset(new Date(instant), -new Date(instant).getTimezoneOffset());
}

/** `Asha Nair` → `AN`. */
export function initials(name: string): string {
  return name.replace(/(\S)\S*\s*/g, '$1').replace(/^(.).*(.)$/, '$1$2').toUpperCase();
}
