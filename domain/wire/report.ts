import { object } from '../schema.js';
import { instant, matching, oneOf, orNull, whole } from './pieces.js';

// What a register says of itself.

/**
 * How a browser keeps what is on the device. `persistent`: until somebody clears it. `best-effort`: it may be cleared
 * when the device is full. `ephemeral`: it seems to go when its window is closed, which is a guess.
 */
export const STORAGES = ['persistent', 'best-effort', 'ephemeral', 'unknown'] as const;
export type Storage = (typeof STORAGES)[number];
/** Said by the way: nothing depends on it, and what of it cannot be read counts as not said. */
export interface Report {
  /** Of the register's program: hexadecimal, the same for the same files. */
  readonly version: string;
  /** By the register's own clock; null: none yet. */
  readonly lastFullSync: string | null;
  readonly storage: Storage;
  /** Sales on the device that are not acknowledged, those in this very request included. */
  readonly unsynchronised: number;
}
export const ReportSchema = object<Report>({
  version: matching(/^[0-9a-f]{8,64}$/, 'must be hexadecimal'), lastFullSync: orNull(instant), storage: oneOf(...STORAGES), unsynchronised: whole(0, Number.MAX_SAFE_INTEGER),
});
