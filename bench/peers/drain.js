// Sends stored sales to the panel as the peers do, from a page on the panel's own origin.
import { createStore, delMany, entries, setMany } from 'idb-keyval';
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { SEALED } from './lib-schemas.js';

const send = async (sales) => {
  const response = await fetch('../api/sales/batch', { method: 'POST', headers: { 'content-type': 'application/json', 'Holdfast-Protocol': '1' }, body: JSON.stringify({ protocol: 1, sales }) });
  const { results } = await response.json();
  if (!results || results.length !== sales.length || results.some(({ result }) => result !== 'recorded')) throw new Error(`not all were recorded: ${response.status}`);
};
const kept = createStore('bench-bare', 'sales');
const key = ({ seq }) => String(seq).padStart(9, '0');

/** A hundred in a request. */
const bare = {
  fill: (sales) => setMany(sales.map((sale) => [key(sale), sale]), kept),
  async drain() {
    for (let all = await entries(kept); all.length > 0; all = all.slice(100)) {
      const batch = all.slice(0, 100);
      await send(batch.map(([, sale]) => sale));
      await delMany(batch.map(([name]) => name), kept);
    }
  },
};

let sales;
const rxdb = {
  async fill(all) {
    const database = await createRxDatabase({ name: `bench${Date.now()}`, storage: getRxStorageDexie(), multiInstance: false });
    ({ sales } = await database.addCollections({ sales: { schema: SEALED } }));
    const { error } = await sales.bulkInsert(all);
    if (error.length > 0) throw new Error('not stored');
  },
  async drain() {
    const push = { batchSize: 100, handler: async (rows) => { await send(rows.map(({ newDocumentState: { registerId, link, seq, prev, hash, signature, body } }) => ({ registerId, link, seq, prev, hash, signature, body }))); return []; } };
    const replication = replicateRxCollection({ collection: sales, replicationIdentifier: 'bench', live: false, retryTime: 1000, push });
    let failure;
    replication.error$.subscribe((error) => { failure = error; });
    await replication.awaitInitialReplication();
    if (failure) throw failure;
  },
};

const policy = self.trustedTypes?.createPolicy('holdfast', { createScriptURL: (url) => url });
const told = (worker, message) => new Promise((resolve, reject) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => (data === 'done' ? resolve() : reject(new Error(data)));
  worker.postMessage(message, [port2]);
});
const workbox = {
  async fill(all) {
    const script = policy ? policy.createScriptURL('worker-queue.js') : 'worker-queue.js';
    await navigator.serviceWorker.register(script, { scope: './' });
    self.worker = (await navigator.serviceWorker.ready).active;
    for (let at = 0; at < all.length; at += 500) await told(self.worker, { sales: all.slice(at, at + 500) });
  },
  drain: () => told(self.worker, 'replay'),
};

const WAYS = { bare, rxdb, workbox };
self.fill = (way, all) => WAYS[way].fill(all);
/** Resolves to ms. */
self.drain = async (way) => {
  const start = performance.now();
  await WAYS[way].drain();
  return performance.now() - start;
};
