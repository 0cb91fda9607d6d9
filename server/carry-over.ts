import type { Connection } from './connection.js';
import { migrate, schemaNumber } from './migrations.js';

/** How far link numbers go on when nobody knows how many were given after the backup. */
const UNKNOWN = 26;
/** A pairing's columns, as every version has them. */
const COLUMNS = ['register_id', 'link', 'series', 'device', 'signing_key', 'agreement_key', 'pin_key', 'panel_key', 'session_hash', 'pairing_code_hash', 'created_at', 'ended_at', 'last_heard_at', 'last_full_sync_at'] as const;

/** The pairings of a database. */
export interface Links {
  /** The highest link number that each register has had, by the register's id. */
  readonly highest: ReadonlyMap<string, number>;
  /** Each pairing that there was: the values of {@link COLUMNS}. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
export const NO_LINKS: Links = { highest: new Map(), rows: [] };

/** Reads them from a database of any version. Throws SQLite's error when it cannot be read. */
export function linksOf(file: Connection): Links {
  const floors = schemaNumber(file) >= 2 ? 'link_floor' : '0';
  const rows = file.rows(`SELECT id, max(${floors}, coalesce((SELECT max(link) FROM links WHERE register_id = id), 0)) AS highest FROM registers`);
  return { highest: new Map(rows.map(({ id, highest }) => [String(id), Number(highest)])), rows: file.rows(`SELECT ${COLUMNS.join(', ')} FROM links`) };
}

/**
 * Makes pairing go on above the links that were given after the backup was made: a second register of the same link would
 * give receipt numbers that customers have already. The pairings themselves come over too, ended: what those devices have
 * sold and not sent is authentic, and only their keys can show it. Brings the backup's tables up to date.
 * @param later what the database that is set aside had; a register that it does not have skips {@link UNKNOWN} numbers.
 */
export function carryLinksOver(backup: Connection, later: Links, now: Date): void {
  migrate(backup, now);
  for (const [id, highest] of linksOf(backup).highest) {
    const floor = Math.max(highest, later.highest.get(id) ?? highest + UNKNOWN);
    backup.rows('UPDATE registers SET link_floor = ? WHERE id = ? RETURNING id', [floor, id]);
  }
  for (const row of later.rows) {
    const values = COLUMNS.map((column) => column === 'ended_at' ? row[column] ?? now.toISOString() : row[column]);
    backup.rows(
      `INSERT INTO links (${COLUMNS.join(', ')}) SELECT ${COLUMNS.map(() => '?').join(', ')}
       WHERE EXISTS (SELECT 1 FROM registers WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM links WHERE register_id = ? AND link = ?)
       ON CONFLICT DO NOTHING RETURNING link`,
      [...values, row['register_id'], row['register_id'], row['link']],
    );
  }
}
