import { plainMoney, type Cents } from '../domain/money.js';

const formats = new Map<string, Intl.NumberFormat>();

/** `$43.30`, in the shop's own way of writing money. */
export function money(amount: Cents, { locale, currency }: { readonly locale: string; readonly currency: string }): string {
  const key = locale + currency;
  const format = formats.get(key) ?? currencyFormat(locale, currency);
  formats.set(key, format);
  return format.format(amount / 100).replace('-', '−');
}

function currencyFormat(locale: string, currency: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency });
  } catch {
    // A locale or currency that this browser does not know must not keep anybody from selling.
    return new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
  }
}

/** `−1.85`: for columns under a total. */
export function column(amount: Cents): string {
  return plainMoney(amount).replace('-', '−');
}

/** `14:06`, where the register is. */
export function clock(iso: string): string {
  return two(new Date(iso).getHours()) + ':' + two(new Date(iso).getMinutes());
}

/** `today 14:06` or `23 Nov 2026 14:06`, where the register is. `now` in ms since 1970. */
export function dayAndClock(iso: string, now: number): string {
  const day = new Date(iso).toDateString();
  const name = day === new Date(now).toDateString() ? 'today' : new Date(iso).toLocaleDateString('en-AU', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${name} ${clock(iso)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** `Asha Nair` → `AN`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0] ?? '').charAt(0) + (words.length > 1 ? (words[words.length - 1] ?? '').charAt(0) : '')).toUpperCase();
}

/** `1 sale`, `2 sales`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
