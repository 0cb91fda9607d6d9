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
  const current = await readCurrent();
  const before = read().shop;
  if (!current || (current.hash === before?.hash && before.loaded === 1)) return;
  const first = !before || before.loaded < 1;
  try {
    change({ shop: await readShop(current, (shop) => { if (first) change({ shop }); }) });
    followStaff();
  } catch (error) {
    // A full sync may have cleared away what was being read: then there is a newer one to read.
    if ((await readCurrent())?.hash !== current.hash) return follow();
    console.error(error);
    if (first) change({ shop: null, syncTrouble: 'The shop on this device is damaged. All sales are safe.' });
  }
}
