import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Hash, Product } from '../../domain/catalogue.js';
import { CURRENT, type Current, type Status } from '../../domain/local.js';
import { cents } from '../../domain/money.js';
import { NAMES, STORE } from '../../domain/names.js';
import { cashDue, price } from '../../domain/pricing.js';
import type { Sale, SaleId } from '../../domain/sale.js';
import type { Transaction } from './roll.js';

/** How the SKUs of the roll's items start: the sample shop has a product of the same name here and there. */
export const SKU = 'ROLL-';

/** The shop as it stands in the register's own storage. */
export interface SyncedShop {
  readonly catalogue: Hash;
  /** The roll's items, by name. */
  readonly products: ReadonlyMap<string, Product>;
}

export async function readShop(page: Page): Promise<SyncedShop> {
  // No named functions inside: the loader marks them with a helper that the page does not have.
  const read = await page.evaluate(async ({ database, store, current }) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no mirror'));
    });
    const entries = await new Promise<[IDBValidKey[], unknown[]]>((resolve) => {
      const kept = opened.transaction(store).objectStore(store);
      const [keys, values] = [kept.getAllKeys(), kept.getAll()];
      values.onsuccess = () => resolve([keys.result, values.result]);
    });
    opened.close();
    const mirror = new Map(entries[0].map((key, index) => [key, entries[1][index]]));
    const { hash, manifest } = mirror.get(current) as Current;
    return { hash, segments: manifest.documents.products.map((name) => new TextDecoder().decode(mirror.get(name) as Uint8Array)) };
  }, { database: NAMES.mirror, store: STORE, current: CURRENT });
  const products = read.segments.flatMap((segment) => JSON.parse(segment) as Product[]).filter(({ sku }) => sku.startsWith(SKU));
  return { catalogue: read.hash, products: new Map(products.map((product) => [product.name, product])) };
}

/** A transaction of the roll as the register would have completed it, paid in cash to the cent that coins allow. */
export function saleOf(transaction: Transaction, { catalogue, products }: SyncedShop): Sale {
  const inputs = [...transaction.items].map(([item, count]) => {
    const product = products.get(item);
    if (!product) throw new Error(`${item} has not arrived on the register`);
    return { productId: product.id, sku: product.sku, name: product.name, unitPrice: product.price, quantity: count * 1000, discount: 0, taxRate: product.taxFree ? 0 : 1000 };
  });
  const { lines, totals } = price(inputs, 0);
  const { due, rounding } = cashDue(totals.total, 5);
  const at = `${transaction.at}.000+00:00`;
  return {
    id: randomUUID() as SaleId, kind: 'sale', openedAt: at, completedAt: at, staff: { id: 'replay', name: 'Till roll' }, catalogue, currency: 'AUD',
    lines: inputs.map((input, index) => ({ ...input, ...(lines[index] ?? { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) }) })),
    orderDiscount: 0, totals, rounding, payments: [{ method: 'cash', amount: due, tendered: due, change: cents(0) }],
  };
}

/** Submits sales one after the other, as the page does: a plain fetch each, and the next only after its 202. @returns their ids */
export function submit(page: Page, sales: readonly Sale[]): Promise<string[]> {
  return page.evaluate(async (bodies) => {
    const ids: string[] = [];
    for (const body of bodies) {
      const response = await fetch('api/sales', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (response.status !== 202) throw new Error(`the worker answered ${response.status}: ${await response.text()}`);
      ids.push((await response.json() as { id: string }).id);
    }
    return ids;
  }, sales.map((sale) => JSON.stringify(sale)));
}

export function statusOf(page: Page): Promise<Status> {
  return page.evaluate(async () => (await fetch('api/status')).json() as Promise<Status>);
}

/** How many sales of the register's history are in each state. */
export function countStates(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (let before = '', more = true; more;) {
      const page = await (await fetch(`api/sales?limit=200${before}`)).json() as { items: { position: number; state: string }[]; more: boolean };
      for (const { state, position } of page.items) {
        counts[state] = (counts[state] ?? 0) + 1;
        before = `&before=${position}`;
      }
      more = page.more;
    }
    return counts;
  });
}
