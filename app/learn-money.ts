import { set } from 'idb-keyval';
import { BARE, knowMoney, knownMoney, MONEY, PLAIN, written, type MoneyForm, type Written } from './format.js';
import { kept } from './kept-cart.js';

/** Cents. What is written as the browser writes these is taken to be written right. */
const SAMPLES = [0, 1, 99, 100, 123_456, 1_234_567, 123_456_789, 9_999_999_999, -5, -123_456];

/** Learns how the shop writes money, for this page and for the next start. */
export function learnMoney({ locale, currency }: Written): void {
  // Also where it is known: the browser may write it otherwise since its last update.
  const form = formOf(locale, currency);
  if (JSON.stringify(form) === JSON.stringify(knownMoney())) return;
  knowMoney(form);
  // Only time is lost without it.
  set(MONEY, form, kept).catch(console.warn);
}

/** @returns undefined when it writes otherwise: in other digits, in other groups, without cents. */
export function formOf(locale: string, currency: string): MoneyForm | undefined {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const match = /^(\D*)1(\D*)234(\D)50(\D*)$/.exec(format.format(1234.5));
  if (!match) return undefined;
  const [, before = '', group = '', point = '', after = ''] = match;
  const form = { of: locale + currency, before, group, point, after };
  const columns = new Intl.NumberFormat(locale, PLAIN);
  const isSo = (cents: number): boolean => written(cents, form) === asText(format, cents) && written(cents, { ...form, ...BARE }) === asText(columns, cents);
  return SAMPLES.every(isSo) ? form : undefined;
}

const asText = (format: Intl.NumberFormat, cents: number): string => format.format(cents / 100).replace('-', '−');
