import { sha256 } from './digest.js';

// How the shell comes and goes: shell.ts answers from it.

/** What a browser that has static routing (Chromium 123) has more in the event; DOM typings do not have it. */
type Installing = ExtendableEvent & {
  addRoutes?(rules: readonly { readonly condition: { readonly urlPattern: { readonly pathname: string; readonly search: ''; readonly baseURL: string }; readonly requestMethod: 'get' }; readonly source: { readonly cacheName: string } }[]): Promise<void>;
};

/**
 * Fills a cache with the shell, each file under its address, index.html under the register's own.
 * @param files relative to `base`, each with its revision: `app.js?0123456789`. Resolves when all are in; one that is wrong fails the installation, and the older version stays.
 */
export async function fill(event: Installing, name: string, base: string, files: readonly string[]): Promise<void> {
  const cache = await caches.open(name);
  const kept = await Promise.all(files.map(async (file) => {
    const [path = '', revision = ''] = file.split('?');
    const address = base + path.replace(/^index\.html$/, '');
    await cache.put(address, plain(await older(address, revision) || await fetchChecked(base + path, revision)));
    return address;
  }));
  await route(event, name, kept).catch(console.warn);
}

/** Without `Vary`, which a proxy may have added: the browser's own routes keep to it, with headers that the request here has not. */
function plain(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.delete('vary');
  return new Response(response.body, { headers });
}

/** Has the browser answer these from the cache by itself: a page need not wait until a worker has started. What the cache has lost it takes from the network, as the worker would. */
async function route(event: Installing, cacheName: string, addresses: readonly string[]): Promise<void> {
  if (event.addRoutes) await event.addRoutes(addresses.map((address) => ({ condition: { urlPattern: { pathname: new URL(address).pathname, search: '', baseURL: address }, requestMethod: 'get' }, source: { cacheName } })));
}

/** The same file out of an older version's cache. */
async function older(address: string, revision: string): Promise<Response | undefined> {
  const response = await caches.match(address);
  return response && (await sha256(await response.clone().arrayBuffer())).startsWith(revision) ? response : undefined;
}

async function fetchChecked(url: string, revision: string): Promise<Response> {
  const response = await fetch(url, { cache: 'reload' });
  const bytes = await response.clone().arrayBuffer();
  if (!response.ok || !(await sha256(bytes)).startsWith(revision)) throw new Error(`${url} is not the file that this version is made of`);
  return response;
}

/** Clears the shells of older versions: of those whose caches were made before. What came after is a newer version's, which may be installing now, and would go without a shell for ever. */
export async function clearOlder(prefix: string, mine: string): Promise<void> {
  const names = await caches.keys();
  const before = names.slice(0, Math.max(0, names.indexOf(mine)));
  await Promise.all(before.filter((name) => name.startsWith(prefix)).map((name) => caches.delete(name)));
}
