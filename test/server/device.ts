import { genesis, sealHash, type SealedSale } from '../../domain/chain.js';
import type { Hash } from '../../domain/catalogue.js';
import { cents } from '../../domain/money.js';
import { price } from '../../domain/pricing.js';
import { isoWithOffset, type Sale, type SaleId } from '../../domain/sale.js';
import { PROTOCOL, PROTOCOL_HEADER, type BatchReply, type Manifest, type PairReply, type SaleResult } from '../../domain/wire.js';
import { digest } from '../../server/secrets.js';
import { SHOP } from './shop.js';

export const ORIGIN = 'http://panel.test';
export type Handle = (request: Request) => Promise<Response>;

/** What a device needs to have before it is paired. Real keys, as the worker makes them. */
export interface DeviceKeys {
  readonly signing: CryptoKeyPair;
  readonly agreement: CryptoKeyPair;
  /** base64url. */
  readonly signingKey: string;
  readonly agreementKey: string;
}

export async function makeKeys(): Promise<DeviceKeys> {
  const signing = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const agreement = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  return { signing, agreement, signingKey: await rawPoint(signing.publicKey), agreementKey: await rawPoint(agreement.publicKey) };
}

/** A request as a register's worker sends it. `body`: undefined = none, a string as it is, anything else as JSON. */
export function wireRequest(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${ORIGIN}/register/api/${path}`, {
    method, headers: { [PROTOCOL_HEADER]: String(PROTOCOL), ...headers }, ...(text === undefined ? {} : { body: text }),
  });
}

export function pairRequest(code: string, keys: DeviceKeys): Request {
  return wireRequest('POST', 'pair', { protocol: PROTOCOL, code, device: 'Chromium on a counter', signingKey: keys.signingKey, agreementKey: keys.agreementKey });
}

/** A register's device without a browser: it seals, signs and sends as the worker does. */
export class Device {
  readonly handle: Handle;
  readonly keys: DeviceKeys;
  readonly pairing: PairReply;
  /** The session: `holdfast_device=…`. */
  readonly cookie: string;
  /** The chain's head. */
  seq = 0;
  head: Hash | null = null;

  constructor(handle: Handle, keys: DeviceKeys, pairing: PairReply, cookie: string) {
    this.handle = handle;
    this.keys = keys;
    this.pairing = pairing;
    this.cookie = cookie;
  }

  fetch(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.handle(wireRequest(method, path, body, { Cookie: this.cookie, ...headers }));
  }

  /** Seals a sale as the next of this device's chain. */
  seal(sale: Sale): Promise<SealedSale> {
    return this.sealText(JSON.stringify(sale));
  }

  async sealText(body: string): Promise<SealedSale> {
    const sealed = await this.sealAs(this.seq + 1, this.head ?? await genesis(this.pairing.registerId, this.pairing.link, digest), body);
    this.seq = sealed.seq;
    this.head = sealed.hash;
    return sealed;
  }

  /** Seals at any place; the chain's head does not move. */
  async sealAs(seq: number, prev: Hash, body: string): Promise<SealedSale> {
    const hash = await sealHash(prev, seq, body, digest);
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.keys.signing.privateKey, new TextEncoder().encode(hash));
    const { registerId, link } = this.pairing;
    return { registerId, link, seq, prev, hash, signature: Buffer.from(signature).toString('base64url'), body };
  }

  /** Sends sales as one batch. Throws unless it is answered with 200. */
  async send(sales: readonly SealedSale[]): Promise<readonly SaleResult[]> {
    const response = await this.fetch('POST', 'sales/batch', { protocol: PROTOCOL, sales });
    if (response.status !== 200) throw new Error(`the batch was answered with ${response.status} ${await response.text()}`);
    return (await response.json() as BatchReply).results;
  }

  async manifest(): Promise<Manifest> {
    return (await this.fetch('GET', 'sync/manifest')).json() as Promise<Manifest>;
  }

  async document<T>(hash: Hash): Promise<T> {
    return (await this.fetch('GET', `sync/document/${hash}`)).json() as Promise<T>;
  }
}

let made = 0;

/** Ids that count up, in the form of UUIDs. */
export function nextId(): SaleId {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}` as SaleId;
}

/** A sale of two flat whites and a loaf for cash, by Asha, unless `parts` say otherwise. */
export function saleOf(completed: Date, parts: Partial<Sale> = {}): Sale {
  const lines = [
    { productId: SHOP.flatWhite, sku: 'COF-01', name: 'Flat white', unitPrice: cents(480), quantity: 2000, discount: 0, taxRate: 1000 },
    { productId: SHOP.loaf, sku: 'BAK-03', name: 'Sourdough loaf', unitPrice: cents(900), quantity: 1000, discount: 0, taxRate: 0 },
  ];
  const { lines: amounts, totals } = price(lines, 0);
  return {
    id: nextId(), kind: 'sale', openedAt: isoWithOffset(new Date(completed.getTime() - 30_000), 660), completedAt: isoWithOffset(completed, 660),
    staff: { id: SHOP.asha, name: 'Asha' }, catalogue: 'c'.repeat(64) as Hash, currency: 'AUD',
    lines: lines.map((line, index) => ({ ...line, ...(amounts[index] ?? { gross: cents(0), lineDiscount: cents(0), orderDiscount: cents(0), total: cents(0), tax: cents(0) }) })),
    orderDiscount: 0, totals, rounding: cents(0),
    payments: [{ method: 'cash', amount: totals.total, tendered: cents(2000), change: cents(2000 - totals.total) }],
    ...parts,
  };
}

async function rawPoint(key: CryptoKey): Promise<string> {
  return Buffer.from(await crypto.subtle.exportKey('raw', key)).toString('base64url');
}
