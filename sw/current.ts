import { get, type UseStore } from 'idb-keyval';
import type { Hash } from '../domain/catalogue.js';
import { CURRENT, type Current } from '../domain/local.js';

/** What the mirror names as the shop that is sold from; undefined before the first full sync. */
export const readCurrent = (mirror: UseStore): Promise<Current | undefined> => get<Current>(CURRENT, mirror);

/** Key in the journal's store: when a full sync found last that the shop is still the panel's. The mirror is not written for that. */
export const SYNCED = 'synced';
export interface Synced {
  /** The manifest's hash: of another one it says nothing. */
  readonly hash: Hash;
  /** ISO 8601 with offset. */
  readonly at: string;
}
