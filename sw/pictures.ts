import { Route, type Router } from 'workbox-routing';

/** Answers pictures, once from the network and then from the cache: they are named by their hash, so what is kept is right for ever. */
export function servePictures(router: Router, cacheName: string, base: string): void {
  router.registerRoute(new Route(({ url }) => url.href.startsWith(`${base}media/`), async ({ request, event }) => {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    const response = await fetch(request);
    // A log-in page is no picture, and one for which there is no room is shown without being kept.
    if (isPicture(response)) event.waitUntil(cache.put(request, response.clone()).catch(console.warn));
    return response;
  }));
}

function isPicture({ ok, redirected, headers }: Response): boolean {
  return ok && !redirected && /^image\//.test(headers.get('content-type') || '');
}
