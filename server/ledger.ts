import { sql } from 'kysely';
import type { SealedSale } from '../domain/chain.js';
import type { Flag, SaleResult } from '../domain/wire.js';
import { verify, type Genuine, type Spurious } from './authenticity.js';
import type { Database } from './database.js';
import { together } from './group-commit.js';
import { addParts, insertIntoChain, insertParts, type Arrival, type Parts } from './ledger-rows.js';
import { findOddities, timeOf } from './oddities.js';
import { sha256 } from './secrets.js';
import { noteShift } from './shift-records.js';
import { surroundings, type Surroundings } from './surroundings.js';

/** What became of a sale; `isNew`: it was not in the ledger before. */
export interface Outcome {
  readonly result: SaleResult;
  readonly isNew: boolean;
}

/**
 * Takes sealed sales, and records of shifts, into the ledger: each authentic one once, whatever is odd about it, with its
 * lines and payments in one transaction. Resolves after the commit; until then nothing is acknowledged. A sale that is there already gets
 * the same answer again. Refused ones are kept aside with the reason.
 * @param session the register whose session sent them; null: they came in a file.
 * @returns one result per sale, in their order.
 */
export async function takeIn(db: Database, session: string | null, sales: readonly SealedSale[], now: Date): Promise<SaleResult[]> {
  const outcomes = await takeInWith(db, session, sales, now, async () => undefined);
  return outcomes.map(({ result }) => result);
}

/** The same; `also` writes something more in the same transaction. */
export async function takeInWith(
  db: Database, session: string | null, sales: readonly SealedSale[], now: Date, also: (trx: Database, outcomes: readonly Outcome[]) => Promise<void>,
): Promise<Outcome[]> {
  const verified = await verify(db, session, sales);
  const arrival: Arrival = { via: session === null ? 'file' : 'network', now };
  return together(db, async (trx) => {
    const outcomes = await recordAll(trx, verified, arrival);
    await also(trx, outcomes);
    return outcomes;
  }, sales.length);
}

async function recordAll(trx: Database, verified: readonly (Genuine | Spurious)[], arrival: Arrival): Promise<Outcome[]> {
  const around = await surroundings(trx, verified.filter((item) => item.genuine));
  const parts: Parts = { lines: [], payments: [] };
  const outcomes: Outcome[] = [];
  for (const item of verified) outcomes.push(item.genuine ? await record(trx, around, parts, item, arrival) : await refuse(trx, item, arrival.now));
  await insertParts(trx, parts);
  await forgetRefusals(trx, verified.filter((item, index) => item.genuine && outcomes[index]?.isNew).map(({ sealed }) => sealed));
  return outcomes;
}

async function record(trx: Database, around: Surroundings, parts: Parts, genuine: Genuine, arrival: Arrival): Promise<Outcome> {
  const { sealed, record } = genuine;
  const recorded = (flags: readonly Flag[]): SaleResult => ({ hash: sealed.hash, id: record.id, result: 'recorded', flags });
  const there = around.near(sealed).find(({ hash }) => hash === sealed.hash);
  if (there) return { result: recorded(there.flags.split(' ').filter(Boolean) as Flag[]), isNew: false };
  const flags = await findOddities(trx, around, genuine, arrival.now);
  const position = await insertIntoChain(trx, genuine, flags.join(' '), arrival);
  if (record.kind === 'sale') addParts(parts, position, record);
  around.add(genuine, { completed_utc: new Date(timeOf(record)).toISOString(), flags: flags.join(' ') });
  await noteShift(trx, sealed.registerId, position, record);
  return { result: recorded(flags), isNew: true };
}

/** They may have been refused before: over the network under another register's session, say, and now they came in a file. */
async function forgetRefusals(trx: Database, recorded: readonly SealedSale[]): Promise<void> {
  if (recorded.length === 0 || !await trx.selectFrom('refused_sales').select('id').limit(1).executeTakeFirst()) return;
  const hashes = recorded.map((sealed) => sha256(sealedText(sealed)));
  await sql`DELETE FROM refused_sales WHERE sealed_hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`.execute(trx);
}

/** Keeps a refused sale, the same bytes once: a register that tries again only counts up. */
async function refuse(trx: Database, { sealed, id, reason, message }: Spurious, now: Date): Promise<Outcome> {
  const text = sealedText(sealed);
  await trx.insertInto('refused_sales').values({
    received_at: now.toISOString(), register_id: sealed.registerId, reason, message, sealed: text, times: 1, sealed_hash: sha256(text),
  }).onConflict((conflict) => conflict.column('sealed_hash').doUpdateSet((eb) => ({ times: eb('refused_sales.times', '+', 1), reason, message }))).execute();
  return { result: { hash: sealed.hash, id, result: 'refused', reason, message }, isNew: false };
}

/** The members in one order, whichever they came in: the same sale is the same text. */
function sealedText({ registerId, link, seq, prev, hash, signature, body }: SealedSale): string {
  return JSON.stringify({ registerId, link, seq, prev, hash, signature, body });
}
