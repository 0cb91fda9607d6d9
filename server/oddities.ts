import type { Hash } from '../domain/catalogue.js';
import { genesis } from '../domain/chain.js';
import { findDiscrepancy } from '../domain/sale.js';
import { closingAddsUp, type Recorded, type ShiftRecord } from '../domain/shift.js';
import { FLAGS, type Flag } from '../domain/wire.js';
import type { Genuine } from './authenticity.js';
import type { Database } from './database.js';
import { digest } from './secrets.js';
import type { Neighbour, Surroundings } from './surroundings.js';

/** How far a clock may be off before it is said. */
const TOLERANCE = 5 * 60_000;

/**
 * What is odd about a sale that is about to be recorded, in the order of domain/wire.ts `FLAGS`. It is found once, when
 * the sale comes; a later arrival that disagrees with it is flagged itself, this one is not touched again.
 */
export async function findOddities(trx: Database, around: Surroundings, genuine: Genuine, now: Date): Promise<Flag[]> {
  const { sealed, record, link } = genuine;
  const near = around.near(sealed);
  const before = near.filter((row) => row.seq === sealed.seq - 1);
  const completed = Date.parse(timeOf(record));
  const found: Record<Flag, boolean> = {
    'unknown-product': record.kind === 'sale' && record.lines.some((line) => around.unknownProducts.has(line.productId)),
    'unknown-staff': around.unknownStaff.has(record.staff.id),
    'totals-differ': !addsUp(record),
    'clock-ahead': completed > now.getTime() + TOLERANCE,
    'clock-behind': isBehind(completed, link.created_at) || before.some((row) => isBehind(completed, row.completed_utc)),
    'id-reused': around.ids.has(record.id),
    'number-reused': near.some((row) => row.seq === sealed.seq),
    'chain-broken': !await isChained(genuine, before, near.filter((row) => row.seq === sealed.seq + 1)),
    'after-release': link.ended_at !== null && completed > Date.parse(link.ended_at),
    'shift-repeated': record.kind !== 'sale' && await isRepeated(trx, genuine, record),
  };
  return FLAGS.filter((flag) => found[flag]);
}

/** Both ways, because sales may come in any order. A neighbour that is not here yet says nothing. */
async function isChained({ sealed }: Genuine, before: readonly Neighbour[], after: readonly Neighbour[]): Promise<boolean> {
  const first: readonly Hash[] = sealed.seq === 1 ? [await genesis(sealed.registerId, sealed.link, digest)] : [];
  const expected: readonly string[] = [...first, ...before.map((row) => row.hash)];
  return (expected.length === 0 || expected.includes(sealed.prev)) && (after.length === 0 || after.some((row) => row.prev === sealed.hash));
}

/** Earlier than something that was certainly before it: the pairing, or the sale with the number before. */
function isBehind(completed: number, earlier: string): boolean {
  return completed < Date.parse(earlier) - TOLERANCE;
}

/** When it happened, by the register's clock. */
export function timeOf(record: Recorded): string {
  return record.kind === 'sale' ? record.completedAt : record.kind === 'shift-open' ? record.at : record.closedAt;
}

/** Its shift was opened, or closed, by another record already. */
async function isRepeated(trx: Database, { sealed }: Genuine, { kind, shift }: ShiftRecord): Promise<boolean> {
  return await trx.selectFrom('chain').select('position').where('register_id', '=', sealed.registerId).where('shift', '=', shift).where('kind', '=', kind).executeTakeFirst() !== undefined;
}

function addsUp(record: Recorded): boolean {
  try {
    if (record.kind === 'shift-open') return true;
    return record.kind === 'shift-close' ? closingAddsUp(record) : findDiscrepancy(record) === null;
  } catch {
    // Amounts within the wire's bounds can still multiply to more than a number holds exactly.
    return false;
  }
}
