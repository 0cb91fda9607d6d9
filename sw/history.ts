import type { History, HistoryDetail, HistoryItem, ShiftDetail } from '../domain/local.js';
import { cents } from '../domain/money.js';
import { parseJson } from '../domain/schema.js';
import type { Recorded } from '../domain/shift.js';
import { RecordSchema } from '../domain/wire.js';
import type { Placed } from './journal.js';
import type { WholeJournal } from './records.js';

const PAGE_SIZE = 50;

/** One page of Sales history, newest first. */
export async function history(journal: WholeJournal, before: number, limit = PAGE_SIZE): Promise<History> {
  const { entries, more } = await journal.page(before, Math.min(Math.max(limit, 1), 200));
  return { items: entries.map((entry) => ({ ...item(entry, recordOf(entry)), state: entry.state })), more };
}

/** All that the register knows of one of them. */
export async function described(journal: WholeJournal, placed: Placed): Promise<HistoryDetail | ShiftDetail> {
  const record = recordOf(placed);
  const rest = { ...item(placed, record), sealed: placed.sealed, ...await journal.standing(placed.position) };
  return record.kind === 'sale' ? { ...rest, sale: record } : { ...rest, record };
}

/** What was sealed was sound. If the disk has damaged it since, it still has its number and place, and one such must not hide the rest. */
function recordOf({ id, sealed }: Placed): Recorded {
  const record = parseJson(RecordSchema, sealed.body);
  if (record.ok) return record.value;
  const nothing = cents(0);
  return {
    id, kind: 'sale', openedAt: '', completedAt: '', staff: { id: '', name: '' }, catalogue: sealed.hash, currency: '', lines: [], orderDiscount: 0,
    totals: { gross: nothing, discount: nothing, total: nothing, tax: nothing }, rounding: nothing, payments: [],
  };
}

function item({ position, id, receiptNumber }: Placed, record: Recorded): Omit<HistoryItem, 'state'> {
  const { kind } = record;
  const [completedAt, total] = kind === 'sale' ? [record.completedAt, record.totals.total]
    : kind === 'shift-open' ? [record.at, record.float] : [record.closedAt, record.methods.reduce((sum, { counted }) => sum + counted, 0)];
  return { position, id, kind, receiptNumber, completedAt, total };
}
