import { gunzipSync } from 'node:zlib';
import { Hono, type Context } from 'hono';
import { FinishedRequestSchema, PROTOCOL } from '../domain/wire.js';
import { findDocument, manifestFor } from './catalogue.js';
import { chooseEncoding, compress } from './compression.js';
import type { PanelContext } from './context.js';
import { renewSession, type DeviceEnv } from './device-session.js';
import { Refused } from './refused.js';
import { readWire } from './wire-body.js';

/** The shop on its way down: manifest, documents, and the word that all have arrived. */
export function syncRoutes({ db, now }: PanelContext): Hono<DeviceEnv> {
  return new Hono<DeviceEnv>()
    .get('/manifest', async (c) => {
      const manifest = await manifestFor(db, c.get('link'), now());
      renewSession(c);
      // Never kept by anything on the way: the date of the last full sync depends on its being fresh.
      return json(c, Buffer.from(manifest), 'no-store');
    })
    .get('/document/:hash', async (c) => {
      const hash = c.req.param('hash');
      const headers = { 'Cache-Control': 'private, max-age=31536000, immutable', ETag: `"${hash}"`, Vary: 'Accept-Encoding' };
      const gzip = await findDocument(db, hash);
      if (!gzip) throw new Refused('not-found', 'The shop has changed and this document is no longer offered: synchronise the data again.');
      if (c.req.header('If-None-Match') === `"${hash}"`) return c.body(null, 304, headers);
      return sendGzip(c, gzip, headers);
    })
    .post('/finished', async (c) => {
      await readWire(c, FinishedRequestSchema);
      const { register_id, link } = c.get('link');
      await db.updateTable('links').set({ last_full_sync_at: now().toISOString() }).where('register_id', '=', register_id).where('link', '=', link).execute();
      return c.json({ protocol: PROTOCOL, done: true });
    });
}

function json(c: Context<DeviceEnv>, bytes: Uint8Array, cacheControl: string): Response {
  return sendGzip(c, compress(bytes, 'gzip'), { 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' });
}

/** Sends JSON that is gzipped already; to a client that cannot take that, unpacked. */
function sendGzip(c: Context<DeviceEnv>, gzip: Uint8Array, headers: Record<string, string>): Response {
  const packed = chooseEncoding(c.req.header('Accept-Encoding'), ['gzip']) !== undefined;
  const bytes = packed ? gzip : gunzipSync(gzip);
  return c.body(Buffer.from(bytes), 200, {
    ...headers, 'Content-Type': 'application/json', 'Content-Length': String(bytes.byteLength), ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
  });
}
