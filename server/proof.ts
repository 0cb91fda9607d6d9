import { setImmediate } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import { SHOWN_RANGES, type LinkNumbers, type NumberRange } from '../domain/panel.js';
import type { Database } from './database.js';

/** One pairing of a register with a device. */
export interface LinkName {
  readonly register_id: string;
  readonly link: number;
}

/** How many sales one statement looks at, and after how many others get their turn: some 20 ms. */
const STEP = 10_000;
const TURN = 50_000;

/**
 * What came of a link's numbers, told from the ledger as it stands: nothing is kept beside it that could come to differ.
 * Reads only the index, a stretch at a time: 200 ms for a million sales, and a link that claims number 2^53 costs no more
 * than its sales do.
 */
export async function proveLink(db: Database, link: LinkName, step = STEP): Promise<LinkNumbers> {
  const missing: NumberRange[] = [];
  let [missingCount, forks, highest] = [0, 0, 0];
  for await (const { after, last, sales, numbers } of stretches(db, link, step)) {
    const gaps = last - after - numbers;
    if (gaps > 0 && missing.length < SHOWN_RANGES) missing.push(...await rangesIn(db, link, after, last, SHOWN_RANGES - missing.length));
    missingCount += gaps;
    forks += sales - numbers;
    highest = last;
  }
  return { link: link.link, received: highest - missingCount + forks, highest, missing, missingCount, forks };
}

/** A link's sales with numbers above `after`, up to `last`, which is one of theirs. */
export interface Stretch {
  readonly after: number;
  readonly last: number;
  readonly sales: number;
  /** Different numbers among them. */
  readonly numbers: number;
  /** Place in the ledger of the one that arrived last. */
  readonly position: number;
}

/** A link's sales in the order of their numbers, `step` at a time (more where the last number is forked). */
export async function* stretches(db: Database, link: LinkName, step: number): AsyncGenerator<Stretch> {
  let after = 0;
  for (let sales = 0; ; sales += step) {
    const found = await stretchAfter(db, link, after, step);
    if (!found) return;
    yield found;
    after = found.last;
    // The database answers at once, so without a pause nothing else would have its turn.
    if ((sales + step) % TURN === 0) await setImmediate();
  }
}

async function stretchAfter(db: Database, link: LinkName, after: number, step: number): Promise<Stretch | null> {
  const { rows: [found] } = await sql<Omit<Stretch, 'after' | 'last'> & { last: number | null }>`
    SELECT count(*) AS sales, count(DISTINCT seq) AS numbers, max(seq) AS last, max(position) AS position FROM chain WHERE ${of(link)} AND seq > ${after}
    AND seq <= coalesce((SELECT seq FROM chain WHERE ${of(link)} AND seq > ${after} ORDER BY seq LIMIT 1 OFFSET ${step - 1}), ${Number.MAX_SAFE_INTEGER})`.execute(db);
  return found && found.last !== null ? { ...found, last: found.last, after } : null;
}

/** The first `limit` ranges of numbers between `after` and `last` that are missing. */
async function rangesIn(db: Database, link: LinkName, after: number, last: number, limit: number): Promise<NumberRange[]> {
  const { rows } = await sql<{ from: number; to: number }>`
    SELECT before + 1 AS "from", seq - 1 AS "to"
    FROM (SELECT seq, lag(seq, 1, ${after}) OVER (ORDER BY seq) AS before FROM chain WHERE ${of(link)} AND seq > ${after} AND seq <= ${last})
    WHERE seq > before + 1 ORDER BY seq LIMIT ${limit}`.execute(db);
  return rows.map(({ from, to }) => [from, to]);
}

/** The ledger's rows of a link, as a condition. */
export function of({ register_id, link }: LinkName): RawBuilder<boolean> {
  return sql<boolean>`register_id = ${register_id} AND link = ${link}`;
}
