import { createHmac } from 'node:crypto';
import type { Category, PinVerifier, ReceiptDetails, RegisterConfig, StaffMember } from '../domain/catalogue.js';
import type { Database } from './database.js';
import type { LinkTable, StaffTable } from './schema.js';

/** The link of a register that asks for its manifest. */
export type LinkedRegister = Pick<LinkTable, 'register_id' | 'pin_key'>;

/** The documents that are made for one register: everything but the products. */
export interface ShopDocuments {
  readonly register: RegisterConfig;
  readonly receipt: ReceiptDetails;
  readonly staff: readonly StaffMember[];
  readonly categories: readonly Category[];
}

export async function shopDocuments(db: Database, link: LinkedRegister): Promise<ShopDocuments> {
  const shop = await db.selectFrom('shop').selectAll().executeTakeFirstOrThrow();
  const register = await db.selectFrom('registers').innerJoin('outlets', 'outlets.id', 'registers.outlet_id')
    .select(['registers.id', 'registers.name', 'registers.idle_minutes', 'registers.history_days', 'outlets.name as outlet', 'outlets.address', 'outlets.phone'])
    .where('registers.id', '=', link.register_id).executeTakeFirstOrThrow();
  return {
    register: {
      registerId: register.id, name: register.name, outlet: register.outlet, currency: shop.currency, locale: shop.locale,
      taxName: shop.tax_name, taxRate: shop.tax_rate, cashRounding: shop.cash_rounding, idleMinutes: register.idle_minutes, historyDays: register.history_days,
    },
    receipt: {
      shopName: shop.name, outletName: register.outlet, address: register.address, phone: register.phone,
      taxNumberLabel: shop.tax_number_label, taxNumber: shop.tax_number, header: shop.header, footer: shop.footer,
    },
    staff: await staffDocument(db, link.pin_key),
    categories: await categoriesDocument(db),
  };
}

async function staffDocument(db: Database, pinKey: string): Promise<StaffMember[]> {
  const all = await db.selectFrom('staff').selectAll().where('active', '=', 1).orderBy('name').orderBy('id').execute();
  // Somebody with rights in the panel signs in at a till with a PIN or not at all: a tap would give them to everybody.
  const safe = all.filter((row) => row.pin_hash !== null || row.role === 'staff');
  const rows = safe.length > 0 ? safe : all;
  return rows.map((row) => {
    const pin = verifier(row, pinKey);
    return { id: row.id, name: row.name, ...(row.image !== null ? { image: row.image } : {}), mayEditItems: row.may_edit_items === 1, ...(pin ? { pin } : {}) };
  });
}

/** The PIN's slow hash under the device's key: see domain/catalogue.ts `PinVerifier`. */
function verifier(row: StaffTable, pinKey: string): PinVerifier | null {
  if (row.pin_hash === null || row.pin_salt === null || row.pin_iterations === null) return null;
  const mac = createHmac('sha256', Buffer.from(pinKey, 'base64url')).update(Buffer.from(row.pin_hash, 'base64url'));
  return { salt: row.pin_salt, iterations: row.pin_iterations, verifier: mac.digest('base64url') };
}

async function categoriesDocument(db: Database): Promise<Category[]> {
  const rows = await db.selectFrom('categories').select(['id', 'name', 'parent_id']).orderBy('position').orderBy('name').orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, name: row.name, ...(row.parent_id !== null ? { parent: row.parent_id } : {}) }));
}
