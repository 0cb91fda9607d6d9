import { set } from 'idb-keyval';
import type { Product } from '../../domain/catalogue.js';
import type { ItemRequest } from '../../domain/wire.js';
import { refused, type DemoParts } from './parts.js';
import { idOf } from './sample.js';
import { categoriesOf, readProducts } from './shop.js';

/**
 * Makes an item (`id` null) or changes one, for staff who may.
 * @throws `not-permitted`, `not-found`, `sku-taken`, `barcode-taken`, `not-valid` with the field's path.
 */
export async function saveItem(parts: DemoParts, id: string | null, { staffId, item }: ItemRequest): Promise<Product> {
  const { use, sample } = parts;
  if (!sample.staff.some(({ name, mayEditItems }) => mayEditItems && idOf(name) === staffId)) {
    throw refused('not-permitted', 'You may not create or edit items: nothing was saved. In the demo, sign in as somebody who may.', 'staffId');
  }
  const all = await readProducts(parts);
  const before = all.find((product) => product.id === id);
  if (id !== null && !before) throw refused('not-found', 'This product is not there (any more): synchronise the data.');
  const input = tidied(item);
  refuseIfTaken(input, all.filter((other) => other !== before));
  if (item.category !== null && !categoriesOf(sample).some((category) => category.id === item.category)) {
    throw refused('not-valid', 'The category is not there (any more): nothing was saved. Choose another.', 'item.category');
  }
  const product = productOf(before, before ? before.id : newId(input.sku, all), { ...item, ...input });
  await set(['product', product.id], product, use);
  return product;
}

interface Tidied {
  readonly sku: string;
  readonly name: string;
  readonly barcode: string;
}

function tidied({ sku, name, barcode }: ItemRequest['item']): Tidied {
  const tidy = { sku: trimmed(sku), name: trimmed(name), barcode: trimmed(barcode) };
  if (tidy.sku === '') throw refused('not-valid', 'Nothing was saved: the SKU must not be empty.', 'item.sku');
  if (tidy.name === '') throw refused('not-valid', 'Nothing was saved: the name must not be empty.', 'item.name');
  if (barcode !== '' && !/^[^|\x00-\x1f\x7f]+$/.test(tidy.barcode)) throw refused('not-valid', 'Nothing was saved: the barcode must not be empty or contain | or control characters.', 'item.barcode');
  return tidy;
}

/** A name keeps its non-breaking spaces. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

function refuseIfTaken({ sku, barcode }: Tidied, others: readonly Product[]): void {
  const bySku = others.find((other) => other.sku === sku);
  if (bySku) throw refused('sku-taken', `The SKU ${sku} is ${bySku.name}’s already: nothing was saved. Take another.`, 'item.sku');
  const byBarcode = barcode && others.find((other) => other.barcodes && other.barcodes.includes(barcode));
  if (byBarcode) throw refused('barcode-taken', `The barcode ${barcode} is ${byBarcode.name}’s already: nothing was saved. Remove it there first.`, 'item.barcode');
}

/** The register shows and changes the first barcode; further ones stay. */
function productOf(before: Product | undefined, id: string, { sku, name, price, barcode, category, taxFree }: ItemRequest['item']): Product {
  const rest = before && before.barcodes ? before.barcodes.slice(1) : [];
  const barcodes = [...new Set([...(barcode === '' ? [] : [barcode]), ...rest])].sort();
  return {
    id, sku, name, price, ...(barcodes.length > 0 ? { barcodes } : {}), ...(category === null ? {} : { category }), ...(taxFree ? { taxFree } : {}),
    ...(before && before.image !== undefined ? { image: before.image } : {}),
  };
}

/** Made of the SKU, with a number behind it where an item has that id from an SKU it had before. */
function newId(sku: string, all: readonly Product[]): string {
  const start = `item-${idOf(sku)}`.slice(0, 50);
  let id = start;
  for (let n = 2; all.some((product) => product.id === id); n++) id = `${start}-${n}`;
  return id;
}
