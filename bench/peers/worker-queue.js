// Stock Workbox: a queue of requests, one a sale, replayed by its own method.
import { Queue } from 'workbox-background-sync';

const queue = new Queue('bench', { onSync: async () => undefined, maxRetentionTime: 1e6 });
const requestOf = (sale) => new Request('../api/sales/batch', { method: 'POST', headers: { 'content-type': 'application/json', 'Holdfast-Protocol': '1' }, body: JSON.stringify({ protocol: 1, sales: [sale] }) });

async function act(message) {
  if (message === 'replay') return queue.replayRequests();
  for (const sale of message.sales) await queue.pushRequest({ request: requestOf(sale) });
}
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const [port] = event.ports;
  event.waitUntil(act(event.data).then(() => port.postMessage('done'), (error) => port.postMessage(String(error))));
});
