import { clear, del, get, set, type UseStore } from 'idb-keyval';
import type { DemoState } from '../../domain/demo.js';
import type { Names } from '../../domain/names.js';
import { timestamp } from '../clock.js';
import { openStore } from '../store.js';
import { codeOf, readLinks } from './links.js';
import type { DemoParts } from './parts.js';

/** What the demo's banner shows. */
export async function readState(parts: DemoParts): Promise<DemoState> {
  const { use, sample } = parts;
  return {
    offline: await isOffline(use), refuseNext: await get('refuse-next', use) === true, code: codeOf((await readLinks(parts)).length + 1),
    staff: sample.staff.map(({ name, pin }) => ({ name, pin })),
  };
}

export const isOffline = async (use: UseStore): Promise<boolean> => await get('offline', use) === true;

/** Turns the banner's switches; what is left out stays. */
export async function turn({ use }: DemoParts, { offline, refuseNext }: Partial<DemoState>): Promise<void> {
  if (offline !== undefined) await set('offline', offline === true, use);
  if (refuseNext !== undefined) await set('refuse-next', refuseNext === true, use);
}

/** Whether this sale is the one to refuse; the next one is not. */
export async function refuseOne(use: UseStore): Promise<boolean> {
  if (await get('refuse-next', use) !== true) return false;
  await del('refuse-next', use);
  return true;
}

/** Clears everything that carries the demo's names, and nothing else. @param alone runs its work when the panel answers nobody; after the journal's lock, as whoever resets the register asks the panel inside of that. */
export async function resetDemo(parts: DemoParts, names: Names, alone: (work: () => Promise<void>) => Promise<void>): Promise<void> {
  const journal = openStore(names.journal, 'strict');
  await navigator.locks.request(`${names.lock}-journal`, () => alone(async () => {
    await Promise.all([journal, openStore(names.mirror, 'relaxed'), openStore(names.page, 'relaxed'), parts.use].map((use) => clear(use)));
    await Promise.all([caches.delete(names.documents), caches.delete(names.pictures)]);
    // So that nobody takes this for a loss.
    await set('reset', timestamp(parts.now()), journal);
  }));
}
