import { IMPORT_FIELDS, type ImportField, type Mapping } from '../../domain/panel.js';
import { Refused } from '../refused.js';

/** Headings that say what is in their column; letters and digits only, lower case. The first that is there wins. */
const HEADINGS: Readonly<Record<ImportField, readonly string[]>> = {
  sku: ['sku', 'code', 'productcode', 'itemcode', 'articlenumber', 'plu'],
  name: ['name', 'product', 'productname', 'title', 'item', 'itemname', 'description'],
  price: ['saleprice', 'price', 'retailprice', 'sellprice', 'sellingprice', 'unitprice', 'rrp'],
  barcode: ['barcode', 'barcodes', 'ean', 'ean13', 'gtin', 'upc'],
  category: ['category', 'department', 'group'],
  subCategory: ['subcategory', 'subdepartment', 'subgroup'],
  taxFree: ['taxfree', 'gstfree', 'taxexempt'],
};

/** What the headings suggest. A column that only numbers the rows (`index`, `id`) is never taken for a SKU. */
export function suggestMapping(columns: readonly string[]): Mapping {
  const bare = columns.map((column) => column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const mapping: Partial<Record<ImportField, string>> = {};
  for (const field of IMPORT_FIELDS) {
    const index = HEADINGS[field].map((heading) => bare.indexOf(heading)).find((place) => place >= 0);
    const column = index === undefined ? undefined : columns[index];
    if (column !== undefined) mapping[field] = column;
  }
  return mapping;
}

/** The place of each mapped field's column. Throws `bad-csv` naming a column that is not in the file, or a field that must be mapped. */
export function placesOf(mapping: Mapping, columns: readonly string[]): Partial<Record<ImportField, number>> {
  const places: Partial<Record<ImportField, number>> = {};
  for (const field of IMPORT_FIELDS) {
    const column = mapping[field];
    if (column === undefined) continue;
    const place = columns.indexOf(column);
    if (place < 0) throw new Refused('bad-csv', `The file has no column “${column}” (for ${field}): nothing was imported. It has: ${columns.join(', ')}.`, `map.${field}`);
    places[field] = place;
  }
  for (const field of ['name', 'price'] as const) {
    if (places[field] === undefined) {
      throw new Refused('bad-csv', `No column is given for ${field}, which every product needs: nothing was imported. The file has: ${columns.join(', ')}.`, `map.${field}`);
    }
  }
  return places;
}
