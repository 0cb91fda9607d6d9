import { get } from 'idb-keyval';
import type { SealedSale } from '../../domain/chain.js';
import type { Hash } from '../../domain/catalogue.js';
import { findDiscrepancy } from '../../domain/sale.js';
import { closingAddsUp, type Recorded as Record } from '../../domain/shift.js';
import { FLAGS, type Flag } from '../../domain/wire.js';
import type { Recorded } from './ledger.js';
import type { Link } from './links.js';
import { readAll, type DemoParts } from './parts.js';
import { idOf } from './sample.js';
import { readProducts } from './shop.js';

/** How far a clock may be off before it is said, in ms. */
const TOLERANCE = 5 * 60_000;

/** What is odd about a record that is about to be written, by the control panel's rules. @param first what the link's number 1 follows */
export async function findOddities(parts: DemoParts, sealed: SealedSale, record: Record, link: Link, first: Hash): Promise<Flag[]> {
  const { use, now } = parts;
  const { seq, hash, prev } = sealed;
  const at = (number: number): Promise<Recorded[]> => readAll<Recorded>(use, 'record', link.number, number);
  const [before, same, after] = [await at(seq - 1), await at(seq), await at(seq + 1)];
  const completed = Date.parse(timeOf(record));
  const follows = [...(seq === 1 ? [first] : []), ...before.map((row) => row.sealed.hash)];
  const isBehind = (earlier: string): boolean => completed < Date.parse(earlier) - TOLERANCE;
  const found: { readonly [F in Flag]: boolean } = {
    'unknown-product': await hasUnknownProduct(parts, record),
    'unknown-staff': !parts.sample.staff.some(({ name }) => idOf(name) === record.staff.id),
    'totals-differ': !addsUp(record),
    'clock-ahead': completed > now() + TOLERANCE,
    'clock-behind': isBehind(link.createdAt) || before.some((row) => isBehind(row.at)),
    'id-reused': await get(['id', record.id], use) !== undefined,
    'number-reused': same.length > 0,
    'chain-broken': (follows.length > 0 && !follows.includes(prev)) || (after.length > 0 && !after.some((row) => row.sealed.prev === hash)),
    'after-release': link.endedAt !== null && completed > Date.parse(link.endedAt),
    'shift-repeated': record.kind !== 'sale' && await get(['shift', record.shift, record.kind], use) !== undefined,
  };
  return FLAGS.filter((flag) => found[flag]);
}

/** When it happened, by the register's clock. */
export function timeOf(record: Record): string {
  return record.kind === 'sale' ? record.completedAt : record.kind === 'shift-open' ? record.at : record.closedAt;
}

async function hasUnknownProduct(parts: DemoParts, record: Record): Promise<boolean> {
  if (record.kind !== 'sale') return false;
  const known = new Set((await readProducts(parts)).map(({ id }) => id));
  return record.lines.some(({ productId }) => !known.has(productId));
}

function addsUp(record: Record): boolean {
  try {
    if (record.kind === 'shift-open') return true;
    return record.kind === 'shift-close' ? closingAddsUp(record) : findDiscrepancy(record) === null;
  } catch {
    // Amounts within the wire's bounds can still multiply to more than a number holds exactly.
    return false;
  }
}
