import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { PanelContext } from '../context.js';
import { Refused, refusalResponse } from '../refused.js';
import { categoryRoutes } from './categories.js';
import { downloadRoutes } from './downloads.js';
import { sameOrigin } from './guard.js';
import { importRoutes } from './import.js';
import { outletRoutes } from './outlets.js';
import { pictureRoutes } from './pictures.js';
import { productRoutes } from './products.js';
import { registerRoutes } from './registers.js';
import { saleRoutes } from './sales.js';
import { signedIn, type UserEnv } from './session.js';
import { setupRoutes } from './setup.js';
import { shiftRoutes } from './shifts.js';
import { shopRoutes } from './shop.js';
import { signInRoutes } from './sign-in.js';
import { staffRoutes } from './staff.js';
import { takeInRoutes } from './take-in.js';

/**
 * Everything below `/panel/api`: domain/panel.ts has the paths and shapes. Mount it with `route('/panel/api', …)`.
 *
 * Who may what: an owner everything. A manager everything but the shop's own details (name, tax, currency) and
 * anything that touches an owner. The role `staff` cannot sign in here.
 */
export function panelRoutes(context: PanelContext): Hono<UserEnv> {
  const app = new Hono<UserEnv>();
  app.notFound(() => refusalResponse(new Refused('not-found', 'There is nothing at this address: go back to the control panel’s first page.')));
  app.use(sameOrigin);
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.use(methodNotAllowed({ app, onMethodNotAllowed }));
  app.route('/', signInRoutes(context));
  app.route('/', setupRoutes(context));
  app.use(signedIn(context));
  app.route('/registers', registerRoutes(context));
  app.route('/shop', shopRoutes(context));
  app.route('/outlets', outletRoutes(context));
  app.route('/', pictureRoutes(context));
  app.route('/staff', staffRoutes(context));
  app.route('/categories', categoryRoutes(context));
  app.route('/products', productRoutes(context));
  app.route('/import', importRoutes(context));
  app.route('/sales', saleRoutes(context));
  app.route('/shifts', shiftRoutes(context));
  app.route('/take-in', takeInRoutes(context));
  app.route('/', downloadRoutes(context));
  return app;
}

function onMethodNotAllowed(_: unknown, methods: readonly string[]): Response {
  const response = refusalResponse(new Refused('method-not-allowed', `Only ${methods.join(', ')} can be done at this address: nothing was changed.`));
  response.headers.set('Allow', methods.join(', '));
  return response;
}
