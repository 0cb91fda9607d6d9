import type { Hash } from '../domain/catalogue.js';
import { genesis } from '../domain/chain.js';
import { findDiscrepancy, type Sale } from '../domain/sale.js';
import { closingAddsUp, type Recorded, type ShiftRecord } from '../domain/shift.js';
import { FLAGS, type Flag } from '../domain/wire.js';
import { sql } from 'kysely';
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
  const found: Record<Flag, boolean> = {
    'unknown-product': record.kind === 'sale' && await hasUnknownProduct(trx, record),
    'unknown-staff': !await trx.selectFrom('staff').select('id').where('id', '=', record.staff.id).executeTakeFirst(),
    'totals-differ': !addsUp(record),
    'clock-ahead': completed > now.getTime() + TOLERANCE,
    'clock-behind': isBehind(completed, link.created_at) || before.some((row) => isBehind(completed, row.completed_utc)),
    'id-reused': await trx.selectFrom('chain').select('position').where('sale_id', '=', record.id).executeTakeFirst() !== undefined,
    'number-reused': near.some((row) => row.seq === sealed.seq),
    'chain-broken': !await isChained(genuine, before, near.filter((row) => row.seq === sealed.seq + 1)),
    'after-release': link.ended_at !== null && completed > Date.parse(link.ended_at),
    'shift-repeated': record.kind !== 'sale' && await isRepeated(trx, genuine, record),
  };
  return FLAGS.filter((flag) => found[flag]);
}

function neighbours(trx: Database, { sealed }: Genuine): Promise<Neighbour[]> {
  return trx.selectFrom('chain').select(['seq', 'hash', 'prev', 'completed_utc'])
    .where('register_id', '=', sealed.registerId).where('link', '=', sealed.link)
    .where('seq', '>=', sealed.seq - 1).where('seq', '<=', sealed.seq + 1).execute();
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

async function hasUnknownProduct(trx: Database, sale: Sale): Promise<boolean> {
  const ids = new Set(sale.lines.map((line) => line.productId));
  const { known } = await trx.selectFrom('products').select(({ fn }) => fn.countAll<number>().as('known'))
    .where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify([...ids])}))`).executeTakeFirstOrThrow();
  return known < ids.size;
}
