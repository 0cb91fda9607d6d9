import { Hono, type Context } from 'hono';
import type { PanelContext } from '../context.js';
import type { Database } from '../database.js';
import { keepPicture, MAX_PICTURE, PICTURE_TYPES } from '../pictures.js';
import { setProductImage } from '../products.js';
import { setStaffImage } from '../staff.js';
import { demandType, readBytes } from './body.js';
import { permitFor } from './staff.js';
import type { UserEnv } from './session.js';

/** Hangs a picture on somebody or something, in a transaction; null takes it down. */
type Hang = (trx: Database, c: Context<UserEnv>, id: string, image: string | null) => Promise<void>;

/** `staff/<id>/image` and `products/<id>/image`: put a picture's bytes, or take it away. Both answer `{image}`. */
export function pictureRoutes(context: PanelContext): Hono<UserEnv> {
  const onStaff: Hang = (trx, c, id, image) => setStaffImage(trx, context.now(), id, image, c.var.user.id, permitFor(c.var.user));
  const onProduct: Hang = (trx, c, id, image) => setProductImage(trx, context.now(), id, image, c.var.user.id);
  return new Hono<UserEnv>()
    .put('/staff/:id/image', (c) => put(context, c, c.req.param('id'), onStaff))
    .delete('/staff/:id/image', (c) => remove(context, c, c.req.param('id'), onStaff))
    .put('/products/:id/image', (c) => put(context, c, c.req.param('id'), onProduct))
    .delete('/products/:id/image', (c) => remove(context, c, c.req.param('id'), onProduct));
}

async function put(context: PanelContext, c: Context<UserEnv>, id: string, hang: Hang): Promise<Response> {
  const type = demandType(c, Object.keys(PICTURE_TYPES), 'bad-picture');
  const bytes = await readBytes(c, MAX_PICTURE);
  const image = await context.db.transaction().execute(async (trx) => {
    const name = await keepPicture(trx, type, bytes);
    await hang(trx, c, id, name);
    return name;
  });
  return c.json({ image });
}

async function remove(context: PanelContext, c: Context<UserEnv>, id: string, hang: Hang): Promise<Response> {
  await context.db.transaction().execute((trx) => hang(trx, c, id, null));
  return c.json({ image: null });
}
