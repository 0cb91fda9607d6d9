import type { Database } from '../database.js';
import type { CategoryTable } from '../schema.js';

/** The ids of a category and of all below it. An unknown id gives itself: no product is in it. */
export async function categoryWithDescendants(db: Database, id: string): Promise<string[]> {
  const rows = await db.selectFrom('categories').select(['id', 'parent_id']).execute();
  return descendants(rows, id);
}

type Placed = Pick<CategoryTable, 'id' | 'parent_id'>;

/** Levels of categories at the most: below that nobody finds anything, at the till or here. */
export const MOST_LEVELS = 10;

/** The same from rows that have been read. Also where a damaged database has categories above each other in a ring it ends. */
export function descendants(rows: readonly Placed[], id: string): string[] {
  return [...levels(rows, id).keys()];
}

/** How many levels a category and what is below it take up: 1 when nothing is. */
export function height(rows: readonly Placed[], id: string): number {
  // The deepest are found last.
  return [...levels(rows, id).values()].pop() ?? 1;
}

/** On which level a category is: 1 at the top; null, what is above the top, is on none. */
export function levelOf(rows: readonly Placed[], id: string | null): number {
  const above = new Map(rows.map((row) => [row.id, row.parent_id]));
  const seen = new Set<string>();
  for (let at = id; at !== null && !seen.has(at); at = above.get(at) ?? null) seen.add(at);
  return seen.size;
}

/** A category and all below it, with their levels counted from it. */
function levels(rows: readonly Placed[], id: string): Map<string, number> {
  const children = new Map<string | null, string[]>();
  for (const row of rows) children.set(row.parent_id, children.get(row.parent_id) ?? []).get(row.parent_id)?.push(row.id);
  const found = new Map([[id, 1]]);
  // Grows while it is walked: the children of each come after it.
  for (const [above, level] of found) {
    for (const child of children.get(above) ?? []) if (!found.has(child)) found.set(child, level + 1);
  }
  return found;
}

/** Two categories side by side with the same key have the same name for people. */
export function siblingKey(parentId: string | null, name: string): string {
  return `${parentId ?? ''}/${name.normalize('NFC').toLowerCase()}`;
}
