import type { UseStore } from 'idb-keyval';
import type { CloseRequest, OpenRequest, OpenShift } from '../domain/local.js';
import type { Cents } from '../domain/money.js';
import { parse } from '../domain/schema.js';
import { compare, NO_TAKINGS, type Method, type ShiftClosing, type ShiftOpening, type ShiftRecord } from '../domain/shift.js';
import { RecordSchema } from '../domain/wire.js';
import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import type { Also, Journal } from './journal.js';
import { readShift, shiftKey } from './open-shift.js';
import { Refused } from './refuse.js';

/** What the page says of an opening or closing, as it came. */
export type Said = { readonly [K in keyof (OpenRequest & CloseRequest)]?: unknown };

/** Where it is said, and when. */
interface Register {
  /** The journal's store, in the transaction of the record. */
  readonly use: UseStore;
  readonly journal: Journal;
  readonly registerId: string;
  /** ms since 1970. */
  readonly now: number;
}

/**
 * Makes the record that begins or ends a shift, when it is its turn in the journal: what it says of the shift is what the
 * disk says then, whatever the page knew.
 * @returns the text to be sealed, and what is to be written with it.
 * @throws {@link Refused} `shift-changed` when one is open already, or another one or none; `not-valid` with the path.
 */
export async function shiftRecord(what: 'open' | 'close', said: Said, register: Register): Promise<{ readonly body: string; readonly also: Also }> {
  const open = await readShift(register.use, register.registerId);
  const { record, also } = what === 'open' ? opening(said, open, register) : await closing(said, open, register);
  return { body: JSON.stringify(record), also };
}

interface Made {
  readonly record: ShiftRecord;
  readonly also: Also;
}

function opening({ id, staff, register, currency, float }: Said, open: OpenShift | undefined, { registerId, now }: Register): Made {
  if (open) throw new Refused(409, 'shift-changed', said.shiftIsOpen(open.openedBy));
  const record = sound<ShiftOpening>({ id, kind: 'shift-open', shift: id, at: timestamp(now), staff, register, currency, float });
  const shift = { id: record.shift, openedAt: record.at, openedBy: record.staff.name, currency: record.currency, float: record.float, takings: NO_TAKINGS };
  return { record, also: (store, position) => store.put({ ...shift, position } satisfies OpenShift, shiftKey(registerId)) };
}

async function closing({ id, shift, staff, register, counted }: Said, open: OpenShift | undefined, { use, journal, registerId, now }: Register): Promise<Made> {
  if (!open || open.id !== shift) throw new Refused(409, 'shift-changed', said.shiftNotOpen);
  const { float, currency, openedAt, takings, position } = open;
  // Behind the opening nothing but its sales can be unsent: those of another register are, before this one is paired again.
  const { waiting, refused } = await journal.counts(position, use);
  const record = sound<ShiftClosing>({
    id, kind: 'shift-close', shift, openedAt, closedAt: timestamp(now), staff, register, currency, float,
    methods: compare((counted || {}) as Record<Method, Cents>, float, takings), sales: { count: takings.count, total: takings.total }, unsynchronised: waiting + refused,
  });
  return { record, also: (store) => store.delete(shiftKey(registerId)) };
}

function sound<T extends ShiftRecord>(record: { readonly [K in keyof T]?: unknown } & { readonly kind: T['kind'] }): T {
  const parsed = parse(RecordSchema, record);
  if (!parsed.ok) throw new Refused(422, 'not-valid', said.cannotBeKept(parsed.message), { path: parsed.path });
  return parsed.value as T;
}
