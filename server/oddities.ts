import { sql } from 'kysely';
import type { Hash } from '../domain/catalogue.js';
import { genesis } from '../domain/chain.js';
import { findDiscrepancy } from '../domain/sale.js';
import { closingAddsUp, type Recorded, type ShiftRecord } from '../domain/shift.js';
import { FLAGS, type Flag } from '../domain/wire.js';
import type { Genuine } from './authenticity.js';
import type { Database } from './database.js';
import { digest } from './secrets.js';

/** How far a clock may be off before it is said. */
const TOLERANCE = 5 * 60_000;

/** What the ledger has of the sale with the same number, the one before and the one after. A number can have several: a fork. */
interface Neighbour {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  readonly completed_utc: string;
}

/**
 * What is odd about a sale that is about to be recorded, in the order of domain/wire.ts `FLAGS`. It is found once, when
 * the sale comes; a later arrival that disagrees with it is flagged itself, this one is not touched again.
 */
export async function findOddities(trx: Database, genuine: Genuine, now: Date): Promise<Flag[]> {
  const { sealed, record, link } = genuine;
  const near = await neighbours(trx, genuine);
  const before = near.filter((row) => row.seq === sealed.seq - 1);
  const completed = Date.parse(timeOf(record));
  const known = await lookUp(trx, record);
  const found: Record<Flag, boolean> = {
    'unknown-product': record.kind === 'sale' && known.products < new Set(record.lines.map((line) => line.productId)).size,
    'unknown-staff': known.staff === 0,
    'totals-differ': !addsUp(record),
    'clock-ahead': completed > now.getTime() + TOLERANCE,
    'clock-behind': isBehind(completed, link.created_at) || before.some((row) => isBehind(completed, row.completed_utc)),
    'id-reused': known.id === 1,
    'number-reused': near.some((row) => row.seq === sealed.seq),
    'chain-broken': !await isChained(genuine, before, near.filter((row) => row.seq === sealed.seq + 1)),
    'after-release': link.ended_at !== null && completed > Date.parse(link.ended_at),
    'shift-repeated': record.kind !== 'sale' && await isRepeated(trx, genuine, record),
  };
  return FLAGS.filter((flag) => found[flag]);
}

async function neighbours(trx: Database, { sealed }: Genuine): Promise<Neighbour[]> {
  const { rows } = await sql<Neighbour>`
    SELECT seq, hash, prev, completed_utc FROM chain
    WHERE register_id = ${sealed.registerId} AND link = ${sealed.link} AND seq >= ${sealed.seq - 1} AND seq <= ${sealed.seq + 1}`.execute(trx);
  return rows;
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

/** What the shop has of what a record names: how many of its products, its staff member, and its id in the chain (0 or 1). */
async function lookUp(trx: Database, record: Recorded): Promise<{ readonly products: number; readonly staff: number; readonly id: number }> {
  const ids = JSON.stringify(record.kind === 'sale' ? [...new Set(record.lines.map((line) => line.productId))] : []);
  const { rows: [known] } = await sql<{ products: number; staff: number; id: number }>`
    SELECT (SELECT count(*) FROM products WHERE id IN (SELECT value FROM json_each(${ids}))) AS products,
      EXISTS (SELECT 1 FROM staff WHERE id = ${record.staff.id}) AS staff, EXISTS (SELECT 1 FROM chain WHERE sale_id = ${record.id}) AS id`.execute(trx);
  if (!known) throw new Error('the shop could not be asked');
  return known;
}
