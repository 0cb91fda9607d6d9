import { pbkdf2Sync } from 'node:crypto';
import { segmentKey } from '../../domain/catalogue.js';
import { touchSegments } from '../../server/catalogue.js';
import type { Database } from '../../server/database.js';

/** A PIN's columns, by the same derivation as the panel's, with few rounds. */
export function pinColumns(pin: string) {
  const salt = Buffer.from('0123456789abcdef');
  const hash = pbkdf2Sync(pin, salt, 1000, 32, 'sha256');
  return { pin_hash: hash.toString('base64url'), pin_salt: salt.toString('base64url'), pin_iterations: 1000 };
}

/** The ids of what {@link seedShop} puts into an empty database. */
export const SHOP = {
  outlet: 'outlet-1', register: 'register-1', otherRegister: 'register-2', asha: 'staff-asha', ben: 'staff-ben',
  drinks: 'category-drinks', coffee: 'category-coffee', flatWhite: 'product-1', loaf: 'product-2', tea: 'product-3',
} as const;

/** A small shop: one outlet, two registers, two staff (Asha, PIN 1234, may edit items; Ben has none of it), three products. */
export async function seedShop(db: Database, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.insertInto('shop').values({
    id: 1, name: 'Harbour Café', tax_number_label: 'ABN', tax_number: '11 222 333 444', header: 'Good coffee', footer: 'Thank you',
    currency: 'AUD', locale: 'en-AU', tax_name: 'GST', tax_rate: 1000, cash_rounding: 5, segments: 1,
  }).execute();
  await db.insertInto('outlets').values({ id: SHOP.outlet, name: 'Harbour Street', address: '14 Harbour Street\nPort Linden', phone: '(02) 5550 0142' }).execute();
  await db.insertInto('registers').values([
    { id: SHOP.register, name: 'Front counter', code: 'T1', outlet_id: SHOP.outlet, idle_minutes: 10, created_at: at },
    { id: SHOP.otherRegister, name: 'Back counter', code: 'T2', outlet_id: SHOP.outlet, idle_minutes: 0, created_at: at },
  ]).execute();
  const person = { email: null, password: null, image: null, active: 1, created_at: at };
  await db.insertInto('staff').values([
    { ...person, id: SHOP.asha, name: 'Asha', role: 'manager', may_edit_items: 1, ...pinColumns('1234') },
    { ...person, id: SHOP.ben, name: 'Ben', role: 'staff', may_edit_items: 0, pin_hash: null, pin_salt: null, pin_iterations: null },
  ]).execute();
  await db.insertInto('categories').values([
    { id: SHOP.drinks, name: 'Drinks', parent_id: null, position: 1 }, { id: SHOP.coffee, name: 'Coffee', parent_id: SHOP.drinks, position: 2 },
  ]).execute();
  await addProducts(db, now, [
    { id: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', price: 480, category_id: SHOP.coffee },
    { id: SHOP.loaf, sku: 'BAK-03', name: 'Sourdough loaf', price: 900, tax_free: 1 },
    { id: SHOP.tea, sku: 'TEA-01', name: 'Pot of tea', price: 500, category_id: SHOP.drinks },
  ]);
  await db.insertInto('barcodes').values([{ barcode: '9300001', product_id: SHOP.flatWhite }, { barcode: '9300002', product_id: SHOP.flatWhite }]).execute();
}

interface NewProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly category_id?: string;
  readonly tax_free?: number;
}

export async function addProducts(db: Database, now: Date, products: readonly NewProduct[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const product of products) {
      await trx.insertInto('products').values({
        category_id: null, tax_free: 0, ...product, search: `${product.name} ${product.sku}`.toLowerCase(), image: null,
        segment_key: segmentKey(product.sku), updated_at: now.toISOString(),
      }).execute();
    }
    await touchSegments(trx, products.map((product) => segmentKey(product.sku)));
  });
}

/** `count` products with SKUs that count up: `N-00001` …, at a dollar each. */
export function numbered(count: number): NewProduct[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return { id: `numbered-${number}`, sku: `N-${number}`, name: `Number ${number}`, price: 100 };
  });
}
