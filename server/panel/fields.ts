import * as v from 'valibot';
import { MAX_CENTS, type Cents } from '../../domain/money.js';
import { trimmed } from '../search-text.js';

/** Pieces of what the panel's pages send. Every message starts with "must": domain/wire.ts `parse` puts the field before it. */

/** A line of text; outer whitespace goes. */
export const line = (max: number) => v.pipe(
  v.string(), v.transform(trimmed), v.maxLength(max, `must have at most ${max} characters`), v.regex(/^[^\0]*$/, 'must not contain the sign NUL'),
);
/** Spaces of any kind alone are nothing that anybody could see. */
export const filled = (max: number) => v.pipe(line(max), v.check((text) => text.trim() !== '', 'must not be empty'));
export const whole = (min: number, max: number) => v.pipe(
  v.number(), v.safeInteger('must be a whole number'), v.minValue(min, `must be at least ${min}`), v.maxValue(max, `must be at most ${max}`),
);
/** An amount that is not negative, in cents. */
export const amount = v.custom<Cents>(
  (input) => Number.isSafeInteger(input) && (input as number) >= 0 && (input as number) <= MAX_CENTS, `must be a whole number of cents from 0 to ${MAX_CENTS}`,
);
export const id = filled(64);

/** Stored in lower case: nobody remembers how they wrote it. */
export const email = v.pipe(
  filled(254), v.toLowerCase(), v.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address'),
);
export const password = v.pipe(
  v.string(), v.minLength(10, 'must have at least ten characters'), v.maxLength(200, 'must have at most 200 characters'),
);
export const pin = v.pipe(v.string(), v.regex(/^[0-9]{4,12}$/, 'must be four to twelve digits'));

export const currency = v.pipe(v.string(), v.check(hasCents, 'must be the ISO 4217 code of a currency with cents, like AUD'));
export const locale = v.pipe(v.string(), v.maxLength(35, 'must have at most 35 characters'), v.check(isLocale, 'must be a language and country, like en-AU'));
/** A day of the calendar. */
export const date = v.pipe(v.string(), v.check(isDate, 'must be a date like 2026-11-23'));

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function hasCents(code: string): boolean {
  if (!/^[A-Z]{3}$/.test(code) || !Intl.supportedValuesOf('currency').includes(code)) return false;
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
