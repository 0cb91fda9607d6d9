import { ask } from './api.js';
import { words } from './language.js';
import { followStaff } from './staff.js';
import { readCurrent, readShop } from './shop.js';
import { change, read } from './state.js';
import { controlled } from './worker.js';

let reading: Promise<void> | null = null;

/** Brings {@link State.shop} to what the mirror has as current: whole, in one step, unless there was none before. */
export function followShop(): Promise<void> {
  reading = reading ?? follow().finally(() => { reading = null; });
  return reading;
}

async function follow(mended = false): Promise<void> {
  const current = await readCurrent();
  const before = read().shop;
  const first = !before || before.loaded < 1;
  if (current ? current.hash === before?.hash && !first : !first) return;
  if (!current) return void (!mended && await mend() && await follow(true));
  try {
    change({ shop: await readShop(current, (shop) => { if (first) change({ shop }); }) });
    performance.mark('shop');
    followStaff();
  } catch (error) {
    // A full sync may have cleared away what was being read: then there is a newer one to read.
    if ((await readCurrent())?.hash !== current.hash) return follow(mended);
    console.error(error);
    if (first && !mended && await mend()) return follow(true);
    if (first) change({ shop: null, syncTrouble: words.shopDamaged });
  }
}

/** Has the worker look the mirror over. Resolves to whether there is a whole shop now. */
async function mend(): Promise<boolean> {
  await controlled();
  return ask<{ done: boolean }>('POST', 'api/sync/mend').then(({ done }) => done, () => false);
}
