import { createHash } from 'node:crypto';
import type { Draft } from './draft.js';

/** No letter or digit that can be taken for another one. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * SKUs for rows that have none, the same ones each time the file is imported: P and ten signs of SHA-256 over name,
 * category and sub-category, so that a changed price updates the product and does not make a second one. Rows that are equal in
 * these are told apart by their order: `…-2`, `…-3`. A changed name or category makes a new product; a file in which
 * such things change should have a SKU column.
 */
export class DerivedSkus {
  readonly #seen = new Map<string, number>();

  /** Call it once for each row, in the file's order, also for those that bring another SKU by their barcode. */
  next({ name, category }: Pick<Draft, 'name' | 'category'>): string {
    const bytes = createHash('sha256').update(JSON.stringify([name, ...(category ?? [])])).digest();
    // A letter first: what could be a number, a spreadsheet makes one.
    const base = `P${Array.from(bytes.subarray(0, 10), (byte) => ALPHABET.charAt(byte & 31)).join('')}`;
    const times = (this.#seen.get(base) ?? 0) + 1;
    this.#seen.set(base, times);
    return times === 1 ? base : `${base}-${times}`;
  }
}
