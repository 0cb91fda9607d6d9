import type { Cents } from './money.js';
import type { BasisPoints } from './pricing.js';

/** SHA-256 of a document's UTF-8 bytes, 64 lower-case hexadecimal digits. */
export type Hash = string & { readonly __brand: 'Hash' };

/** A product as a register knows it. Members that would say nothing are left out. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  /** Price of one unit, tax included. */
  readonly price: Cents;
  readonly barcodes?: readonly string[];
  /** The category's id. */
  readonly category?: string;
  /** No tax in the price. */
  readonly taxFree?: true;
  /** File name below `media/`: the hash of the picture's bytes and its extension. */
  readonly image?: string;
}

export interface Category {
  readonly id: string;
  readonly name: string;
  /** The id of the category above. */
  readonly parent?: string;
}

/** A person who may sign in at the register. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly image?: string;
  readonly mayEditItems: boolean;
  /** Absent: signs in with a tap. See {@link PinVerifier}. */
  readonly pin?: PinVerifier;
}

/**
 * What a register needs to check a PIN without the network.
 * `verifier` = base64url(HMAC-SHA-256(device key, PBKDF2-SHA-256(PIN, salt, iterations, 32 bytes))). The device key
 * is agreed between panel and device (ECDH) and cannot be read out of the browser, so these members alone do not
 * allow the four digits to be tried.
 */
export interface PinVerifier {
  /** base64url, 16 bytes. */
  readonly salt: string;
  readonly iterations: number;
  readonly verifier: string;
}

/** Configuration of one register. */
export interface RegisterConfig {
  readonly registerId: string;
  readonly name: string;
  readonly outlet: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  /** What the receipt calls the tax: `GST`. */
  readonly taxName: string;
  readonly taxRate: BasisPoints;
  /** Smallest coin, in cents: 5 in Australia, 1 where nothing is rounded. */
  readonly cashRounding: number;
  /** The register locks itself after so many minutes without a touch; 0 = never. */
  readonly idleMinutes: number;
  /** Synchronised sales stay in Sales history for so many days; what is not synchronised stays for ever. */
  readonly historyDays?: number;
}

/** {@link RegisterConfig.historyDays} of a panel that does not say. */
export const HISTORY_DAYS = 30;
/** The longest that can be asked for: ten years. */
export const MOST_HISTORY_DAYS = 3650;

/** What is printed around the lines of a receipt. */
export interface ReceiptDetails {
  readonly shopName: string;
  readonly outletName: string;
  /** Lines separated by `\n`. */
  readonly address: string;
  readonly phone: string;
  /** `ABN` in Australia. */
  readonly taxNumberLabel: string;
  readonly taxNumber: string;
  readonly header: string;
  readonly footer: string;
}

/**
 * FNV-1a over the UTF-16 units of the SKU: spreads products over segments. 32 bits, unsigned.
 * The panel stores it beside the product, so that a segment is one range of an index.
 */
export function segmentKey(sku: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < sku.length; i++) {
    hash ^= sku.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // A last mix (murmur3's finaliser): SKUs that only count up differ in their low bits, and segments are cut from the high ones.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** How many products a segment holds on average at the most, before their number is doubled. */
export const SEGMENT_SIZE = 256;

/** Most documents in a pack: at 100,000 products about 250 kB of them on the wire. */
export const PACK_SIZE = 32;
/** How many of its hash's digits name a document in a pack. */
export const PACK_DIGITS = 16;

/** The number of segments for a catalogue: the smallest power of two that keeps them within {@link SEGMENT_SIZE}. */
export function segmentCount(products: number): number {
  let count = 1;
  while (count * SEGMENT_SIZE < products && count < 65_536) count *= 2;
  return count;
}

/** Which of `count` segments (a power of two) a key falls into: its highest bits. */
export function segmentOf(key: number, count: number): number {
  return count === 1 ? 0 : key >>> (32 - Math.log2(count));
}
