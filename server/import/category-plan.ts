import { randomUUID } from 'node:crypto';
import type { Database } from '../database.js';
import { siblingKey } from '../panel/category-tree.js';
import type { CategoryTable } from '../schema.js';

/** The shop's categories, and those that an import adds. Upper and lower case make no other category. */
export class CategoryPlan {
  /** What is to be added, each after the one above it. */
  readonly made: CategoryTable[] = [];
  readonly #ids: Map<string, string>;
  #position: number;

  private constructor(rows: readonly CategoryTable[]) {
    this.#ids = new Map(rows.map((row) => [siblingKey(row.parent_id, row.name), row.id]));
    this.#position = rows.reduce((last, row) => Math.max(last, row.position), -1) + 1;
  }

  static async over(trx: Database): Promise<CategoryPlan> {
    return new CategoryPlan(await trx.selectFrom('categories').selectAll().execute());
  }

  /** The id of the category at the end of the path, null for an empty path; what is missing of it is added. */
  idOf(path: readonly string[]): string | null {
    let above: string | null = null;
    for (const name of path) above = this.#ids.get(siblingKey(above, name)) ?? this.#add(name, above);
    return above;
  }

  #add(name: string, parent: string | null): string {
    const id = randomUUID();
    this.made.push({ id, name, parent_id: parent, position: this.#position++ });
    this.#ids.set(siblingKey(parent, name), id);
    return id;
  }
}
