import { promisifyRequest, type UseStore } from 'idb-keyval';

const DAY = 86_400_000;
/** Sales in one transaction: between two, a sale that is being made has its turn. */
const AT_ONCE = 200;

/**
 * Clears sales out of the journal that were acknowledged more than `days` ago; their ids stay, in some 60 bytes each.
 * What is not acknowledged is never touched. Resolves to how many went.
 *
 * Age is counted from the newest acknowledgement and not from the clock alone: one that is years ahead for a moment does
 * not empty the history.
 */
export async function clearAway(use: UseStore, days: number, now: number): Promise<number> {
  const acknowledged = await use('readonly', async (store) => {
    const range = IDBKeyRange.bound(['done'], ['done', []]);
    const [keys, times] = await Promise.all([promisifyRequest(store.getAllKeys(range)), promisifyRequest<string[]>(store.getAll(range))]);
    return keys.map((key, index) => ({ position: (key as [string, number])[1], at: Date.parse(times[index] || '') }));
  });
  const newest = acknowledged.reduce((latest, { at }) => Math.max(latest, at || 0), 0);
  const before = Math.min(now, newest) - days * DAY;
  const old = acknowledged.filter(({ at }) => at < before).map(({ position }) => position);
  for (let done = 0; done < old.length; done += AT_ONCE) await remove(use, old.slice(done, done + AT_ONCE));
  return old.length;
}

function remove(use: UseStore, positions: readonly number[]): Promise<void> {
  return use('readwrite', async (store) => {
    for (const position of positions) {
      store.delete(['done', position]);
      const open = await Promise.all(['waiting', 'refused'].map((kind) => promisifyRequest(store.getKey([kind, position]))));
      // Acknowledged and open at once cannot be; if it were, nothing is to be lost by it.
      if (open.every((key) => key === undefined)) store.delete(['sale', position]);
    }
    await promisifyRequest(store.transaction);
  });
}
