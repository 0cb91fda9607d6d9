import { get, type UseStore } from 'idb-keyval';
import { CURRENT, type Current } from '../domain/local.js';

/** What the mirror names as the shop that is sold from; undefined before the first full sync. */
export const readCurrent = (mirror: UseStore): Promise<Current | undefined> => get<Current>(CURRENT, mirror);
