import { Hono } from 'hono';
import type { PanelContext, PanelEnv } from './context.js';
import { Refused } from './refused.js';

/** A picture can be an SVG, and an SVG can hold scripts: opened by itself it runs nothing and asks for nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** `media/<name>`: pictures. A name is the hash of the bytes, so it never changes and cannot be guessed. */
export function mediaRoutes({ db }: PanelContext): Hono<PanelEnv> {
  return new Hono<PanelEnv>().get('/:name', async (c) => {
    const name = c.req.param('name');
    const picture = await db.selectFrom('media').select(['type', 'bytes']).where('name', '=', name).executeTakeFirst();
    if (!picture) throw new Refused('not-found', 'This picture is not there (any more): load the page again.');
    const headers = { 'Content-Security-Policy': POLICY, 'Cache-Control': 'public, max-age=31536000, immutable', ETag: `"${name}"` };
    if (c.req.header('If-None-Match') === `"${name}"`) return c.body(null, 304, headers);
    return c.body(picture.bytes, 200, { ...headers, 'Content-Type': picture.type, 'Content-Length': String(picture.bytes.byteLength) });
  });
}
