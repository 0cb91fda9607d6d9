import { cents, type Cents } from '../domain/money.js';
import type { ShiftDetail, ShiftPage, ShiftRow } from '../domain/panel.js';
import { METHODS, reconcile, type Method, type ShiftClosing, type ShiftOpening, type Takings } from '../domain/shift.js';
import type { Database } from './database.js';
import { Refused } from './refused.js';
import { flagsOf } from './sales.js';

const PAGE = 50;

/** Which shifts to show. */
export interface ShiftFilter {
  /** Id of the register. */
  readonly register?: string | undefined;
}

/** A page of the shifts, the latest first, each held against the sales that have come. */
export async function findShifts(db: Database, { register }: ShiftFilter, page: number): Promise<ShiftPage> {
  const matching = register ? shifts(db).where('shifts.register_id', '=', register) : shifts(db);
  const found = await matching.orderBy('since', 'desc').orderBy('shifts.shift').limit(PAGE).offset((page - 1) * PAGE).execute();
  const counting = db.selectFrom('shifts').select(({ fn }) => fn.countAll<number>().as('n'));
  const { n } = await (register ? counting.where('register_id', '=', register) : counting).executeTakeFirstOrThrow();
  const rows: ShiftRow[] = [];
  for (const row of found) rows.push(rowOf(row, await takingsOf(db, row.register_id, row.shift)));
  return { rows, total: n, page };
}

/** Throws `not-found`. */
export async function readShift(db: Database, registerId: string, shift: string): Promise<ShiftDetail> {
  const found = await shifts(db).where('shifts.register_id', '=', registerId).where('shifts.shift', '=', shift).executeTakeFirst();
  if (!found) throw new Refused('not-found', 'There is no such shift: look at the list of shifts again.');
  const received = await takingsOf(db, registerId, shift);
  const { closing } = opened(found);
  return {
    ...rowOf(found, received), received, openingNumber: found.openingNumber, closingNumber: found.closingNumber,
    statedTotal: closing?.sales.total ?? null, unsynchronised: closing?.unsynchronised ?? null,
  };
}

function shifts(db: Database) {
  return db.selectFrom('shifts').leftJoin('registers', 'registers.id', 'shifts.register_id')
    .leftJoin('chain as o', 'o.position', 'shifts.opening').leftJoin('chain as c', 'c.position', 'shifts.closing')
    .select((eb) => [
      'shifts.register_id', 'shifts.shift', 'registers.name', 'o.body as opening', 'o.receipt_number as openingNumber', 'c.body as closing', 'c.receipt_number as closingNumber',
      // Of every record of it: one that came second is not in the shift's row.
      eb.selectFrom('chain as r').select(({ fn }) => fn.agg<string | null>('group_concat', ['r.flags', eb.val(' ')]).as('flags'))
        .whereRef('r.register_id', '=', 'shifts.register_id').whereRef('r.shift', '=', 'shifts.shift').where('r.kind', 'in', ['shift-open', 'shift-close']).as('flags'),
    ]);
}
type Found = Awaited<ReturnType<ReturnType<typeof shifts>['execute']>>[number];

/** What is in the chain has been parsed by domain/wire.ts `RecordSchema` before it came in. */
function opened({ opening, closing }: Pick<Found, 'opening' | 'closing'>): { readonly opening: ShiftOpening | null; readonly closing: ShiftClosing | null } {
  return { opening: opening === null ? null : JSON.parse(opening) as ShiftOpening, closing: closing === null ? null : JSON.parse(closing) as ShiftClosing };
}

function rowOf(found: Found, received: Takings): ShiftRow {
  const { opening, closing } = opened(found);
  return {
    registerId: found.register_id, shift: found.shift, register: found.name ?? found.register_id,
    openedAt: opening?.at ?? closing?.openedAt ?? null, openedBy: opening?.staff.name ?? null,
    closedAt: closing?.closedAt ?? null, closedBy: closing?.staff.name ?? null,
    float: opening?.float ?? closing?.float ?? null, methods: closing?.methods ?? [],
    sales: { received: received.count, stated: closing?.sales.count ?? null },
    state: closing ? reconcile(closing, received).state : 'open', flags: [...new Set(flagsOf(found.flags ?? ''))],
  };
}

/** What the ledger has of a shift's sales, as it stands now: nothing is kept beside it that could come to differ. */
export async function takingsOf(db: Database, registerId: string, shift: string): Promise<Takings> {
  const sales = db.selectFrom('ledger').where('register_id', '=', registerId).where('shift', '=', shift);
  const { count, total } = await sales.select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('total').as('total')]).executeTakeFirstOrThrow();
  const sums = await sales.innerJoin('ledger_payments', 'ledger_position', 'position')
    .groupBy('method').select(({ fn }) => ['method', fn.sum<number>('amount').as('amount')]).execute();
  const paid = Object.fromEntries(METHODS.map((method) => [method, cents(sums.find((row) => row.method === method)?.amount ?? 0)])) as Record<Method, Cents>;
  return { count, total: cents(total ?? 0), paid };
}
