import { Hono } from 'hono';
import * as v from 'valibot';
import { FILE_TYPE } from '../../domain/panel.js';
import type { PanelContext } from '../context.js';
import { MAX_FILE, takeInFile } from '../take-in.js';
import { demandType, readBytes, readQuery } from './body.js';
import { line } from './fields.js';
import type { UserEnv } from './session.js';

/** A script sends what it has; no form of another site can say either. */
const TYPES = [FILE_TYPE, 'application/octet-stream'];
const Query = v.object({ name: v.optional(line(300)) });

/** `take-in?name=FILE`: the bytes of a register's file of sales as the body. Everybody who is signed in may. */
export function takeInRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>().post('/', async (c) => {
    demandType(c, TYPES, 'bad-file');
    const { name } = readQuery(c, Query);
    return c.json(await takeInFile(context, await readBytes(c, MAX_FILE), { who: c.var.user.id, name }));
  });
}
