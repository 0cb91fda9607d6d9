import { sql, type ExpressionBuilder } from 'kysely';
import { cents } from '../domain/money.js';
import type { RefusedRow, SaleDetail, SalePage, SaleRow } from '../domain/panel.js';
import type { Sale } from '../domain/sale.js';
import type { Flag } from '../domain/wire.js';
import type { Database } from './database.js';
import { Refused } from './refused.js';
import type { LedgerTable, Tables } from './schema.js';

/** Which sales to show or export. Dates are those on the receipt, the register's own; both ends included. */
export interface SaleFilter {
  /** Words, each in the receipt number, the staff member's name or the name of something sold. */
  readonly words: readonly string[];
  readonly register?: string | undefined;
  /** `2026-11-23`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly flagged: boolean;
}

const PAGE = 50;
const DAY = 24 * 3600_000;

/** A page of the ledger, the latest sales first, with the figures over all pages. */
export async function findSales(db: Database, filter: SaleFilter, page: number): Promise<Omit<SalePage, 'refused'>> {
  const { recorded, flagged, sum, flaggedSum } = await figures(db, filter);
  const found = await salesMatching(db, filter).orderBy('completed_utc', 'desc').orderBy('position', 'desc').limit(PAGE).offset((page - 1) * PAGE).execute();
  const rows = await withPayments(db, found);
  const refused = await countRefused(db, filter);
  return {
    rows, total: filter.flagged ? flagged : recorded, sum: cents((filter.flagged ? flaggedSum : sum) ?? 0), page, counts: { recorded, flagged, refused },
  };
}

/** A page of what was refused, the latest first. */
export async function findRefused(db: Database, filter: SaleFilter, page: number): Promise<RefusedRow[]> {
  return refusedMatching(db, filter).orderBy('refused_sales.id', 'desc').limit(PAGE).offset((page - 1) * PAGE).execute();
}

/** What was refused and the filter lets through, in no order yet. */
export function refusedMatching(db: Database, filter: SaleFilter) {
  return db.selectFrom('refused_sales').leftJoin('registers', 'registers.id', 'refused_sales.register_id')
    .select(['refused_sales.id', 'received_at as receivedAt', 'registers.name as register', 'reason', 'message', 'times'])
    .where(refusedBy(filter));
}

/** Throws `not-found`. */
export async function readSale(db: Database, position: number): Promise<SaleDetail> {
  const row = await db.selectFrom('ledger').selectAll().where('position', '=', position).executeTakeFirst();
  const [sale] = row ? await withPayments(db, await salesMatching(db, EVERYTHING).where('position', '=', position).execute()) : [];
  if (!row || !sale) throw new Refused('not-found', 'There is no such sale: look at the list of sales again.');
  return {
    // What is in the ledger has been parsed by domain/wire.ts `SaleSchema` before it came in.
    ...sale, sale: JSON.parse(row.body) as Sale, registerId: row.register_id, link: row.link, seq: row.seq, hash: row.hash, via: row.via,
  };
}

export const EVERYTHING: SaleFilter = { words: [], flagged: false };

/** The sales that the filter lets through, with the register's name; in no order yet. */
export function salesMatching(db: Database, filter: SaleFilter) {
  return db.selectFrom('ledger').leftJoin('registers', 'registers.id', 'ledger.register_id')
    .select([
      'position', 'receipt_number', 'staff_name', 'completed_at', 'received_at', 'total', 'tax', 'flags', 'registers.name as register_name', 'ledger.register_id',
    ])
    .where(letThrough(filter)).where((eb) => (filter.flagged ? eb('flags', '<>', '') : eb.lit(true)));
}

export function flagsOf(flags: LedgerTable['flags']): Flag[] {
  return flags.split(' ').filter(Boolean) as Flag[];
}

/** All but the state: the counts beside the list are those of the same filter. */
function letThrough({ words, register, from, to }: SaleFilter) {
  return (eb: ExpressionBuilder<Tables, 'ledger'>) => eb.and([
    ...words.map((word) => eb.or([
      holds(sql.ref('receipt_number'), word), holds(sql.ref('staff_name'), word),
      eb.exists(eb.selectFrom('ledger_lines').select('line').whereRef('ledger_position', '=', 'ledger.position').where(holds(sql.ref('ledger_lines.name'), word))),
    ])),
    ...(register ? [eb('ledger.register_id', '=', register)] : []),
    // The text compares by the register's date; the instant, a day wider for any time zone, lets the index do the work.
    ...(from ? [eb('completed_at', '>=', from), eb('completed_utc', '>=', new Date(Date.parse(from) - DAY).toISOString())] : []),
    ...(to ? [eb('completed_at', '<', dayAfter(to)), eb('completed_utc', '<', new Date(Date.parse(to) + 2 * DAY).toISOString())] : []),
  ]);
}

/** LIKE does not mind upper and lower case (of plain letters), instr() does. */
function holds(column: ReturnType<typeof sql.ref>, word: string) {
  return sql<boolean>`${column} LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}

function figures(db: Database, filter: SaleFilter) {
  return db.selectFrom('ledger').where(letThrough(filter)).select([
    sql<number>`count(*)`.as('recorded'), sql<number>`count(*) FILTER (WHERE flags <> '')`.as('flagged'),
    sql<number | null>`sum(total)`.as('sum'), sql<number | null>`sum(total) FILTER (WHERE flags <> '')`.as('flaggedSum'),
  ]).executeTakeFirstOrThrow();
}

async function countRefused(db: Database, filter: SaleFilter): Promise<number> {
  const { n } = await db.selectFrom('refused_sales').select(({ fn }) => fn.countAll<number>().as('n')).where(refusedBy(filter)).executeTakeFirstOrThrow();
  return n;
}

/** What was refused has no staff and no date of its own that could be trusted: it is found by register, day of arrival, and its text. */
function refusedBy({ words, register, from, to }: SaleFilter) {
  return (eb: ExpressionBuilder<Tables, 'refused_sales'>) => eb.and([
    ...words.map((word) => eb.or([holds(sql.ref('message'), word), holds(sql.ref('sealed'), word)])),
    ...(register ? [eb('refused_sales.register_id', '=', register)] : []),
    ...(from ? [eb('received_at', '>=', from)] : []),
    ...(to ? [eb('received_at', '<', dayAfter(to))] : []),
  ]);
}

type Found = Awaited<ReturnType<ReturnType<typeof salesMatching>['execute']>>[number];

async function withPayments(db: Database, found: readonly Found[]): Promise<SaleRow[]> {
  const positions = found.map((row) => row.position);
  const payments = positions.length === 0 ? [] : await db.selectFrom('ledger_payments').selectAll().where('ledger_position', 'in', positions).orderBy('payment').execute();
  return found.map((row) => ({
    position: row.position, receiptNumber: row.receipt_number, register: row.register_name ?? row.register_id, staff: row.staff_name,
    completedAt: row.completed_at, receivedAt: row.received_at, total: cents(row.total), tax: cents(row.tax), flags: flagsOf(row.flags),
    payments: payments.filter((payment) => payment.ledger_position === row.position).map(({ method, amount }) => ({ method, amount: cents(amount) })),
  }));
}
