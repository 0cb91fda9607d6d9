import type { Page } from 'playwright-core';
import type { CategoryRow, ProductPage, ProductRow, StaffRow } from '../../domain/panel.js';
import { cents } from '../../domain/money.js';
import { cashDue, price } from '../../domain/pricing.js';
import type { Sale } from '../../domain/sale.js';
import type { PairReply } from '../../domain/wire.js';
import { Device, makeKeys, ORIGIN, pairRequest, saleOf } from '../server/device.js';
import { cookieOf } from '../server/fixture.js';

/** Pairs a device that needs no browser of its own, and sends what it is told to over the network. */
export async function pairDevice(url: string, code: string): Promise<Device> {
  const send = async (request: Request): Promise<Response> => {
    const body = request.method === 'GET' ? null : await request.text();
    return fetch(request.url.replace(`${ORIGIN}/`, url), { method: request.method, headers: request.headers, body });
  };
  const keys = await makeKeys();
  const response = await send(pairRequest(code, keys));
  if (response.status !== 200) throw new Error(`pairing was answered with ${response.status} ${await response.text()}`);
  return new Device(send, keys, await response.json() as PairReply, cookieOf(response));
}

/** What is in the shop, as the panel tells whoever is signed in on `page`. */
export interface Stock {
  readonly products: readonly ProductRow[];
  readonly staff: readonly StaffRow[];
  readonly categories: readonly CategoryRow[];
}

export async function readStock(page: Page, url: string): Promise<Stock> {
  const read = async <T>(path: string): Promise<T> => {
    const response = await page.request.get(`${url}panel/api/${path}`);
    if (!response.ok()) throw new Error(`${path} was answered with ${response.status()}`);
    return response.json() as Promise<T>;
  };
  const products: ProductRow[] = [];
  for (let page = 1, total = 1; products.length < total; page++) {
    const found = await read<ProductPage>(`products?page=${page}`);
    products.push(...found.rows);
    total = found.total;
  }
  return { products, staff: await read('staff'), categories: await read('categories') };
}

interface Wanted {
  /** Names and how many of each. */
  readonly lines: Readonly<Record<string, number>>;
  readonly staff: string;
  readonly completed: Date;
  readonly method?: 'cash' | 'card';
  /** Basis points. */
  readonly lineDiscount?: number;
  readonly orderDiscount?: number;
}

/** A sale of what is in the shop, priced as the register prices it. Throws for a name that is not there. */
export function saleFrom({ products, staff }: Stock, { lines, staff: who, completed, method = 'cash', lineDiscount = 0, orderDiscount = 0 }: Wanted): Sale {
  const person = staff.find(({ name }) => name === who);
  if (!person) throw new Error(`nobody is called ${who}`);
  const inputs = Object.entries(lines).map(([name, count]) => {
    const product = products.find((row) => row.name === name);
    if (!product) throw new Error(`there is no ${name}`);
    return { productId: product.id, sku: product.sku, name, unitPrice: product.price, quantity: count * 1000, discount: lineDiscount, taxRate: product.taxFree ? 0 : 1000 };
  });
  const priced = price(inputs, orderDiscount);
  const { due, rounding } = cashDue(priced.totals.total, method === 'cash' ? 5 : 1);
  const zero = { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) };
  const tendered = cents(Math.ceil(due / 1000) * 1000);
  return saleOf(completed, {
    staff: { id: person.id, name: who }, lines: inputs.map((input, index) => ({ ...input, ...(priced.lines[index] ?? zero) })), orderDiscount, totals: priced.totals, rounding,
    payments: [method === 'cash' ? { method, amount: due, tendered, change: cents(tendered - due) } : { method, amount: due }],
  });
}
