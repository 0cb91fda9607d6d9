import { MAX_CENTS, parseMoney, type Cents } from '../../domain/money.js';
import type { ImportField, RowError } from '../../domain/panel.js';
import { MOST_LEVELS } from '../panel/category-tree.js';
import { barcodeTrouble } from '../products.js';
import { trimmed } from '../search-text.js';
import { unguarded } from './formula.js';
import type { Row } from './rows.js';

/**
 * A product as a row says it. A member that is undefined has no column: an existing product keeps its own. An empty
 * cell of a column that is there says "none".
 */
export interface Draft {
  readonly row: number;
  /** Empty: to be derived. */
  readonly sku: string;
  readonly name: string;
  readonly price: Cents;
  readonly barcodes: readonly string[] | undefined;
  /** From the top downwards; empty: in no category. */
  readonly category: readonly string[] | undefined;
  readonly taxFree: boolean | undefined;
}
export type Drafted = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly error: RowError };

/** A reason why a row is not taken. */
class Unsound extends Error {
  readonly field: ImportField | null;
  constructor(field: ImportField | null, message: string) {
    super(message);
    this.field = field;
  }
}

/** Reads one row. `width` is the number of headings. */
export function draftOf({ row, cells }: Row, places: Partial<Record<ImportField, number>>, width: number): Drafted {
  // A spreadsheet may leave out empty cells at the end of a row, never add full ones.
  const extra = cells.slice(width).find((cell) => trimmed(cell) !== '');
  const cell = (field: ImportField): string | undefined => {
    const place = places[field];
    return place === undefined ? undefined : unguarded(trimmed(cells[place] ?? ''));
  };
  try {
    if (extra !== undefined) {
      throw new Unsound(null, `has ${cells.length} cells where the heading has ${width}: put a text that contains the separator in quotation marks`);
    }
    return {
      ok: true,
      draft: {
        row, sku: limited('sku', seen(cell('sku') ?? ''), 64), name: nameOf(cell('name') ?? ''), price: priceOf(cell('price') ?? ''),
        barcodes: barcodesOf(cell('barcode')), category: categoryOf(cell('category'), cell('subCategory')), taxFree: taxFreeOf(cell('taxFree')),
      },
    };
  } catch (error) {
    if (!(error instanceof Unsound)) throw error;
    return { ok: false, error: { row, field: error.field, message: error.message } };
  }
}

/** What is made of spaces only, also of non-breaking ones, is nothing that anybody could see. */
function seen(text: string): string {
  return text.trim() === '' ? '' : text;
}

function nameOf(name: string): string {
  if (seen(name) === '') throw new Unsound('name', 'the name is empty');
  return limited('name', name, 500);
}

function priceOf(text: string): Cents {
  if (text === '') throw new Unsound('price', 'the price is empty');
  const price = isUnmistakable(text) ? parseMoney(text) : null;
  if (price === null) throw new Unsound('price', `the price “${shown(text)}” is not an amount like 4.80, at most ${MAX_CENTS / 100}`);
  if (price < 0) throw new Unsound('price', `the price “${shown(text)}” is negative`);
  return price;
}

/** `1,234.50` and `1,00,000` group digits; `4,50` may be four dollars fifty, and is not read as 450. */
function isUnmistakable(text: string): boolean {
  return !text.includes(',') || /^\D*\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?\D*$/.test(text);
}

function barcodesOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const barcodes = [...new Set(text.split('|').map(trimmed).filter(seen))];
  for (const barcode of barcodes) {
    const trouble = barcodeTrouble(barcode);
    if (trouble) throw new Unsound('barcode', `the barcode “${shown(barcode)}” ${trouble}`);
    // What a spreadsheet makes of a long number: the last digits are lost for good.
    if (/^\d[.,]\d+E\+?\d+$/i.test(barcode)) throw new Unsound('barcode', `the barcode “${barcode}” has lost its digits: format that column as text before saving the file`);
  }
  if (barcodes.length > 20) throw new Unsound('barcode', `there are ${barcodes.length} barcodes, at most 20 can be kept`);
  return barcodes;
}

function categoryOf(category: string | undefined, sub: string | undefined): readonly string[] | undefined {
  if (category === undefined && sub === undefined) return undefined;
  const path = [...pathOf('category', category ?? ''), ...pathOf('subCategory', sub ?? '')];
  if (path.length > MOST_LEVELS) throw new Unsound('category', `the category has ${path.length} levels, at most ${MOST_LEVELS} can be kept`);
  return path;
}

/** `Drinks > Coffee` is a category in another. */
function pathOf(field: ImportField, text: string): string[] {
  return text.split('>').map(trimmed).filter(seen).map((name) => limited(field, name, 200));
}

const YES = ['yes', 'y', 'true', '1', 'x'];
const NO = ['no', 'n', 'false', '0', ''];

function taxFreeOf(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const plain = text.toLowerCase();
  if (YES.includes(plain)) return true;
  if (NO.includes(plain)) return false;
  throw new Unsound('taxFree', `“${shown(text)}” is neither yes nor no`);
}

function limited(field: ImportField, text: string, max: number): string {
  if (text.length > max) throw new Unsound(field, `“${shown(text)}” has ${text.length} characters, at most ${max} can be kept`);
  return text;
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
