import { followStaff } from './staff.js';
import { readCurrent, readShop } from './shop.js';
import { change, read } from './state.js';

let reading: Promise<void> | null = null;

/** Brings {@link State.shop} to what the mirror has as current: whole, in one step, unless there was none before. */
export function followShop(): Promise<void> {
  reading = reading ?? follow().finally(() => { reading = null; });
  return reading;
}

async function follow(): Promise<void> {
  for (;;) {
    const current = await readCurrent();
    if (!current || (current.hash === read().shop?.hash && read().shop?.loaded === 1)) return;
    const first = read().shop === null || read().shop?.hash === current.hash;
    try {
      const shop = await readShop(current, (part) => { if (first) change({ shop: part }); });
      change({ shop });
      followStaff();
    } catch (error) {
      // A full sync may have cleared away what was being read: then there is a newer one to read.
      if ((await readCurrent())?.hash !== current.hash) continue;
      console.error(error);
      if (first) change({ shop: null, syncTrouble: 'The products on this device are damaged. Sales are safe. Synchronise to fetch them again.' });
      return;
    }
  }
}
