const GIGABYTE = 2 ** 30;

/**
 * Whether a browser's data seems to go when its window is closed. Private windows keep everything in memory, so they are
 * given a fraction of it; a disk gives more. Null: it cannot be told.
 * @param quota bytes. @param memory GiB, as browsers say it: rounded, and some do not.
 */
export function looksBrief(quota: number | null | undefined, memory: number | undefined): boolean | null {
  return quota === null || quota === undefined || memory === undefined ? null : quota < memory * GIGABYTE / 4;
}
