import type { Connection } from './connection.js';
import { migrate, schemaNumber } from './migrations.js';

/** How far link numbers go on when nobody knows how many were given after the backup. */
const UNKNOWN = 26;

/** The highest link number that each register has had, by the register's id. */
export type HighestLinks = ReadonlyMap<string, number>;

/** Reads them from a database of any version. Throws SQLite's error when it cannot be read. */
export function highestLinks(file: Connection): HighestLinks {
  const floors = schemaNumber(file) >= 2 ? 'link_floor' : '0';
  const rows = file.rows(`SELECT id, max(${floors}, coalesce((SELECT max(link) FROM links WHERE register_id = id), 0)) AS highest FROM registers`);
  return new Map(rows.map(({ id, highest }) => [String(id), Number(highest)]));
}

/**
 * Makes pairing go on above the links that were given after the backup was made: a second register of the same link would
 * give receipt numbers that customers have already. Brings the backup's tables up to date.
 * @param later what the database that is set aside had; a register that it does not have skips {@link UNKNOWN} numbers.
 */
export function raiseLinkFloors(backup: Connection, later: HighestLinks, now: Date): void {
  migrate(backup, now);
  for (const [id, highest] of highestLinks(backup)) {
    const floor = Math.max(highest, later.get(id) ?? highest + UNKNOWN);
    backup.rows('UPDATE registers SET link_floor = ? WHERE id = ? RETURNING id', [floor, id]);
  }
}
