import type { MiddlewareHandler } from 'hono';
import { Refused } from '../refused.js';

/**
 * Refuses what another site sends through the browser of somebody who is signed in here. The session's cookie is
 * `SameSite=Strict` already; this also covers a browser that does not know that, and a neighbour on another port.
 * What says nothing of where it comes from (a script with its own cookie) is let through: no browser stands behind it.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  // `none`: typed into the address bar, or a download's link in a bookmark.
  const foreign = site ? site !== 'same-origin' && !(reads && site === 'none') : !reads && origin !== undefined && hostOf(origin) !== hostOf(c.req.url);
  if (foreign) throw new Refused('cross-site', 'This came from another site and was not done: open the control panel at its own address and try there.');
  await next();
};

/** Host and port only: behind a proxy that ends TLS we see http where the browser sees https. */
function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}
