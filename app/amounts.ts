import type { BasisPoints, Thousandths } from '../domain/pricing.js';
import { MAX_QUANTITY, ONE } from './cart.js';

// How quantities and percentages are typed: with digits from 0 to 9 and a point, or a comma, whatever language is in use.

/** Reads a quantity as a person writes it, `2` or `0.485`. @returns thousandths, or null. */
export function parseQuantity(text: string): Thousandths | null {
  return parseDecimal(text, 3, MAX_QUANTITY);
}

/** @returns `text` times ten to the `places`, if it is a number with so many decimals and not over `most`. */
function parseDecimal(text: string, places: number, most: number): number | null {
  const plain = text.trim().replace(',', '.');
  const value = Math.round(Number(plain) * 10 ** places);
  return /^\d*\.?\d*$/.test(plain) && /\d/.test(plain) && value <= most && plain.length - `${plain}.`.indexOf('.') <= places + 1 ? value : null;
}

/** `2000` → `2`, `485` → `0.485`. */
export function plainQuantity(quantity: Thousandths): string {
  return String(quantity / ONE);
}

/** Reads a percentage from 0 to 100 with at most two decimals. @returns basis points, or null. */
export function parsePercent(text: string): BasisPoints | null {
  return parseDecimal(text.replace('%', ''), 2, 10_000);
}

/** `1250` → `12.5`, and nothing for none. */
export function plainPercent(discount: BasisPoints): string {
  return discount ? String(discount / 100) : '';
}
