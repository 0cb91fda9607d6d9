import { plainMoney, type Cents } from '../domain/money.js';
import { isoWithOffset } from '../domain/sale.js';

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
let made = '';
let format: Intl.NumberFormat;

export function knownMoney(): string | undefined {
  return known?.of;
}
export function knowMoney(form: MoneyForm | undefined): void {
  known = form;
}

/** `$43.30`, in the shop's own way of writing money. `amount` in cents. */
export function money(amount: number, { locale, currency }: { readonly locale: string; readonly currency: string }): string {
  // The first number that a browser formats takes it as long as a whole screen does.
  if (known?.of === locale + currency) return written(amount, known);
  if (made !== locale + currency) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    made = locale + currency;
  }
  return format.format(amount / 100).replace('-', '−');
}

export function written(amount: number, { before, group, point, after }: MoneyForm): string {
  const [whole = '', cents = ''] = plainMoney(Math.abs(amount) as Cents).split('.');
  return `${amount < 0 ? '−' : ''}${before}${whole.replace(/\B(?=(\d{3})+$)/g, group)}${point}${cents}${after}`;
}

/** `−1.85`: for columns under a total. `amount` in cents. */
export function column(amount: number): string {
  return plainMoney(amount as Cents).replace('-', '−');
}

/** `today 14:06` or `23 Nov 2026 14:06`, where the register is. */
export function dayAndClock(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const day = at.toDateString() === now.toDateString() ? 'today' : at.toLocaleDateString('en-AU', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${day} ${at.toTimeString().slice(0, 5)}`;
}

/** ISO 8601 with this place's offset. `instant` in ms since 1970. */
export function timestamp(instant: number): string {
  return isoWithOffset(new Date(instant), -new Date(instant).getTimezoneOffset());
}

/** `Asha Nair` → `AN`. */
export function initials(name: string): string {
  return name.replace(/(\S)\S*\s*/g, '$1').replace(/^(.).*(.)$/, '$1$2').toUpperCase();
}

/** `1 sale`, `2 sales`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
