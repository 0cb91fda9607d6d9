import type { Category, Hash, Product, ReceiptDetails, RegisterConfig } from '../../domain/catalogue.js';
import { cents } from '../../domain/money.js';
import type { SaleId } from '../../domain/sale.js';

// A register's shop, in the pieces that the page's tests need.

export const CONFIG: RegisterConfig = {
  registerId: 'register-1', name: 'Front counter', outlet: 'Harbour Street', currency: 'AUD', locale: 'en-AU', taxName: 'GST', taxRate: 1000, cashRounding: 5, idleMinutes: 0,
};

export const DETAILS: ReceiptDetails = {
  shopName: 'Harbour Café', outletName: 'Harbour Street', address: '14 Harbour Street\nPort Linden', phone: '(02) 5550 0142',
  taxNumberLabel: 'ABN', taxNumber: '11 222 333 444', header: 'Good coffee', footer: 'Thank you\nSee you soon',
};

export const ID = '0b9f6a52-3c1d-4e8f-9a70-5d2c8e1b4f63' as SaleId;
export const HASH = 'c'.repeat(64) as Hash;
/** 23 November 2026, 14:06 in Sydney. */
export const NOW = Date.parse('2026-11-23T14:06:11.120+11:00');

export function product(id: string, name: string, price: number, more: Partial<Product> = {}): Product {
  return { id, sku: id.toUpperCase(), name, price: cents(price), ...more };
}

export const FLAT_WHITE = product('cof-1', 'Flat white', 480, { barcodes: ['9300000000015'], category: 'coffee' });
export const LOAF = product('bak-1', 'Sourdough loaf', 902, { taxFree: true, category: 'bakery' });

export const CATEGORIES: readonly Category[] = [{ id: 'drinks', name: 'Drinks' }, { id: 'coffee', name: 'Coffee', parent: 'drinks' }, { id: 'bakery', name: 'Bakery' }];
