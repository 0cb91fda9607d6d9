import type { Hash } from '../domain/catalogue.js';
import { check, parseJson } from '../domain/schema.js';
import { CategoriesDocument, PROTOCOL, readProducts, ReceiptDocument, RegisterDocument, StaffDocument, type Manifest, type Unchanged } from '../domain/wire.js';
import { sha256 } from './digest.js';

const LINE_END = 10;
export const utf8 = new TextDecoder();

/** All hashes that a manifest names. */
export function named({ documents }: Manifest): Hash[] {
  return [...new Set([documents.register, documents.receipt, documents.staff, documents.categories, ...documents.products])];
}

/** A document as it came, and its hash, which is worked out beside the rest. */
export interface Line {
  readonly name: string;
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: Promise<Hash>;
}

/** Parts an answer: a document is JSON on one line, and in a pack each line has its end. @throws Error when there is more than was asked for. */
export function linesOf(names: readonly string[], bytes: Uint8Array<ArrayBuffer>): Line[] {
  let start = 0;
  const lines = names.map((name) => {
    const end = bytes.indexOf(LINE_END, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    start += line.length + 1;
    return { name, line };
  });
  if (start < bytes.length) throw new Error('there is more in it than was asked for');
  return lines.map(({ name, line }) => ({ name, text: utf8.decode(line), bytes: line, hash: sha256(line) }));
}

/** Whether an answer says no more than that the shop is still this one. */
export function isUnchanged(text: string, hash: Hash): boolean {
  return parseJson(check<Unchanged>((said) => said !== null && (said as Unchanged).protocol === PROTOCOL && (said as Unchanged).unchanged === hash, ''), text).ok;
}

/** Parses a document as what the manifest says it is. @throws Error with the path of what is wrong. */
export function checkDocument({ documents }: Manifest, hash: Hash, text: string): void {
  const small = [[documents.register, RegisterDocument], [documents.receipt, ReceiptDocument], [documents.staff, StaffDocument], [documents.categories, CategoriesDocument]] as const;
  for (const [name, schema] of small) {
    if (name !== hash) continue;
    const document = parseJson<unknown>(schema, text);
    if (!document.ok) throw new Error(`the panel's document cannot be used: ${document.message}`);
  }
  if (documents.products.includes(hash)) readProducts(text);
}
