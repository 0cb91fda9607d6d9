import { sql } from 'kysely';
import { Hono, type Context } from 'hono';
import type { Client, Log, PanelContext, PanelEnv } from './context.js';
import type { Database } from './database.js';
import { deviceRoutes } from './device-api.js';
import { refusalFor } from './failure.js';
import { secure } from './headers.js';
import { mediaRoutes } from './media.js';
import { panelRoutes } from './panel/routes.js';
import { Refused, refusalResponse } from './refused.js';
import { staticFiles, type StaticFiles } from './static-files.js';

export interface PanelOptions {
  readonly db: Database;
  /** Folder of the register's built files, served at `/register/`. */
  readonly register: string;
  /** Folder of the panel's built files, served at `/panel/`. */
  readonly panel: string;
  readonly log: Log;
  readonly now?: () => Date;
}

/** The control panel: a request in, an answer out, and no other state than the database. Never rejects. */
export interface Panel {
  handle(request: Request, client?: Client): Promise<Response>;
  /** Every address that it has, as a pattern, and the method: for whoever must not forget one. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

export function createPanel({ db, register, panel, log, now = () => new Date() }: PanelOptions): Panel {
  const context: PanelContext = { db, now, log };
  const app = new Hono<PanelEnv>();
  app.onError((error, c) => refuse(context, error, c.req.method, c.req.path));
  app.notFound((c) => refusalResponse(new Refused('not-found', `There is nothing at ${c.req.path}: the register is at /register/, the control panel at /panel/.`)));
  app.get('/health', async (c) => {
    await sql`SELECT number FROM migrations LIMIT 1`.execute(db);
    return c.json({ ok: true }, 200, { 'Cache-Control': 'no-store' });
  });
  app.get('/', (c) => c.redirect('/register/'));
  app.get('/register', (c) => c.redirect('/register/'));
  app.get('/panel', (c) => c.redirect('/panel/'));
  app.route('/register/api', deviceRoutes(context));
  app.route('/register/media', mediaRoutes(context));
  app.route('/panel/media', mediaRoutes(context));
  app.route('/panel/api', panelRoutes(context));
  app.on(['GET', 'HEAD'], '/register/*', serve('/register/', staticFiles(register)));
  app.on(['GET', 'HEAD'], '/panel/*', serve('/panel/', staticFiles(panel)));
  return {
    // What is for all methods is no address but a step on the way to some.
    routes: app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => ({ method, path })),
    async handle(request, client = unknownClient(request)) {
      const started = performance.now();
      const response = secure(await answer(app, context, request, client));
      const milliseconds = Math.round(performance.now() - started);
      log.info({ method: request.method, path: pathOf(request), status: response.status, milliseconds }, 'request');
      return response;
    },
  };
}

async function answer(app: Hono<PanelEnv>, context: PanelContext, request: Request, client: Client): Promise<Response> {
  try {
    return await app.fetch(request, { client });
  } catch (error) {
    return refuse(context, error, request.method, pathOf(request));
  }
}

/** A refusal says what it is; anything else is our fault, and is logged. */
function refuse({ log }: PanelContext, error: unknown, method: string, path: string): Response {
  if (!(error instanceof Refused)) log.error({ err: error, method, path }, 'request failed');
  return refusalResponse(refusalFor(error));
}

function serve(base: string, files: StaticFiles) {
  return async (c: Context<PanelEnv>): Promise<Response> => {
    const path = decoded(c.req.path.slice(base.length));
    return (path === null ? null : await files(path, c.req.raw)) ?? c.notFound();
  };
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function unknownClient(request: Request): Client {
  return { address: 'unknown', secure: request.url.startsWith('https:') };
}

/** Without the query: it can hold what somebody searched for. */
function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
