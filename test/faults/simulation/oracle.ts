import { createHash } from 'node:crypto';
import type { Hash } from '../../../domain/catalogue.js';
import { genesis, sealHash } from '../../../domain/chain.js';
import type { HistoryItem } from '../../../domain/local.js';
import type { Database } from '../../../server/database.js';
import { finished } from './settle.js';
import { judgeShifts } from './shift-oracle.js';
import type { Scene } from './browser.js';
import type { Selling, SimulatedRegister } from './register.js';

const digest = async (text: string): Promise<Hash> => createHash('sha256').update(text).digest('hex') as Hash;
/** What may be odd about a sale when clocks jump and links end. Anything else about its place in the chain is a fault. */
const EXPLAINED = new Set(['clock-ahead', 'clock-behind', 'after-release']);

export type Row = Awaited<ReturnType<typeof rows>>[number];

const rows = (db: Database) => db.selectFrom('chain').select(['sale_id', 'register_id', 'link', 'seq', 'prev', 'hash', 'body', 'total', 'flags', 'receipt_number', 'position', 'kind', 'shift']).orderBy('position').execute();

/** Holds the ledger against what the pages saw: every sale, and every opening and closing of a shift, that got its 202, once, byte for byte, and nothing else. */
export async function judge(scene: Scene, registers: readonly SimulatedRegister[]): Promise<void> {
  const { db } = scene.panel;
  const chain = await rows(db);
  const ledger = chain.filter(({ kind }) => kind === 'sale');
  const byId = group(chain);
  for (const register of registers) for (const selling of register.sales) judgeSale(scene, register, selling, byId.get(selling.id) ?? []);
  const known = new Map(registers.flatMap(({ sales }) => sales.map(({ id, body }) => [id as string, body] as const)));
  for (const row of chain) {
    if (row.kind === 'sale' && known.get(row.sale_id) !== row.body) scene.violation(`the ledger has a sale that nobody made: ${row.body}`);
    const odd = row.flags.split(' ').filter((flag) => flag && !EXPLAINED.has(flag));
    if (odd.length > 0) scene.violation(`${row.receipt_number} is flagged ${odd.join(' and ')}`);
  }
  await judgeChains(scene, chain);
  await judgeShifts(scene, registers, chain, byId);
  await judgeTotals(scene, ledger);
  for (const register of registers) await judgeHistory(scene, register);
}

export function judgeSale(scene: Scene, register: SimulatedRegister, { id, receipt }: Pick<Selling, 'id' | 'receipt'>, found: readonly Row[]): void {
  if (found.length > 1) {
    scene.tally.count('doubled');
    scene.violation(`sale ${id} is in the ledger ${found.length} times: ${found.map(({ receipt_number }) => receipt_number).join(', ')}`);
  }
  if (!receipt) return;
  scene.tally.count('sales answered with 202');
  const row = found.find(({ hash }) => hash === receipt.hash);
  if (!row) {
    scene.tally.count('lost');
    return scene.violation(`sale ${id}, ${receipt.receiptNumber} of ${register.name}, got its 202 and is not in the ledger`);
  }
  if (row.receipt_number !== receipt.receiptNumber || row.seq !== receipt.seq) scene.violation(`sale ${id} is ${receipt.receiptNumber} on its receipt and ${row.receipt_number} in the ledger`);
}

function group(ledger: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of ledger) found.set(row.sale_id, [...found.get(row.sale_id) ?? [], row]);
  return found;
}

/** Per link: numbers from 1 without gaps or repeats, each hash over the one before. */
async function judgeChains(scene: Scene, ledger: readonly Row[]): Promise<void> {
  const ends = new Map<string, { seq: number; hash: Hash }>();
  for (const row of [...ledger].sort((a, b) => a.register_id.localeCompare(b.register_id) || a.link - b.link || a.seq - b.seq)) {
    const name = `${row.register_id} ${row.link}`;
    const before = ends.get(name) ?? { seq: 0, hash: await genesis(row.register_id, row.link, digest) };
    if (row.seq !== before.seq + 1) scene.violation(`link ${row.link} of ${row.register_id} goes from number ${before.seq} to ${row.seq}`);
    if (row.prev !== before.hash || row.hash !== await sealHash(before.hash, row.seq, row.body, digest)) scene.violation(`the chain of link ${row.link} of ${row.register_id} breaks at number ${row.seq}`);
    ends.set(name, { seq: row.seq, hash: row.hash as Hash });
  }
}

/** Sales, lines and payments add up to the same; only whole sales are there. */
async function judgeTotals(scene: Scene, ledger: readonly Row[]): Promise<void> {
  const { db } = scene.panel;
  const stated = ledger.reduce((sum, { body }) => sum + (JSON.parse(body) as { totals: { total: number } }).totals.total, 0);
  const booked = ledger.reduce((sum, { total }) => sum + total, 0);
  const { lines } = await db.selectFrom('ledger_lines').select(({ fn }) => fn.sum<number | null>('total').as('lines')).executeTakeFirstOrThrow();
  const { payments } = await db.selectFrom('ledger_payments').select(({ fn }) => fn.sum<number | null>('amount').as('payments')).executeTakeFirstOrThrow();
  if (booked !== stated || (lines ?? 0) !== stated || (payments ?? 0) !== stated) scene.violation(`totals differ: sales ${stated}, ledger ${booked}, lines ${lines}, payments ${payments}`);
  scene.tally.count('sales in the ledger', ledger.length);
}

/** The register's own history: everything it still has is green, and it has all that it was not reset after. */
async function judgeHistory(scene: Scene, register: SimulatedRegister): Promise<void> {
  const items = await finished(scene, register.history());
  if (!items) return scene.violation(`${register.name} does not give its history`);
  const states = new Map<string, HistoryItem>(items.map((item) => [item.id, item]));
  if (states.size !== items.length) scene.violation(`${register.name}'s history has a sale twice`);
  for (const { id, state, receiptNumber } of items) if (state !== 'Synchronised') scene.violation(`${receiptNumber} (${id}) is ${state} in the history though everything has settled`);
  const shifts = register.shiftings.map(({ said, ...rest }) => ({ id: said.id, ...rest }));
  for (const { id, receipt, cleared } of [...register.sales, ...shifts]) {
    if (receipt && !cleared && !register.wasTidied && !states.has(id)) scene.violation(`${receipt.receiptNumber} (${id}) got its 202 and is not in the register's history`);
  }
}
