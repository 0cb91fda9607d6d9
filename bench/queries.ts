import type { Product } from '../domain/catalogue.js';
import { pick, randomFrom } from './rows.js';

/** What cashiers type, the same for the same catalogue: beginnings of words, a word and a beginning, codes and their beginnings, and what is not there. */
export function typedQueries(products: readonly Product[], count: number): string[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const product = pick(products, random);
    const words = product.name.toLowerCase().split(' ').filter((word) => word.length > 2);
    const kind = random();
    const start = (word: string, least: number, more: number): string => word.slice(0, least + Math.floor(random() * more));
    if (kind < 0.5) return start(pick(words, random), 2, 5);
    if (kind < 0.75) return `${pick(words, random)} ${start(pick(words, random), 2, 4)}`;
    if (kind < 0.9) return start(product.barcodes?.[0] ?? product.sku, 4, 10);
    if (kind < 0.95) return start(product.sku, 3, 7);
    return `zqx${Math.floor(random() * 1000)}`;
  });
}

export function barcodes(products: readonly Product[], count: number): string[] {
  const random = randomFrom(8);
  const coded = products.filter((product) => product.barcodes);
  return Array.from({ length: count }, () => pick(coded, random).barcodes?.[0] ?? '');
}
