import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../folder.js';

/** A real supermarket's list of 27,555 products, with its warts; null where it is not at hand. */
export function realList(): Uint8Array | null {
  const file = join(process.env['HOLDFAST_SHARED'] ?? join(ROOT, '..', 'shared'), 'data', 'bigbasket-products.csv');
  return existsSync(file) ? readFileSync(file) : null;
}

/** A list of the same build: stray columns, quoted commas, equal names, non-breaking spaces, one row without a name. */
export function madeUpList(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const [category, sub] = [`Aisle, ${index % 11}`, `Shelf ${index % 99}`];
    const name = index === 4000 ? '' : `Crème\u00a0No. ${index % 17_000} "${index % 7}"`;
    return [index + 1, quoted(name), quoted(category), sub, 'Brand ', (index % 999) + 0.5, 999, 'Type', 4.1, '', index % 5 ? '' : 4.1].join(',');
  });
  return `index,product,category,sub_category,brand,sale_price,market_price,type,rating,,\n${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
