import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { createStore, get, set } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PACK_DIGITS, type Hash } from '../../domain/catalogue.js';
import { NAMES, STORE } from '../../domain/names.js';
import { FLAT_WHITE, LOAF, product } from './shop-parts.js';

// A start reads the kept responses as soon as its script runs: here they come when everything else is ready.

const mirror = createStore(NAMES.mirror, STORE);
const pages = createStore(NAMES.page, STORE);
const DOCUMENTS = [[FLAT_WHITE], [], [LOAF], [product('x', 'Apple', 1)]].map((segment) => JSON.stringify(segment));
const HASHES = DOCUMENTS.map((text) => createHash('sha256').update(text).digest('hex') as Hash);
const SHOP = '5'.repeat(64) as Hash;

let arrive: (texts: readonly string[]) => void;
const texts = new Promise<readonly string[]>((resolve) => { arrive = resolve; });
const pack = new Request(`http://till.example/register/api/sync/pack/${['8'.repeat(64), ...HASHES].map((hash) => hash.slice(0, PACK_DIGITS)).join('-')}`);
const cache = {
  keys: async () => [new Request('http://till.example/register/api/sync/manifest'), pack],
  match: async (asked: Request) => (asked.url === pack.url ? new Response((await texts).join('\n')) : undefined),
};
Object.assign(globalThis, { caches: { has: async () => true, open: async () => cache } });

test('what came in packs is read out of the kept responses, and out of the mirror what is damaged there', async () => {
  const { arranged } = await import('../../app/arrange.js');
  const { readGoods } = await import('../../app/goods.js');
  for (const [at, hash] of HASHES.entries()) await set(hash, new TextEncoder().encode(DOCUMENTS[at]), mirror);
  // Somebody who does not wait for them hears nothing of them afterwards.
  const told: number[] = [];
  const other = await readGoods('6'.repeat(64) as Hash, HASHES.slice(1), null, (loaded) => told.push(loaded));
  await arranged(SHOP, HASHES, null);
  while ((await get<{ shop: Hash }>('arranged', pages))?.shop !== SHOP) await new Promise((resolve) => setTimeout(resolve, 5));
  // Only where it is read from the responses is it there at all.
  await set(HASHES[0] as Hash, new Uint8Array(3), mirror);
  arrive(['[{"id":"stale"}]', ...DOCUMENTS.map((text, at) => (at === 3 ? text.replace('"price":1', '"price":9') : text))]);
  const { products } = await readGoods(SHOP, HASHES, null, () => undefined);
  assert.equal(products.slice(0, 3).map(({ name, price }) => [name, Number(price)]), [['Apple', 1], ['Flat white', 480], ['Sourdough loaf', 902]]);
  assert.equal([other.products.length, told], [2, []]);
});

test.run();
