import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { sql } from 'kysely';
import * as v from 'valibot';
import type { OutletRow } from '../../domain/panel.js';
import { audit } from '../audit.js';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { Refused } from '../refused.js';
import { readJson } from './body.js';
import { filled, line } from './fields.js';
import type { UserEnv } from './session.js';

/** Sizes as domain/wire.ts `ReceiptDocument` has them. */
const Outlet = v.object({ name: filled(200), address: line(500), phone: line(50) });

/** `outlets`: list, make, change, delete. Everybody who is signed in may. */
export function outletRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await listOutlets(context.db)))
    .post('/', async (c) => {
      const input = await readJson(c, Outlet);
      const id = randomUUID();
      return c.json(await context.db.transaction().execute(async (trx) => {
        await refuseIfNameTaken(trx, input.name, id);
        await trx.insertInto('outlets').values({ id, ...input }).execute();
        await audit(trx, context.now(), c.var.user.id, 'create outlet', { id, ...input });
        return readOutlet(trx, id);
      }), 201);
    })
    .put('/:id', async (c) => {
      const input = await readJson(c, Outlet);
      const id = c.req.param('id');
      return c.json(await context.db.transaction().execute(async (trx) => {
        const before = await readOutlet(trx, id);
        await refuseIfNameTaken(trx, input.name, id);
        await trx.updateTable('outlets').set(input).where('id', '=', id).execute();
        await audit(trx, context.now(), c.var.user.id, 'change outlet', { id, before, ...input });
        return readOutlet(trx, id);
      }));
    })
    .delete('/:id', async (c) => {
      const id = c.req.param('id');
      await context.db.transaction().execute(async (trx) => {
        const { name, registers } = await readOutlet(trx, id);
        if (registers > 0) {
          throw new Refused('in-use', `${name} has ${registers} register${registers === 1 ? '' : 's'}: move ${registers === 1 ? 'it' : 'them'} to another outlet first. Nothing was deleted.`);
        }
        await trx.deleteFrom('outlets').where('id', '=', id).execute();
        await audit(trx, context.now(), c.var.user.id, 'delete outlet', { id, name });
      });
      return c.json({});
    });
}

function outlets(db: Database) {
  return db.selectFrom('outlets').select([
    'id', 'name', 'address', 'phone', sql<number>`(SELECT count(*) FROM registers WHERE outlet_id = outlets.id)`.as('registers'),
  ]);
}

async function listOutlets(db: Database): Promise<OutletRow[]> {
  return outlets(db).orderBy('name').execute();
}

async function readOutlet(db: Database, id: string): Promise<OutletRow> {
  const row = await outlets(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refused('not-found', 'This outlet is not there (any more): look at the list of outlets again.');
  return row;
}

async function refuseIfNameTaken(trx: Database, name: string, exceptId: string): Promise<void> {
  const other = await trx.selectFrom('outlets').select('id').where('name', '=', name).where('id', '<>', exceptId).executeTakeFirst();
  if (other) throw new Refused('name-taken', `There is an outlet ${name} already: nothing was saved. Take another name.`, 'name');
}
