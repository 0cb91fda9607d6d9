import { gunzipSync } from 'node:zlib';
import { Hono, type Context } from 'hono';
import { FinishedRequestSchema, PACK, PROTOCOL, SHOP_HEADER, type Unchanged } from '../domain/wire.js';
import { findDocument, findPack, manifestFor } from './catalogue.js';
import { chooseEncoding, compress } from './compression.js';
import type { PanelContext } from './context.js';
import { renewSession, type DeviceEnv } from './device-session.js';
import { byTheWay } from './failure.js';
import { Refused } from './refused.js';
import { keepReport } from './reports.js';
import type { LinkTable } from './schema.js';
import { sha256 } from './secrets.js';
import { readWire } from './wire-body.js';

/** The shop on its way down: manifest, documents, and the word that all have arrived. */
export function syncRoutes(context: PanelContext): Hono<DeviceEnv> {
  const { db, now } = context;
  const synced = ({ register_id, link }: LinkTable) =>
    db.updateTable('links').set({ last_full_sync_at: now().toISOString() }).where('register_id', '=', register_id).where('link', '=', link).execute();
  return new Hono<DeviceEnv>()
    .get('/manifest', async (c) => {
      const manifest = await manifestFor(db, c.get('link'), now());
      renewSession(c);
      const hash = sha256(manifest);
      if (c.req.header(SHOP_HEADER) !== hash) return json(c, manifest);
      // It has the whole shop as it is: that is a full sync, and nothing more will be said of it.
      await byTheWay(context, () => synced(c.get('link')));
      return json(c, JSON.stringify({ protocol: PROTOCOL, unchanged: hash } satisfies Unchanged));
    })
    .get('/document/:hash', async (c) => {
      const hash = c.req.param('hash');
      const headers = { ...FOR_EVER, ETag: `"${hash}"` };
      const gzip = await findDocument(db, hash);
      if (!gzip) throw notOffered();
      if (c.req.header('If-None-Match') === `"${hash}"`) return c.body(null, 304, headers);
      return sendGzip(c, gzip, headers);
    })
    .get('/pack/:names', async (c) => {
      const names = c.req.param('names');
      const gzip = PACK.test(names) ? await findPack(db, names.split('-')) : undefined;
      if (!gzip) throw notOffered();
      return sendGzip(c, gzip, { ...FOR_EVER, 'Content-Type': 'application/x-ndjson' });
    })
    .post('/finished', async (c) => {
      await readWire(c, FinishedRequestSchema);
      await synced(c.get('link'));
      await keepReport(context, c);
      return c.json({ protocol: PROTOCOL, done: true });
    });
}

/** What has its hash for a name stays what it is. */
const FOR_EVER = { 'Cache-Control': 'private, max-age=31536000, immutable', Vary: 'Accept-Encoding' };

function notOffered(): Refused {
  return new Refused('not-found', 'The shop has changed and this document is no longer offered: synchronise the data again.');
}

/** Never kept by anything on the way: the date of the last full sync depends on its being fresh. */
function json(c: Context<DeviceEnv>, text: string): Response {
  return sendGzip(c, compress(Buffer.from(text), 'gzip'), { 'Cache-Control': 'no-store', Vary: 'Accept-Encoding' });
}

/** Sends what is gzipped already; to a client that cannot take that, unpacked. JSON, unless the headers say another type. */
function sendGzip(c: Context<DeviceEnv>, gzip: Uint8Array, headers: Record<string, string>): Response {
  const packed = chooseEncoding(c.req.header('Accept-Encoding'), ['gzip']) !== undefined;
  const bytes = packed ? gzip : gunzipSync(gzip);
  return c.body(Buffer.from(bytes), 200, {
    'Content-Type': 'application/json', ...headers, 'Content-Length': String(bytes.byteLength), ...(packed ? { 'Content-Encoding': 'gzip' } : {}),
  });
}
