// PouchDB, replicating to a CouchDB-compatible server.
import PouchDB from 'pouchdb-browser';

let database;
self.fill = async (_, sales) => {
  database = new PouchDB(`bench${Date.now()}`);
  await database.bulkDocs(sales.map((sale) => ({ _id: sale.hash, ...sale })));
};
self.drain = async (_, address) => {
  const start = performance.now();
  const { docs_written: written, ok } = await database.replicate.to(new PouchDB(address), { batch_size: 100 });
  if (!ok || written === 0) throw new Error('not replicated');
  return performance.now() - start;
};
