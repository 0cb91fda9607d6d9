import { freshName } from './browser-parts.js';
import { promisifyRequest } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openStore } from '../../sw/store.js';

test('a request that fails gives its own error to whoever waits for the transaction', async () => {
  const use = openStore(freshName(), 'strict');
  const write = use('readwrite', (store) => {
    store.put(1, 'key');
    store.add(2, 'key');
    return promisifyRequest(store.transaction);
  });
  await write.then(() => assert.unreachable(), (error: unknown) => assert.is(error instanceof DOMException && error.name, 'ConstraintError'));
});

test.run();
