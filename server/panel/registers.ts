import { Hono } from 'hono';
import * as v from 'valibot';
import { MOST_HISTORY_DAYS } from '../../domain/catalogue.js';
import type { RegisterRow } from '../../domain/panel.js';
import { audit } from '../audit.js';
import type { PanelContext } from '../context.js';
import { createPairingCode } from '../pairing.js';
import { linkProofs } from '../link-proofs.js';
import { dismissLost } from '../lost.js';
import { changeRegister, createRegister, listRegisters, readRegister, removeLink, withProof, type Register } from '../registers.js';
import { readJson } from './body.js';
import { filled, id, whole } from './fields.js';
import type { UserEnv } from './session.js';

const NewRegister = v.object({ name: filled(200), outletId: id });
const Change = v.object({ name: v.optional(filled(200)), outletId: v.optional(id), idleMinutes: v.optional(whole(0, 1440)), historyDays: v.optional(whole(1, MOST_HISTORY_DAYS)) });

/** `registers`: list, make, change, pairing code, remove link, proof. Everybody who is signed in may. */
export function registerRoutes(context: PanelContext): Hono<UserEnv> {
  const row = (register: Register): Promise<RegisterRow> => withProof(context.db, register);
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await listRegisters(context.db)))
    .post('/', async (c) => c.json(await row(await createRegister(context, await readJson(c, NewRegister), c.var.user.id)), 201))
    .patch('/:id', async (c) => c.json(await row(await changeRegister(context, c.req.param('id'), await readJson(c, Change), c.var.user.id))))
    .post('/:id/pairing-code', async (c) => {
      const register = await readRegister(context.db, c.req.param('id'));
      const code = await createPairingCode(context.db, register.id, context.now());
      await audit(context.db, context.now(), c.var.user.id, 'make pairing code', { id: register.id, name: register.name });
      return c.json(code, 201);
    })
    .delete('/:id/link', async (c) => {
      await removeLink(context, c.req.param('id'), c.var.user.id);
      return c.json(await row(await readRegister(context.db, c.req.param('id'))));
    })
    .delete('/:id/lost/:link', async (c) => {
      const register = await readRegister(context.db, c.req.param('id'));
      await dismissLost(context, { register_id: register.id, link: Number(c.req.param('link')) || 0 }, c.var.user.id);
      return c.json(await row(register));
    })
    .get('/:id/proof', async (c) => {
      const { id } = await readRegister(context.db, c.req.param('id'));
      return c.json(await linkProofs(context.db, id));
    });
}
