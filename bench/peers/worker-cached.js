// A page that is cached in the simplest way there is.
self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open('shell').then((cache) => cache.addAll(['empty.html', 'empty.js'])));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => event.respondWith(caches.match(event.request, { ignoreSearch: true }).then((kept) => kept || fetch(event.request))));
