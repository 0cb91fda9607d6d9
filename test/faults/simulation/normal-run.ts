/** What `npm test` runs every time: some seconds' worth. Each of tools/mutations' bugs must be found within it. */
export const NORMAL_RUN = { seed: 20261123, schedules: 30 } as const;
