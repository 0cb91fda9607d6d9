import type { Database } from '../database.js';
import type { CategoryTable } from '../schema.js';

/** The ids of a category and of all below it. An unknown id gives itself: no product is in it. */
export async function categoryWithDescendants(db: Database, id: string): Promise<string[]> {
  const rows = await db.selectFrom('categories').select(['id', 'parent_id']).execute();
  return descendants(rows, id);
}

/** The same from rows that have been read. */
export function descendants(rows: readonly Pick<CategoryTable, 'id' | 'parent_id'>[], id: string): string[] {
  const found = [id];
  // Grows while it is walked: the children of each come after it.
  for (const above of found) found.push(...rows.filter((row) => row.parent_id === above).map((row) => row.id));
  return found;
}

/** Two categories side by side with the same key have the same name for people. */
export function siblingKey(parentId: string | null, name: string): string {
  return `${parentId ?? ''}/${name.normalize('NFC').toLowerCase()}`;
}
