import { setImmediate } from 'node:timers/promises';
import { readFile } from '../domain/file.js';
import type { TakeInReport } from '../domain/panel.js';
import type { Who } from './audit.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import { refusalFor } from './failure.js';
import { linesOf } from './file-lines.js';
import { takeInWith } from './ledger.js';
import { Refused } from './refused.js';
import { EMPTY, withDamage, withSales, type SaleLine, type Tally } from './take-in-tally.js';

/** Largest file, in bytes: some 50,000 sales. */
export const MAX_FILE = 50 * 1024 * 1024;
/** How many sales one transaction records, and how many lines are read before others get their turn. */
const BATCH = 200;

export interface TakeInOptions {
  readonly who: Who;
  /** What the file is called, for the audit. */
  readonly name?: string | undefined;
  /** Told after each batch. */
  readonly progress?: (sales: number) => void;
}

/**
 * Takes a register's file of sales in as if they had come over the network: each once, however often the file comes and
 * whatever came by the network before or after. What is damaged or refused is told by line, and holds up none of the rest.
 * Throws `bad-file` when nothing in it is of a register's making. When it cannot go on (the disk is full), what was
 * recorded before stays recorded, and the same file may come again.
 */
export async function takeInFile(context: PanelContext, bytes: Uint8Array, options: TakeInOptions): Promise<TakeInReport> {
  const record = recorder(context, options);
  let tally = EMPTY;
  try {
    let [batch, parts, known]: [SaleLine[], number, boolean] = [[], 0, false];
    for (const part of readFile(linesOf(bytes))) {
      known ||= part.kind !== 'damaged';
      if (part.kind === 'damaged') tally = withDamage(tally, part.line, part.message);
      if (part.kind === 'sale') batch.push(part);
      if (batch.length === BATCH) [tally, batch] = [await record(tally, batch), []];
      if (++parts % BATCH === 0) await setImmediate();
    }
    if (!known) throw new Refused('bad-file', 'This is no file of sales: nothing in it was saved by a register. Choose a file that a register’s “Save unsynchronised sales” has written.');
    tally = await record(tally, batch);
  } catch (error) {
    throw tally.recorded === 0 ? error : halfway(context, error, tally.recorded);
  }
  return { ...tally, registers: await named(context.db, tally) };
}

/** Records some sales and says in the audit, in the same transaction, what became of the file so far. */
function recorder({ db, now }: PanelContext, { who, name, progress }: TakeInOptions) {
  let entry: number | undefined;
  return async (before: Tally, batch: readonly SaleLine[]): Promise<Tally> => {
    let [tally, written] = [before, entry];
    await takeInWith(db, null, batch.map(({ sealed }) => sealed), now(), async (trx, outcomes) => {
      tally = withSales(before, batch, outcomes);
      written = await writeDown(trx, now(), who, detailOf(tally, name), entry);
    });
    entry = written;
    progress?.(tally.recorded + tally.already + tally.refusedCount);
    return tally;
  };
}

/** One entry for a file, however many transactions it takes. */
async function writeDown(trx: Database, at: Date, who: Who, detail: string, entry: number | undefined): Promise<number> {
  if (entry !== undefined) {
    await trx.updateTable('audit').set({ detail }).where('id', '=', entry).execute();
    return entry;
  }
  const { id } = await trx.insertInto('audit').values({ at: at.toISOString(), who, what: 'take in sales', detail }).returning('id').executeTakeFirstOrThrow();
  return id;
}

function detailOf({ recorded, already, refusedCount, damagedCount, registers }: Tally, name: string | undefined): string {
  return JSON.stringify({ name, recorded, already, refused: refusedCount, damaged: damagedCount, registers: Object.fromEntries(registers) });
}

function halfway({ log }: PanelContext, error: unknown, recorded: number): Refused {
  log.error({ err: error, recorded }, 'taking in a file of sales ended halfway');
  const { code, retryAfter } = refusalFor(error);
  const why = code === 'busy' ? 'its disk is full or in use' : 'it failed, and its log has the reason';
  return new Refused(code, `The control panel could not go on with the file (${why}): ${recorded} of its sales are recorded, the others are not yet. Mend that, and take the same file in again: each sale is recorded once.`, undefined, retryAfter);
}

async function named(db: Database, { registers }: Tally): Promise<TakeInReport['registers']> {
  const rows = await db.selectFrom('registers').select(['id', 'name']).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return [...registers].map(([registerId, counts]) => ({ registerId, register: names.get(registerId) ?? null, ...counts }));
}
