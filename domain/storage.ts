const GIGABYTE = 2 ** 30;

/**
 * Whether a browser's data seems to go when its window is closed. Private windows keep everything in memory, so they are
 * given a fraction of it; a disk gives more. Null: it cannot be told.
 * Chromium of today has the same 10 GiB left in each of its windows, whatever it stores.
 * @param quota bytes, and so is `usage`. @param memory GiB, as browsers say it: rounded, and some do not.
 */
export function looksBrief(quota: number | null | undefined, memory: number | undefined, usage?: number | null): boolean | null {
  return quota === null || quota === undefined || memory === undefined || quota - (usage ?? 0) === 10 * GIGABYTE ? null : quota < memory * GIGABYTE / 4;
}
