import { Hono, type Context } from 'hono';
import type { PanelContext } from '../context.js';
import { exportProducts, exportRefused, exportSales } from '../export.js';
import { readQuery } from './body.js';
import { FilterQuery, filterOf } from './sales.js';
import type { UserEnv } from './session.js';

/** `products.csv` and `sales.csv`, the latter with the filters of the list of sales. */
export function downloadRoutes(context: PanelContext): Hono<UserEnv> {
  return new Hono<UserEnv>()
    .get('/products.csv', (c) => download(context, c, 'products', exportProducts(context.db)))
    .get('/sales.csv', (c) => {
      const query = readQuery(c, FilterQuery);
      if (query.state === 'refused') return download(context, c, 'refused-sales', exportRefused(context.db, filterOf(query)));
      return download(context, c, query.state === 'flagged' ? 'flagged-sales' : 'sales', exportSales(context.db, filterOf(query)));
    });
}

function download({ now }: PanelContext, c: Context, name: string, pieces: AsyncGenerator<string>): Response {
  return c.body(streamOf(pieces), 200, {
    'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}-${now().toISOString().slice(0, 10)}.csv"`,
  });
}

/** Asks for the next piece when the last one has gone out; a reader that goes away ends the export. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
