import { sql } from 'kysely';
import { genesis } from '../domain/chain.js';
import type { LinkProof, OddSale } from '../domain/panel.js';
import type { Database } from './database.js';
import { withLost } from './lost.js';
import { of, proveLink, stretches, type LinkName } from './proof.js';
import { digest } from './secrets.js';

/** Fewer than for the numbers alone: each sale is read, and the one before it. */
const STEP = 5_000;
const SHOWN = 100;

/** Everything that the ledger tells about a register's links, the latest first. Reads every sale of theirs: 5 s for a million, others get their turn. */
export async function linkProofs(db: Database, registerId: string): Promise<LinkProof[]> {
  const links = await db.selectFrom('links')
    .select(['register_id', 'link', 'series', 'device', 'created_at as since', 'ended_at as endedAt', 'last_heard_at as lastHeardOf'])
    .where('register_id', '=', registerId).orderBy('link', 'desc').execute();
  const proofs: LinkProof[] = [];
  for (const { register_id, ...facts } of links) {
    const name = { register_id, link: facts.link };
    proofs.push({ ...facts, ...await withLost(db, name, await proveLink(db, name)), ...await checkChain(db, name), shiftRecords: await countShiftRecords(db, name) });
  }
  return proofs;
}

/** Openings and closings of shifts. */
async function countShiftRecords(db: Database, link: LinkName): Promise<number> {
  const { n } = await db.selectFrom('chain').select(({ fn }) => fn.countAll<number>().as('n')).where(of(link)).where('kind', '<>', 'sale').executeTakeFirstOrThrow();
  return n;
}

/** Goes along the chain as it stands now: the flags say what was seen when each sale came, which may have mended since. */
async function checkChain(db: Database, link: LinkName): Promise<Pick<LinkProof, 'chainBroken' | 'odd' | 'lastReceivedAt'>> {
  const odd: OddSale[] = [];
  let [chainBroken, latest] = [0, 0];
  const first = await genesis(link.register_id, link.link, digest);
  const broken = sql<number>`CASE WHEN l.seq = 1 THEN l.prev <> ${first} ELSE EXISTS (SELECT 1 FROM chain WHERE ${of(link)} AND seq = l.seq - 1)
    AND NOT EXISTS (SELECT 1 FROM chain WHERE ${of(link)} AND seq = l.seq - 1 AND hash = l.prev) END`;
  const fork = sql<number>`EXISTS (SELECT 1 FROM chain WHERE ${of(link)} AND seq = l.seq AND position <> l.position)`;
  for await (const { after, last, position } of stretches(db, link, STEP)) {
    const here = sql`FROM chain AS l WHERE ${of(link)} AND seq > ${after} AND seq <= ${last}`;
    const { rows: [counted] } = await sql<{ broken: number | null }>`SELECT sum(${broken}) AS broken ${here}`.execute(db);
    chainBroken += counted?.broken ?? 0;
    latest = Math.max(latest, position);
    if (odd.length >= SHOWN) continue;
    const { rows } = await sql<Record<'seq' | 'position' | 'fork' | 'broken', number> & { receipt_number: string; shift: string | null }>`
      SELECT * FROM (SELECT seq, position, receipt_number, CASE kind WHEN 'sale' THEN NULL ELSE shift END AS shift, ${fork} AS fork, ${broken} AS broken ${here}) WHERE fork OR broken ORDER BY seq, position LIMIT ${SHOWN - odd.length}`.execute(db);
    odd.push(...rows.map((row) => ({ seq: row.seq, receiptNumber: row.receipt_number, position: row.position, shift: row.shift, fork: row.fork === 1, chainBroken: row.broken === 1 })));
  }
  const arrived = await db.selectFrom('chain').select('received_at').where('position', '=', latest).executeTakeFirst();
  return { chainBroken, odd, lastReceivedAt: arrived?.received_at ?? null };
}
