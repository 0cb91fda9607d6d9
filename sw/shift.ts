import type { UseStore } from 'idb-keyval';
import type { CloseRequest, OpenRequest, OpenShift } from '../domain/local.js';
import type { Cents } from '../domain/money.js';
import { parse } from '../domain/schema.js';
import { compare, NO_TAKINGS, type Method, type ShiftClosing, type ShiftOpening, type ShiftRecord } from '../domain/shift.js';
import { RecordSchema } from '../domain/wire.js';
import { timestamp } from './clock.js';
import type { Also, Journal } from './journal.js';
import { readShift, shiftKey } from './open-shift.js';
import { Refused } from './refuse.js';

/** What is sealed when it is its turn, and written with it. */
export interface Sealable {
  readonly body: string;
  readonly also: Also;
}
type Said<T> = { readonly [K in keyof T]?: unknown };

/** Begins a shift. @throws {@link Refused} `shift-changed` when one is open, `not-valid` with the path. */
export async function openingOf(use: UseStore, registerId: string, { id, staff, register, currency, float }: Said<OpenRequest>, now: number): Promise<Sealable> {
  const open = await readShift(use, registerId);
  if (open) throw new Refused(409, 'shift-changed', `A shift is open already: ${open.openedBy} opened it. Nothing was changed; close that one first.`);
  const record = sound<ShiftOpening>({ id, kind: 'shift-open', shift: id, at: timestamp(now), staff, register, currency, float });
  const shift = (position: number): OpenShift => ({
    id: record.shift, openedAt: record.at, openedBy: record.staff.name, currency: record.currency, float: record.float, takings: NO_TAKINGS, position,
  });
  return { body: JSON.stringify(record), also: (store, position) => store.put(shift(position), shiftKey(registerId)) };
}

/** Ends the shift: holds what was counted against what the journal says. @throws {@link Refused} `shift-changed` when it is not that one that is open, `not-valid` with the path. */
export async function closingOf(use: UseStore, journal: Journal, registerId: string, { id, shift, staff, register, counted }: Said<CloseRequest>, now: number): Promise<Sealable> {
  const open = await readShift(use, registerId);
  if (!open || open.id !== shift) throw new Refused(409, 'shift-changed', 'This shift is not open any more: it was closed in another window. Its report is in Sales history.');
  const { waiting, refused } = await journal.counts(open.position);
  const { takings: { count, total }, float, currency, openedAt } = open;
  const methods = compare((counted || {}) as Record<Method, Cents>, float, open.takings);
  const record = sound<ShiftClosing>({
    id, kind: 'shift-close', shift, openedAt, closedAt: timestamp(now), staff, register, currency, float, methods, sales: { count, total }, unsynchronised: waiting + refused,
  });
  return { body: JSON.stringify(record), also: (store) => store.delete(shiftKey(registerId)) };
}

function sound<T extends ShiftRecord>(record: Said<T> & { readonly kind: T['kind'] }): T {
  const parsed = parse(RecordSchema, record);
  if (!parsed.ok) throw new Refused(422, 'not-valid', `This cannot be kept: ${parsed.message}.`, { path: parsed.path });
  return parsed.value as T;
}
