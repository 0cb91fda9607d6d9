import { get, set } from 'idb-keyval';
import { segmentCount, segmentKey, segmentOf, type Category, type Hash, type Product, type ReceiptDetails, type RegisterConfig, type StaffMember } from '../../domain/catalogue.js';
import { cents } from '../../domain/money.js';
import { PROTOCOL, type Manifest } from '../../domain/wire.js';
import { digest } from '../digest.js';
import { hashPin, verifierOf, type SlowHash } from './keys.js';
import { REGISTER_ID, type Link } from './links.js';
import { readAll, type DemoParts } from './parts.js';
import { idOf, type SampleShop } from './sample.js';

/** The shop as it is named and sent: the manifest's text, and every document's under its hash. */
export interface Documents {
  readonly manifest: string;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Makes the shop's documents for a link, in the control panel's form, to the byte: the same shop gives the same hashes.
 * All of them each time: the demo's shop is small.
 */
export async function documentsFor(parts: DemoParts, link: Link): Promise<Documents> {
  const { sample } = parts;
  const texts = new Map<string, string>();
  const named = async (document: unknown): Promise<Hash> => {
    const text = JSON.stringify(document);
    const hash = await digest(text);
    texts.set(hash, text);
    return hash;
  };
  const all = await readProducts(parts);
  const products: Hash[] = [];
  for (const segment of segments(all)) products.push(await named(segment));
  const manifest: Manifest = {
    protocol: PROTOCOL, products: all.length,
    documents: { register: await named(configOf(sample)), receipt: await named(receiptOf(sample)), staff: await named(await staffOf(parts, link)), categories: await named(categoriesOf(sample)), products },
  };
  return { manifest: JSON.stringify(manifest), texts };
}

/** The sample's products as they are now, and those that were made here. */
export async function readProducts({ use, sample }: DemoParts): Promise<Product[]> {
  const products = new Map(sample.products.map((product) => [idOf(product.sku), sampleProduct(product)]));
  for (const changed of await readAll<Product>(use, 'product')) products.set(changed.id, changed);
  return [...products.values()];
}

function sampleProduct({ sku, name, price, barcode, category, taxFree, image }: SampleShop['products'][number]): Product {
  return {
    id: idOf(sku), sku, name, price: cents(price), ...(barcode === undefined ? {} : { barcodes: [barcode] }), category: idOf(category),
    ...(taxFree === true ? { taxFree } : {}), ...(image === undefined ? {} : { image }),
  };
}

function segments(products: readonly Product[]): Product[][] {
  const count = segmentCount(products.length);
  const all: Product[][] = Array.from({ length: count }, () => []);
  const sorted = [...products].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  for (const product of sorted) all[segmentOf(segmentKey(product.sku), count)]?.push(product);
  return all;
}

function configOf({ shop, outlet, register }: SampleShop): RegisterConfig {
  const { currency, locale, taxName, taxRate, cashRounding } = shop;
  return { registerId: REGISTER_ID, name: register.name, outlet: outlet.name, currency, locale, taxName, taxRate, cashRounding, idleMinutes: register.idleMinutes, historyDays: 30 };
}

function receiptOf({ shop, outlet }: SampleShop): ReceiptDetails {
  const { name, taxNumberLabel, taxNumber, header, footer } = shop;
  return { shopName: name, outletName: outlet.name, address: outlet.address, phone: outlet.phone, taxNumberLabel, taxNumber, header, footer };
}

export function categoriesOf({ categories }: SampleShop): Category[] {
  return categories.map(({ name, parent }) => ({ id: idOf(name), name, ...(parent === undefined ? {} : { parent: idOf(parent) }) }));
}

function staffOf(parts: DemoParts, { pinKey }: Link): Promise<StaffMember[]> {
  const sorted = [...parts.sample.staff].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(sorted.map(async ({ name, pin, mayEditItems, image }) => {
    const slow = await slowHash(parts, idOf(name), pin);
    return { id: idOf(name), name, ...(image === undefined ? {} : { image }), mayEditItems, pin: { salt: slow.salt, iterations: slow.iterations, verifier: await verifierOf(slow, pinKey) } };
  }));
}

/** Made once: with another salt each time, the staff would change with each manifest. */
async function slowHash({ use }: DemoParts, staffId: string, pin: string): Promise<SlowHash> {
  const kept = await get<SlowHash>(['pin', staffId], use);
  if (kept) return kept;
  const made = await hashPin(pin);
  await set(['pin', staffId], made, use);
  return made;
}
