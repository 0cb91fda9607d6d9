import { sql } from 'kysely';
import type { SealedSale } from '../domain/chain.js';
import type { Genuine } from './authenticity.js';
import type { Database } from './database.js';

/** What the chain has of a number. A number can have several: a fork. */
export interface Neighbour {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  readonly completed_utc: string;
  readonly flags: string;
}

/** What the database has around the sales of a batch, asked once for all of them, and kept true as they are recorded. */
export interface Surroundings {
  /** Of the same link, with the number before this one, the same, or the one after; in no order. */
  near(sealed: SealedSale): readonly Neighbour[];
  /** Those products and people that the batch names and the shop does not have. */
  readonly unknownProducts: ReadonlySet<string>;
  readonly unknownStaff: ReadonlySet<string>;
  /** Those of the batch's ids that the chain has. */
  readonly ids: ReadonlySet<string>;
  /** One of the batch is in the chain now. */
  add(genuine: Genuine, row: Pick<Neighbour, 'completed_utc' | 'flags'>): void;
}

/** Asks in a transaction, in which the batch is then recorded. */
export async function surroundings(trx: Database, batch: readonly Genuine[]): Promise<Surroundings> {
  const [links, { products, staff, ids }] = [await neighbours(trx, batch), await lookUp(trx, batch)];
  const of = ({ registerId, link }: SealedSale): Map<number, Neighbour[]> => links.get(nameOf(registerId, link)) ?? new Map<number, Neighbour[]>();
  return {
    unknownProducts: products, unknownStaff: staff, ids,
    near: (sealed) => [-1, 0, 1].flatMap((step) => of(sealed).get(sealed.seq + step) ?? []),
    add: ({ sealed, record }, row) => {
      const { seq, hash, prev } = sealed;
      ids.add(record.id);
      put(of(sealed), { seq, hash, prev, ...row });
    },
  };
}

function nameOf(registerId: string, link: number): string {
  return `${registerId}\n${link}`;
}

function put(rows: Map<number, Neighbour[]>, row: Neighbour): void {
  rows.set(row.seq, [...rows.get(row.seq) ?? [], row]);
}

async function neighbours(trx: Database, batch: readonly Genuine[]): Promise<Map<string, Map<number, Neighbour[]>>> {
  const numbers = new Map<string, { readonly registerId: string; readonly link: number; readonly seqs: Set<number> }>();
  for (const { sealed: { registerId, link, seq } } of batch) {
    const name = nameOf(registerId, link);
    const of = numbers.get(name) ?? { registerId, link, seqs: new Set<number>() };
    numbers.set(name, of);
    for (const near of [seq - 1, seq, seq + 1]) of.seqs.add(near);
  }
  const found = new Map<string, Map<number, Neighbour[]>>();
  for (const [name, { registerId, link, seqs }] of numbers) {
    const { rows } = await sql<Neighbour>`
      SELECT seq, hash, prev, completed_utc, flags FROM chain
      WHERE register_id = ${registerId} AND link = ${link} AND seq IN (SELECT value FROM json_each(${JSON.stringify([...seqs])}))`.execute(trx);
    const bySeq = new Map<number, Neighbour[]>();
    for (const row of rows) put(bySeq, row);
    found.set(name, bySeq);
  }
  return found;
}

/** Which products and people that a batch names the shop does not have, and which of its ids the chain has: as a rule none, and each row costs more than the search for it. */
async function lookUp(trx: Database, batch: readonly Genuine[]): Promise<Record<'products' | 'staff' | 'ids', Set<string>>> {
  const products = distinct(batch.flatMap(({ record }) => record.kind === 'sale' ? record.lines.map((line) => line.productId) : []));
  const staff = distinct(batch.map(({ record }) => record.staff.id));
  const ids = distinct(batch.map(({ record }) => record.id));
  // Their places are asked for, not they themselves: half a surrogate pair, which JSON may hold, comes out of SQLite as bytes that are no text, and libsql ends the process over it.
  const { rows } = await sql<{ what: string; at: number | string }>`
    SELECT 'product' AS what, key AS at FROM json_each(${JSON.stringify(products)}) WHERE value NOT IN (SELECT id FROM products)
    UNION ALL SELECT 'person', key FROM json_each(${JSON.stringify(staff)}) WHERE value NOT IN (SELECT id FROM staff)
    UNION ALL SELECT 'id', sale_id FROM chain WHERE sale_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.execute(trx);
  const found = (wanted: string, named: (at: number | string) => string): Set<string> => new Set(rows.flatMap(({ what, at }) => (what === wanted ? [named(at)] : [])));
  return { products: found('product', (at) => String(products[Number(at)])), staff: found('person', (at) => String(staff[Number(at)])), ids: found('id', String) };
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];
