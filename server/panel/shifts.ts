import { Hono } from 'hono';
import * as v from 'valibot';
import type { PanelContext } from '../context.js';
import { findShifts, readShift } from '../shifts.js';
import { readQuery } from './body.js';
import { line } from './fields.js';
import { pageNumber } from './page-number.js';
import type { UserEnv } from './session.js';

const Query = v.object({ register: v.optional(line(64)), page: v.optional(pageNumber, '1') });

/** `shifts`: list and detail. Everybody who is signed in may look; nobody changes what was counted. */
export function shiftRoutes({ db }: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => {
      const { page, ...filter } = readQuery(c, Query);
      return c.json(await findShifts(db, filter, page));
    })
    .get('/:register/:shift', async (c) => c.json(await readShift(db, c.req.param('register'), c.req.param('shift'))));
}
