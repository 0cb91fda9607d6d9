import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { CategoryRow } from '../../domain/panel.js';
import { audit } from '../audit.js';
import { touchSegments } from '../catalogue.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { Refused } from '../refused.js';
import { readJson } from './body.js';
import { descendants, height, levelOf, MOST_LEVELS, siblingKey } from './category-tree.js';
import { filled, id } from './fields.js';
import type { UserEnv } from './session.js';

/** `>` stands between the names of a path in a CSV: `Drinks > Coffee`. */
const Category = v.object({ name: v.pipe(filled(200), v.regex(/^[^>]*$/, 'must not contain >')), parentId: v.nullable(id) });
type Category = v.InferOutput<typeof Category>;

/** `categories`: list, make, rename or move, delete. `products` of a row are those directly in it. */
export function categoryRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await listCategories(context.db)))
    .post('/', async (c) => c.json(await createCategory(context, await readJson(c, Category), c.var.user.id), 201))
    .put('/:id', async (c) => c.json(await changeCategory(context, c.req.param('id'), await readJson(c, Category), c.var.user.id)))
    .delete('/:id', async (c) => {
      await deleteCategory(context, c.req.param('id'), c.var.user.id);
      return c.json({});
    });
}

async function listCategories(db: Database): Promise<CategoryRow[]> {
  const rows = await db.selectFrom('categories').select(['id', 'name', 'parent_id as parentId']).orderBy('position').orderBy('name').execute();
  const counts = await db.selectFrom('products').select(({ fn }) => ['category_id', fn.countAll<number>().as('products')]).groupBy('category_id').execute();
  const products = new Map(counts.map((count) => [count.category_id, count.products]));
  return rows.map((row) => ({ ...row, products: products.get(row.id) ?? 0 }));
}

async function createCategory(context: PanelContext, input: Category, who: string): Promise<CategoryRow> {
  return context.db.transaction().execute(async (trx) => {
    const made = randomUUID();
    await refuseIfMisplaced(trx, made, input);
    const { last } = await trx.selectFrom('categories').select(({ fn }) => fn.max('position').as('last')).executeTakeFirstOrThrow();
    await trx.insertInto('categories').values({ id: made, name: input.name, parent_id: input.parentId, position: (last ?? -1) + 1 }).execute();
    await audit(trx, context.now(), who, 'create category', { id: made, ...input });
    return readCategory(trx, made);
  });
}

async function changeCategory(context: PanelContext, changed: string, input: Category, who: string): Promise<CategoryRow> {
  return context.db.transaction().execute(async (trx) => {
    const before = await readCategory(trx, changed);
    await refuseIfMisplaced(trx, changed, input);
    await trx.updateTable('categories').set({ name: input.name, parent_id: input.parentId }).where('id', '=', changed).execute();
    await audit(trx, context.now(), who, 'change category', { id: changed, before: { name: before.name, parentId: before.parentId }, ...input });
    return readCategory(trx, changed);
  });
}

/** What is in it, products and categories, moves to the category above; below no other, it is then in none. */
async function deleteCategory(context: PanelContext, deleted: string, who: string): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const { name, parentId, products } = await readCategory(trx, deleted);
    await refuseIfChildrenClash(trx, deleted, parentId, name);
    const moved = await trx.updateTable('products').set({ category_id: parentId, updated_at: context.now().toISOString() })
      .where('category_id', '=', deleted).returning('segment_key').execute();
    await touchSegments(trx, moved.map((row) => row.segment_key));
    await trx.updateTable('categories').set({ parent_id: parentId }).where('parent_id', '=', deleted).execute();
    await trx.deleteFrom('categories').where('id', '=', deleted).execute();
    await audit(trx, context.now(), who, 'delete category', { id: deleted, name, parentId, products });
  });
}

async function readCategory(db: Database, wanted: string): Promise<CategoryRow> {
  const row = await db.selectFrom('categories').select(['id', 'name', 'parent_id as parentId']).where('id', '=', wanted).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'This category is not there (any more): look at the list of categories again.');
  const { products } = await db.selectFrom('products').select(({ fn }) => fn.countAll<number>().as('products')).where('category_id', '=', wanted).executeTakeFirstOrThrow();
  return { ...row, products };
}

async function refuseIfMisplaced(trx: Database, own: string, { name, parentId }: Category): Promise<void> {
  const rows = await trx.selectFrom('categories').select(['id', 'name', 'parent_id']).execute();
  if (parentId !== null && !rows.some((row) => row.id === parentId)) {
    throw new Refused('not-valid', 'The category above is not there (any more): nothing was saved. Choose another.', 'parentId');
  }
  if (parentId !== null && descendants(rows, own).includes(parentId)) {
    throw new Refused('not-valid', `${name} cannot be below itself: nothing was saved. Choose another category above.`, 'parentId');
  }
  // Only what moves: a shop that had more levels before there was a limit can still rename.
  const moves = rows.find((row) => row.id === own)?.parent_id !== parentId;
  if (moves && levelOf(rows, parentId) + height(rows, own) > MOST_LEVELS) {
    throw new Refused('not-valid', `There can be ${MOST_LEVELS} levels of categories at the most, and here ${name} would need more: nothing was saved. Choose another category above.`, 'parentId');
  }
  const key = siblingKey(parentId, name);
  if (rows.some((row) => row.id !== own && siblingKey(row.parent_id, row.name) === key)) {
    throw new Refused('name-taken', `There is a category ${name} in this place already: nothing was saved. Take another name.`, 'name');
  }
}

async function refuseIfChildrenClash(trx: Database, deleted: string, parentId: string | null, name: string): Promise<void> {
  const rows = await trx.selectFrom('categories').select(['id', 'name', 'parent_id']).where('id', '<>', deleted).execute();
  const above = new Set(rows.filter((row) => row.parent_id === parentId).map((row) => siblingKey(null, row.name)));
  const clash = rows.find((row) => row.parent_id === deleted && above.has(siblingKey(null, row.name)));
  if (clash) {
    throw new Refused('in-use', `${name} holds a category ${clash.name}, which would come to stand beside another ${clash.name}: rename one of them first. Nothing was deleted.`);
  }
}
