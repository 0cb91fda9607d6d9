import { setImmediate } from 'node:timers/promises';
import { Hono, type Handler } from 'hono';
import { BatchRequestSchema, LostRequestSchema, MOST_SALES, PairRequestSchema, PROTOCOL, ReleaseRequestSchema, SessionRequestSchema, type SaleResult } from '../domain/wire.js';
import { audit } from './audit.js';
import type { PanelContext } from './context.js';
import { clearSession, demandLink, linkedDevice, linkRemoved, newSession, sameProtocol, setSession, type DeviceEnv } from './device-session.js';
import { itemRoutes } from './items-api.js';
import { takeIn } from './ledger.js';
import { recordLost } from './lost.js';
import { endLink, pair } from './pairing.js';
import { sameOrigin } from './panel/guard.js';
import { Refused, refusalResponse } from './refused.js';
import { keepReport } from './reports.js';
import { syncRoutes } from './sync-api.js';
import { readWire } from './wire-body.js';

/** Which methods each path takes: domain/wire.ts has what they mean. */
const METHODS: Readonly<Record<string, string>> = {
  '/pair': 'POST', '/ping': 'GET, HEAD', '/release': 'POST', '/sales/batch': 'POST', '/items': 'POST', '/items/:id': 'PUT',
  '/sync/manifest': 'GET, HEAD', '/sync/document/:hash': 'GET, HEAD', '/sync/pack/:names': 'GET, HEAD', '/sync/finished': 'POST', '/session': 'GET, HEAD, POST', '/lost': 'POST',
};

/** `/register/api`: the panel's end of the wire. */
export function deviceRoutes(context: PanelContext): Hono<DeviceEnv> {
  const { db, now, log } = context;
  const api = new Hono<DeviceEnv>();
  api.use(sameOrigin, sameProtocol);
  for (const [path, methods] of Object.entries(METHODS)) api.use(path, onlyMethods(methods));
  api.post('/pair', async (c) => {
    const { reply, token } = await pair(db, await readWire(c, PairRequestSchema), c.env.client.address, now());
    setSession(c, token);
    log.info({ register: reply.registerId, link: reply.link }, 'register paired');
    return c.json(reply);
  });
  api.get('/session', (c) => c.json({ protocol: PROTOCOL, time: now().toISOString() }));
  api.post('/session', async (c) => {
    setSession(c, await newSession(context, await readWire(c, SessionRequestSchema)));
    return c.json({ protocol: PROTOCOL, done: true });
  });
  // After these, by which a device comes to its link.
  for (const path of Object.keys(METHODS)) api.use(path, linkedDevice(context));
  api.get('/ping', async (c) => {
    await keepReport(context, c);
    return c.json({ protocol: PROTOCOL, done: true });
  });
  api.post('/sales/batch', async (c) => {
    const { sales } = await readWire(c, BatchRequestSchema);
    const { register_id } = c.get('link');
    await demandLink(db, c.get('link'));
    const results = await takeIn(db, register_id, sales, now());
    logResults(context, register_id, results);
    // Behind the answer: what a register says of itself must not make its sales wait for another commit.
    void keepReport(context, c, results.filter(({ result }) => result === 'recorded').length, setImmediate());
    return c.json({ protocol: PROTOCOL, results, most: MOST_SALES });
  });
  api.post('/release', async (c) => {
    await readWire(c, ReleaseRequestSchema);
    const { register_id, link } = c.get('link');
    await db.transaction().execute(async (trx) => {
      // The request may have hung for minutes: by now the link may have ended, and the register be another device's.
      if (!await endLink(trx, register_id, now(), link)) throw linkRemoved();
      await audit(trx, now(), `register ${register_id}`, 'register released', { link });
    });
    clearSession(c);
    return c.json({ protocol: PROTOCOL, done: true });
  });
  api.post('/lost', async (c) => {
    const report = await readWire(c, LostRequestSchema);
    await demandLink(db, c.get('link'));
    await recordLost(context, c.get('link'), report);
    return c.json({ protocol: PROTOCOL, done: true });
  });
  api.route('/sync', syncRoutes(context));
  api.route('/items', itemRoutes(context));
  api.all('*', () => {
    throw new Refused('not-found', 'The control panel has nothing at this address: reload the register to update it.');
  });
  return api;
}

function onlyMethods(methods: string): Handler<DeviceEnv> {
  return async (c, next) => {
    if (methods.split(', ').includes(c.req.method)) return next();
    const response = refusalResponse(new Refused('method-not-allowed', `This address takes ${methods} only: reload the register to update it.`));
    response.headers.set('Allow', methods);
    return response;
  };
}

function logResults({ log }: PanelContext, register: string, results: readonly SaleResult[]): void {
  const refused = results.flatMap((result) => (result.result === 'refused' ? [{ hash: result.hash, reason: result.reason }] : []));
  if (refused.length > 0) log.warn({ register, refused }, 'sales refused');
  const flagged = results.filter((result) => result.result === 'recorded' && result.flags.length > 0).length;
  log.debug({ register, recorded: results.length - refused.length, flagged }, 'sales taken in');
}
