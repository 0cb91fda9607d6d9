import { ask } from './api.js';
import { words } from './language.js';
import { followStaff } from './staff.js';
import { readCurrent, readShop } from './shop.js';
import { change, read } from './state.js';
import { controlled } from './worker.js';

let reading: Promise<void> | null = null;
let look: () => void;
/** The first shop is on the screen, or is not to be had without the worker. Whatever a screen can do without comes after that. */
export const looked = new Promise<void>((resolve) => { look = resolve; });

/**
 * Brings {@link State.shop} to what the mirror has as current: whole, in one step, unless there was none before.
 * @param ready nothing is shown before it
 */
export function followShop(ready?: Promise<unknown>): Promise<void> {
  reading = reading ?? follow(ready).finally(() => { reading = null; look(); });
  return reading;
}

async function follow(ready?: Promise<unknown>, mended = false): Promise<void> {
  const current = await readCurrent();
  const before = read().shop;
  const first = !before || before.loaded < 1;
  if (current ? current.hash === before?.hash && !first : !first) return;
  if (!current) return void (!mended && await mend() && await follow(ready, true));
  try {
    const shop = await readShop(current, async (some) => {
      await ready;
      if (first) change({ shop: some });
      look();
    }, before?.index.arranged);
    change({ shop });
    performance.mark('shop');
    followStaff();
    import('./screens/others.js').then(({ learnMoney }) => learnMoney(shop.config)).catch(console.warn);
    // Another may have become current meanwhile, and whoever said so was told that one is being read.
    if ((await readCurrent())?.hash !== current.hash) return follow();
  } catch (error) {
    // A full sync may have cleared away what was being read: then there is a newer one to read.
    if ((await readCurrent())?.hash !== current.hash) return follow(ready, mended);
    console.error(error);
    if (first && !mended && await mend()) return follow(ready, true);
    if (first) change({ shop: null, syncTrouble: words.shopDamaged });
  }
}

/** Has the worker look the mirror over. Resolves to whether there is a whole shop now. */
async function mend(): Promise<boolean> {
  look();
  await controlled();
  return ask<{ done: boolean }>('POST', 'api/sync/mend').then(({ done }) => done, () => false);
}
