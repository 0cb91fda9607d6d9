// Each peer fetches the rows and stores them in the way that its documentation recommends for many at once.
import Dexie from 'dexie';
import PouchDB from 'pouchdb-browser';
import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { PRODUCT } from './lib-schemas.js';

const rows = (address) => fetch(address).then((response) => response.json());

async function openRx() {
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie(), multiInstance: false });
  await database.addCollections({ products: { schema: PRODUCT } });
  return database;
}

const openDexie = () => {
  const database = new Dexie('bench');
  database.version(1).stores({ products: 'id,sku,*barcodes' });
  return database;
};

const WRITE = {
  bare: rows,
  async dexie(address) {
    const products = await rows(address);
    await openDexie().products.bulkPut(products);
    return products;
  },
  async rxdb(address) {
    const products = await rows(address);
    const { success, error } = await (await openRx()).products.bulkInsert(products);
    if (error.length > 0) throw new Error(JSON.stringify(error[0]));
    return success;
  },
  async pouch(address) {
    const products = await rows(address);
    return new PouchDB('bench').bulkDocs(products.map((product) => ({ _id: product.id, ...product })));
  },
};
const READ = {
  dexie: () => openDexie().products.toArray(),
  rxdb: async () => (await openRx()).products.find().exec(),
  pouch: async () => (await new PouchDB('bench').allDocs({ include_docs: true })).rows,
};

/** Resolves to ms, from before the request to the end of the last transaction. */
self.write = async (peer, address, expected) => {
  const start = performance.now();
  const { length } = await WRITE[peer](address);
  const ms = performance.now() - start;
  if (length !== expected) throw new Error(`${length} rows, not ${expected}`);
  return ms;
};
self.read = async (peer, expected) => {
  const start = performance.now();
  self.kept = await READ[peer]();
  const ms = performance.now() - start;
  if (self.kept.length !== expected) throw new Error(`${self.kept.length} rows, not ${expected}`);
  return ms;
};
