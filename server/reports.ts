import type { Context } from 'hono';
import type { RegisterReport } from '../domain/panel.js';
import { parseJson } from '../domain/schema.js';
import { BATCH_SIZE, PROTOCOL, REPORT_HEADER, ReportSchema, STORAGES, type Report } from '../domain/wire.js';
import type { PanelContext } from './context.js';
import type { Database } from './database.js';
import type { DeviceEnv } from './device-session.js';
import type { LinkName } from './proof.js';
import type { ReportTable } from './schema.js';

/** A header longer than this is none of ours. */
const LONGEST = 500;
/** What has not changed is written again this much later, in ms: a register that talks all the time does not write all the time. */
const AGAIN = 3_600_000;
/** A count that goes down as a backlog comes in is written this much later, in ms: each writing is a commit. That nothing waits any longer is written at once. */
const MEANWHILE = 10_000;

/**
 * Keeps what a device says of itself by the way of another request. It is not asked for, and nothing depends on it: what
 * cannot be read, or written just now, changes nothing of the answer.
 * @param taken how many of its unsynchronised sales this very request has brought.
 * @param until what the writing waits for.
 */
export async function keepReport(context: PanelContext, c: Context<DeviceEnv>, taken = 0, until?: Promise<unknown>): Promise<void> {
  const said = c.req.header(REPORT_HEADER);
  const report = said === undefined || said.length > LONGEST ? null : parseJson(ReportSchema, said);
  if (!report?.ok) return;
  const { unsynchronised, ...rest } = report.value;
  const link = c.get('link');
  await until;
  await write(context, link, { ...rest, unsynchronised: Math.max(0, unsynchronised - taken) })
    .catch((error: unknown) => context.log.warn({ err: error }, 'what a register says of itself was not kept'));
}

async function write({ db, now }: PanelContext, { register_id, link }: LinkName, { version, storage, unsynchronised, lastFullSync }: Report): Promise<void> {
  const said = { protocol: PROTOCOL, version, storage, unsynchronised, last_full_sync: lastFullSync };
  const before = await db.selectFrom('reports').selectAll().where('register_id', '=', register_id).where('link', '=', link).executeTakeFirst();
  const age = before ? now().getTime() - Date.parse(before.reported_at) : Infinity;
  // A clock that was set back makes nothing wait.
  if (before && age >= 0 && age < (isSame(before, said) ? AGAIN : isOnlyFewer(before, said) ? MEANWHILE : 0)) return;
  const row = { ...said, reported_at: now().toISOString() };
  await db.insertInto('reports').values({ register_id, link, ...row }).onConflict((kept) => kept.columns(['register_id', 'link']).doUpdateSet(row)).execute();
}

type Said = Omit<ReportTable, 'register_id' | 'link' | 'reported_at'>;

function isSame(before: ReportTable, said: Said): boolean {
  return (Object.keys(said) as (keyof Said)[]).every((name) => before[name] === said[name]);
}

/** Some sales came in since, a whole batch and more wait, and nothing else has changed: less than that is the end of a drain, after which nothing may come for an hour. */
function isOnlyFewer(before: ReportTable, said: Said): boolean {
  return said.unsynchronised >= BATCH_SIZE && said.unsynchronised < before.unsynchronised && isSame({ ...before, unsynchronised: said.unsynchronised }, said);
}

/** What a link's device said last; null: nothing yet. */
export async function readReport(db: Database, { register_id, link }: LinkName): Promise<RegisterReport | null> {
  const row = await db.selectFrom('reports').selectAll().where('register_id', '=', register_id).where('link', '=', link).executeTakeFirst();
  if (!row) return null;
  const { reported_at: at, protocol, version, unsynchronised, last_full_sync: lastFullSync } = row;
  return { at, protocol, version, unsynchronised, lastFullSync, storage: STORAGES.find((kind) => kind === row.storage) ?? 'unknown' };
}
