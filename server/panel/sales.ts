import { Hono } from 'hono';
import * as v from 'valibot';
import type { PanelContext } from '../context.js';
import { findRefused, findSales, readSale, type SaleFilter } from '../sales.js';
import { readQuery } from './body.js';
import { date, line } from './fields.js';
import { pageNumber } from './page-number.js';
import type { UserEnv } from './session.js';

/** An empty member is as good as none: that is how a form sends what was left blank. */
const blank = v.pipe(v.literal(''), v.transform(() => undefined));
const filterMembers = {
  q: v.optional(line(200), ''), register: v.optional(line(64)), from: v.optional(v.union([blank, date])), to: v.optional(v.union([blank, date])),
  state: v.optional(v.picklist(['', 'recorded', 'flagged', 'refused'], 'must be recorded, flagged or refused'), ''),
};
const Query = v.object({ ...filterMembers, page: v.optional(pageNumber, '1') });
export const FilterQuery = v.object(filterMembers);

/** `sales`: list and detail. Everybody who is signed in may look; nobody changes what was sold. */
export function saleRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/', async (c) => {
      const query = readQuery(c, Query);
      const filter = filterOf(query);
      const found = await findSales(context.db, filter, query.page);
      if (query.state !== 'refused') return c.json({ ...found, refused: [] });
      const refused = await findRefused(context.db, filter, query.page);
      return c.json({ ...found, rows: [], sum: 0, total: found.counts.refused, refused });
    })
    .get('/:position', async (c) => {
      const position = Number(c.req.param('position'));
      return c.json(await readSale(context.db, Number.isSafeInteger(position) ? position : 0));
    });
}

export function filterOf({ q, register, from, to, state }: v.InferOutput<typeof FilterQuery>): SaleFilter {
  return { words: q.split(/\s+/).filter(Boolean).slice(0, 10), register: register || undefined, from, to, flagged: state === 'flagged' };
}
