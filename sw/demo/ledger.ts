import { get, promisifyRequest, setMany, type UseStore } from 'idb-keyval';
import { genesis, receiptNumber, sealHash, type SealedSale } from '../../domain/chain.js';
import type { DemoLedger, DemoRecord } from '../../domain/demo.js';
import { cents } from '../../domain/money.js';
import type { SaleId } from '../../domain/sale.js';
import { parseJson } from '../../domain/schema.js';
import type { Recorded as Record } from '../../domain/shift.js';
import { RecordSchema, type Flag, type SaleRefusal, type SaleResult } from '../../domain/wire.js';
import { digest } from '../digest.js';
import { isSignedBy, signingKey } from './keys.js';
import { readLink, REGISTER_ID, type Link } from './links.js';
import { findOddities, timeOf } from './oddities.js';
import type { DemoParts } from './parts.js';

/** What the ledger has of a sale or a record of a shift. */
export interface Recorded extends DemoRecord {
  readonly sealed: SealedSale;
}
type Totals = Pick<DemoLedger, 'sales' | 'total'>;
const NO_TOTALS: Totals = { sales: 0, total: cents(0) };
const SHOWN = 100;

/** Takes sealed sales and records of shifts in, each authentic one once, with what is odd about it. One result each, in their order. */
export async function takeIn(parts: DemoParts, sales: readonly SealedSale[], refuseOne: () => Promise<boolean>): Promise<SaleResult[]> {
  const results: SaleResult[] = [];
  for (const sealed of sales) results.push(await takeOne(parts, sealed, refuseOne));
  return results;
}

async function takeOne(parts: DemoParts, sealed: SealedSale, refuseOne: () => Promise<boolean>): Promise<SaleResult> {
  const { registerId, link: number, hash } = sealed;
  const refuse = (reason: SaleRefusal, message: string): SaleResult => ({ hash, id: idIn(sealed.body), result: 'refused', reason, message });
  if (registerId !== REGISTER_ID) return refuse('foreign-register', 'This sale was made by another register. Pair the device with that register again, and it is sent.');
  const link = await readLink(parts, number);
  if (!link) return refuse('unknown-link', `The demo never paired link ${number}. Send the sale to the panel that did.`);
  if (await sealHash(sealed.prev, sealed.seq, sealed.body, digest) !== hash) return refuse('bad-hash', 'The sale was changed after it was sealed: its hash is not that of its text.');
  if (!await isSignedBy(await signingKey(link.signingKey), sealed.signature, hash)) return refuse('bad-signature', 'The sale is not signed by the device that is paired with this register.');
  const record = parseJson(RecordSchema, sealed.body);
  if (!record.ok) return refuse('not-a-sale', `What was sealed is not a sale: ${record.message}. Enter the sale again, and keep this one for reference.`);
  const key = keyOf(sealed);
  const there = await get<Recorded>(key, parts.use);
  if (!there && record.value.kind === 'sale' && await refuseOne()) return refuse('bad-signature', 'The demo was asked to refuse this sale. Nothing is wrong with it: press Retry, and it is taken.');
  const flags = there ? there.flags : await write(parts, sealed, record.value, link);
  return { hash, id: record.value.id, result: 'recorded', flags };
}

const keyOf = ({ link, seq, hash }: SealedSale): IDBValidKey => ['record', link, seq, hash];

/** One sale, one transaction: with all that is found by it later. */
async function write({ use, sample, now }: DemoParts, sealed: SealedSale, record: Record, link: Link): Promise<readonly Flag[]> {
  const flags = await findOddities({ use, sample, now }, sealed, record, link, await genesis(REGISTER_ID, link.number, digest));
  const isSale = record.kind === 'sale';
  const total = isSale ? record.totals.total : cents(0);
  const row: Recorded = { sealed, receiptNumber: receiptNumber(link.series, sealed.seq), kind: record.kind, at: timeOf(record), staff: record.staff.name, total, flags };
  const before = await readTotals(use);
  const totals: Totals = { sales: before.sales + (isSale ? 1 : 0), total: cents(before.total + total) };
  const shift: [IDBValidKey, unknown][] = isSale ? [] : [[['shift', record.shift, record.kind], true]];
  await setMany([[keyOf(sealed), row], [['id', record.id], true], ['totals', totals], ...shift], use);
  return flags;
}

const readTotals = async (use: UseStore): Promise<Totals> => await get<Totals>('totals', use) || NO_TOTALS;

/** The id that a body gives, even if it is no sale otherwise: the register finds its sale again by it. */
function idIn(body: string): SaleId | null {
  try {
    const id: unknown = (JSON.parse(body) as { id?: unknown } | null || {}).id;
    return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id as SaleId : null;
  } catch {
    return null;
  }
}

/** What has been taken in, for the demo's page. */
export async function readLedger({ use }: DemoParts): Promise<DemoLedger> {
  const rows = await use('readonly', (store) => newest(store, SHOWN));
  return { ...await readTotals(use), records: rows.map(({ sealed: _, ...record }) => record) };
}

async function newest(store: IDBObjectStore, most: number): Promise<Recorded[]> {
  const rows: Recorded[] = [];
  const asked = store.openCursor(IDBKeyRange.bound(['record'], ['record', []]), 'prev');
  for (let cursor = await promisifyRequest(asked); cursor && rows.length < most; cursor = await promisifyRequest(asked)) {
    rows.push(cursor.value as Recorded);
    cursor.continue();
  }
  return rows;
}
