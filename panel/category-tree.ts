import type { CategoryRow } from '../domain/panel.js';

/** A category in its place: how deep it stands, and the names from the top down to its own. */
export interface Branch {
  readonly category: CategoryRow;
  readonly depth: number;
  readonly names: readonly string[];
}

/**
 * The categories from the top down, each followed by those below it, siblings in the server's order.
 * One whose parent is missing, or which is its own ancestor, stands at the top: nothing is ever out of sight.
 */
export function branches(categories: readonly CategoryRow[]): Branch[] {
  const children = new Map<string | null, CategoryRow[]>();
  for (const category of categories) children.set(category.parentId, children.get(category.parentId) ?? []).get(category.parentId)?.push(category);
  const seen = new Set<string>();
  const list: Branch[] = [];
  const add = (category: CategoryRow, above: readonly string[]) => {
    if (seen.has(category.id)) return;
    seen.add(category.id);
    const names = [...above, category.name];
    list.push({ category, depth: above.length, names });
    for (const child of children.get(category.id) ?? []) add(child, names);
  };
  const ids = new Set(categories.map(({ id }) => id));
  for (const category of categories) if (category.parentId === null || !ids.has(category.parentId)) add(category, []);
  for (const category of categories) add(category, []);
  return list;
}

/** Those whose own names have every word of a search, whatever case and accents. */
export function named(list: readonly Branch[], query: string): readonly Branch[] {
  const words = plain(query).split(/\s+/);
  return list.filter(({ category }) => words.every((word) => plain(category.name).includes(word)));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Where a category can be moved to: anywhere but below itself. */
export function placesFor(id: string | null, list: readonly Branch[]): Branch[] {
  const start = list.findIndex(({ category }) => category.id === id);
  const own = list[start];
  if (!own) return [...list];
  const rest = list.slice(start + 1).findIndex(({ depth }) => depth <= own.depth);
  return [...list.slice(0, start), ...(rest < 0 ? [] : list.slice(start + 1 + rest))];
}

/** Pairs for a choice: id and `Pantry › Beans & leaf tea`. */
export function options(list: readonly Branch[]): (readonly [string, string])[] {
  return list.map(({ category, names }) => [category.id, names.join(' › ')]);
}
