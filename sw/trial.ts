import { del, promisifyRequest, type UseStore } from 'idb-keyval';
import type { DiskTrial } from '../domain/local.js';
import { MAX_SALE } from '../domain/wire.js';
import { isFull } from './store.js';

/** Where the trial's bytes are, beside the journal, for a moment. */
const KEY = 'trial';

/**
 * Writes as much as the largest sale, in the way that a sale is written, reads it back and takes it away again.
 * @param use the journal's own store, and not one that makes room: what a sale finds is what is to be told.
 */
export async function tryDisk(use: UseStore): Promise<DiskTrial> {
  // Something else each time: what an earlier trial has left must not pass for this one.
  const written = `${Date.now()} `.padEnd(MAX_SALE, 'x');
  try {
    const durability = await use('readwrite', async (store) => {
      const { transaction } = store;
      store.put(written, KEY);
      await promisifyRequest(transaction);
      // Chromium 80 has no such word, and writes nothing but strictly.
      return transaction.durability || 'strict';
    });
    const read = await use('readonly', (store) => promisifyRequest<unknown>(store.get(KEY)));
    return read !== written ? { result: 'spoilt' } : { result: durability === 'strict' ? 'written' : 'not-strict' };
  } catch (error) {
    console.warn(error);
    return { result: isFull(error) ? 'full' : 'failed' };
  } finally {
    await del(KEY, use).catch(console.warn);
  }
}

/** Takes away what a trial has left that a power cut has broken off. */
export async function forgetTrial(use: UseStore): Promise<void> {
  if (await use('readonly', (store) => promisifyRequest(store.getKey(KEY)))) await del(KEY, use);
}
