import type { Hash } from '../catalogue.js';
import { MAX_CENTS, type Cents } from '../money.js';
import type { Sale, SaleId } from '../sale.js';
import { check, object, optional, type Schema } from '../schema.js';
import type { ShiftId } from '../shift.js';
import { PROTOCOL } from './protocol.js';

// What the wire's schemas are made of.

export const text = (max: number, min = 0) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max, `must be a text of ${min ? `${min} to` : 'at most'} ${max} characters`);
export const filled = (max: number) => text(max, 1);
export const matching = <T extends string>(pattern: RegExp, must: string) => check<T>((input) => typeof input === 'string' && pattern.test(input), must);
export const whole = (min: number, max: number) => check<number>(
  (input) => Number.isSafeInteger(input) && (input as number) >= min && (input as number) <= max, `must be a whole number from ${min} to ${max}`);
export const oneOf = <T extends string>(...these: readonly T[]) => check<T>((input) => these.includes(input as T), `must be one of ${these.join(', ')}`);
export const exactly = <T extends string | number | true>(value: T) => check<T>((input) => input === value, `must be ${value}`);
export const orNull = <T>(schema: Schema<T>): Schema<T | null> => (input, path) => input === null ? null : schema(input, path);
export const flag = check<boolean>((input) => typeof input === 'boolean', 'must be true or false');
export const money = check<Cents>((input) => Number.isSafeInteger(input) && Math.abs(input as number) <= MAX_CENTS, 'must be a whole number of cents');
/** Of many sales: larger than any one of them may be. */
export const sum = check<Cents>(Number.isSafeInteger, 'must be a whole number of cents');
export const price = check<Cents>((input) => Number.isSafeInteger(input) && (input as number) >= 0 && (input as number) <= MAX_CENTS, 'must be a whole number of cents, not negative');
export const hash = matching<Hash>(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
export const base64url = (min: number, max: number) => check<string>(
  (input) => typeof input === 'string' && input.length >= min && input.length <= max && /^[\w-]+$/.test(input), 'must be base64url');
export const uuid = matching<SaleId>(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case');
export const instant = check<string>(
  (input) => typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(input) && !Number.isNaN(Date.parse(input)),
  'must be a time in ISO 8601 with offset');
export const currency = matching(/^[A-Z]{3}$/, 'must be an ISO 4217 code');
export const percent = whole(0, 10_000);
export const protocol = exactly(PROTOCOL);
export const image = optional(matching(/^[0-9a-f]{64}\.(svg|png|jpg|webp)$/, 'must be the name of a picture'));
export type Protocol = { readonly protocol: typeof PROTOCOL };
export const staff = object<Sale['staff']>({ id: filled(64), name: filled(200) });
export const shift = uuid as Schema<string> as Schema<ShiftId>;
