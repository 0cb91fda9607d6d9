import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Proof, RegisterRow } from '../domain/panel.js';
import { audit, type Who } from './audit.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import { withLost } from './lost.js';
import { endLink } from './pairing.js';
import { proveLink } from './proof.js';
import { Refused } from './refused.js';
import { readReport } from './reports.js';

export interface RegisterInput {
  readonly name: string;
  readonly outletId: string;
}
export interface RegisterChange {
  readonly name?: string | undefined;
  readonly outletId?: string | undefined;
  readonly idleMinutes?: number | undefined;
  readonly historyDays?: number | undefined;
}

type Link = NonNullable<RegisterRow['link']>;
/** A register without what its sales and its device tell. */
export interface Register extends Omit<RegisterRow, 'salesReceived' | 'proof' | 'link'> {
  readonly link: Omit<Link, 'report'> | null;
}

/** Minutes until a new register locks itself. */
const IDLE_MINUTES = 10;

/** Makes a register with the next free code: T1, T2, … Throws `name-taken`, or `not-valid` for an outlet that is not there. */
export async function createRegister(context: PanelContext, { name, outletId }: RegisterInput, who: Who): Promise<Register> {
  return context.db.transaction().execute(async (trx) => {
    const id = randomUUID();
    await refuseIfUnsound(trx, id, name, outletId);
    const code = await nextCode(trx);
    await trx.insertInto('registers').values({ id, name, code, outlet_id: outletId, idle_minutes: IDLE_MINUTES, created_at: context.now().toISOString() }).execute();
    await audit(trx, context.now(), who, 'create register', { id, name, code, outletId });
    return readRegister(trx, id);
  });
}

/** Changes what is given. The code stays: it is on printed receipts. Throws as {@link createRegister}, and `not-found`. */
export async function changeRegister(context: PanelContext, id: string, change: RegisterChange, who: Who): Promise<Register> {
  return context.db.transaction().execute(async (trx) => {
    const before = await readRegister(trx, id);
    const after = { name: change.name ?? before.name, outlet_id: change.outletId ?? before.outlet.id, idle_minutes: change.idleMinutes ?? before.idleMinutes, history_days: change.historyDays ?? before.historyDays };
    await refuseIfUnsound(trx, id, after.name, after.outlet_id);
    await trx.updateTable('registers').set(after).where('id', '=', id).execute();
    await audit(trx, context.now(), who, 'change register', { id, before: { name: before.name, outletId: before.outlet.id, idleMinutes: before.idleMinutes, historyDays: before.historyDays }, ...change });
    return readRegister(trx, id);
  });
}

/** "Remove link to device": the device may no longer send. Throws `not-found`. @returns whether there was a link. */
export async function removeLink(context: PanelContext, id: string, who: Who): Promise<boolean> {
  return context.db.transaction().execute(async (trx) => {
    const { name, link } = await readRegister(trx, id);
    const ended = await endLink(trx, id, context.now());
    if (ended) await audit(trx, context.now(), who, 'remove link', { id, name, link: link?.link, device: link?.device });
    return ended;
  });
}

export async function listRegisters(db: Database): Promise<RegisterRow[]> {
  const rows = await registers(db).orderBy('registers.created_at').orderBy('registers.code').execute();
  const proven: RegisterRow[] = [];
  for (const row of rows) proven.push(await withProof(db, registerOf(row)));
  return proven;
}

/** Throws `not-found`. */
export async function readRegister(db: Database, id: string): Promise<Register> {
  const row = await registers(db).where('registers.id', '=', id).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'This register is not there: look at the list of registers again.');
  return registerOf(row);
}

/** Adds what its sales and its device tell. Not within a transaction: others get their turn in between. */
export async function withProof(db: Database, register: Register): Promise<RegisterRow> {
  const links = await db.selectFrom('links').select(['register_id', 'link', 'ended_at']).where('register_id', '=', register.id).orderBy('link').execute();
  const proof: Proof[] = [];
  for (const link of links) {
    const proven = await withLost(db, link, await proveLink(db, link));
    if (proven.highest > 0 || proven.lost || link.ended_at === null) proof.push(proven);
  }
  const { records } = await db.selectFrom('chain').select(({ fn }) => fn.countAll<number>().as('records'))
    .where('register_id', '=', register.id).where('kind', '<>', 'sale').executeTakeFirstOrThrow();
  const { link } = register;
  const reported = link && { ...link, report: await readReport(db, { register_id: register.id, link: link.link }) };
  return { ...register, link: reported, salesReceived: proof.reduce((sum, { received }) => sum + received, 0) - records, proof };
}

function registers(db: Database) {
  return db.selectFrom('registers').innerJoin('outlets', 'outlets.id', 'registers.outlet_id')
    .leftJoin('links', (join) => join.onRef('links.register_id', '=', 'registers.id').on('links.ended_at', 'is', null))
    .select([
      'registers.id', 'registers.name', 'code', 'idle_minutes', 'history_days', 'outlets.id as outlet_id', 'outlets.name as outlet_name',
      'link', 'device', 'links.created_at as since', 'last_heard_at', 'last_full_sync_at',
      sql<string | null>`(SELECT max(completed_utc) FROM ledger WHERE register_id = registers.id)`.as('last_sale'),
    ]);
}

function registerOf(row: Awaited<ReturnType<ReturnType<typeof registers>['execute']>>[number]): Register {
  const { link, device, since } = row;
  return {
    id: row.id, name: row.name, code: row.code, outlet: { id: row.outlet_id, name: row.outlet_name }, idleMinutes: row.idle_minutes, historyDays: row.history_days,
    link: link === null || device === null || since === null ? null : { link, device, since, lastHeardOf: row.last_heard_at, lastFullSync: row.last_full_sync_at },
    lastSaleAt: row.last_sale,
  };
}

async function nextCode(trx: Database): Promise<string> {
  const rows = await trx.selectFrom('registers').select('code').execute();
  const numbers = rows.map(({ code }) => Number(/^T(\d+)$/.exec(code)?.[1] ?? 0));
  return `T${Math.max(0, ...numbers) + 1}`;
}

async function refuseIfUnsound(trx: Database, id: string, name: string, outletId: string): Promise<void> {
  const other = await trx.selectFrom('registers').select('id').where('name', '=', name).where('id', '<>', id).executeTakeFirst();
  if (other) throw new Refused('name-taken', `There is a register ${name} already: nothing was saved. Take another name.`, 'name');
  const outlet = await trx.selectFrom('outlets').select('id').where('id', '=', outletId).executeTakeFirst();
  if (!outlet) throw new Refused('not-valid', 'The outlet is not there (any more): nothing was saved. Choose another.', 'outletId');
}
