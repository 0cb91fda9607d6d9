import { Hono } from 'hono';
import * as v from 'valibot';
import type { StaffInput } from '../../domain/panel.js';
import type { PanelContext } from '../context.js';
import { changeStaff, createStaff, deleteStaff, listStaff, type Permit } from '../staff.js';
import { readJson } from './body.js';
import { email, filled, password, pin } from './fields.js';
import { demandOwner, endSessionsOf, type User, type UserEnv } from './session.js';

const Staff: v.GenericSchema<unknown, StaffInput> = v.object({
  name: filled(200), email: v.nullable(email), role: v.picklist(['owner', 'manager', 'staff'], 'must be owner, manager or staff'),
  mayEditItems: v.boolean(), active: v.boolean(), pin: v.exactOptional(v.nullable(pin)), password: v.exactOptional(v.nullable(password)),
});

/** `staff`: list, make, change, delete. A manager may do all of it, but not to owners, and can make nobody an owner. */
export function staffRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => c.json(await listStaff(context.db)))
    .post('/', async (c) => {
      const input = await readJson(c, Staff);
      permitFor(c.var.user)(input.role);
      return c.json(await createStaff(context, input, c.var.user.id), 201);
    })
    .put('/:id', async (c) => {
      const input = await readJson(c, Staff);
      const id = c.req.param('id');
      permitFor(c.var.user)(input.role);
      const row = await changeStaff(context, id, input, c.var.user.id, permitFor(c.var.user));
      // A new password is also the answer to a stolen one: whoever is signed in with the old one is out.
      if (input.password !== undefined) await endSessionsOf(context.db, id, c);
      return c.json(row);
    })
    .delete('/:id', async (c) => {
      await deleteStaff(context, c.req.param('id'), c.var.user.id, permitFor(c.var.user));
      return c.json({});
    });
}

/** What `user` may do to whom. */
export function permitFor(user: User): Permit {
  return (role) => {
    if (role === 'owner') demandOwner(user, 'add, change or remove an owner');
  };
}
