import { promisifyRequest, type UseStore } from 'idb-keyval';
import type { Refusal } from '../../domain/wire.js';
import { Refused } from '../refuse.js';
import type { SampleShop } from './sample.js';

/**
 * What the demo's panel is made of. Its store has
 *
 *     ['link', number]                   Link
 *     'session'                          number of the link whose session this browser has: what a cookie is elsewhere
 *     ['product', id]                    Product that was made or changed at the register; the others are the sample's
 *     ['pin', staff id]                  SlowHash
 *     ['record', link, seq, hash]        Recorded
 *     ['id', sale id], ['shift', shift, kind]   that there is one
 *     'totals'                           Totals
 *     ['lost', link]                     LostRequest
 *     'offline', 'refuse-next'           switches (controls.ts)
 */
export interface DemoParts {
  readonly use: UseStore;
  readonly sample: SampleShop;
  /** ms since 1970. */
  readonly now: () => number;
}

/** Every value whose key is a list that begins so, in the order of the keys. */
export function readAll<T>(use: UseStore, ...start: readonly (string | number)[]): Promise<T[]> {
  return use('readonly', (store) => promisifyRequest<T[]>(store.getAll(IDBKeyRange.bound(start, [...start, []]))));
}

type Code = Refusal['error']['code'];

/** As the control panel's own: each refusal has its status. */
const STATUS: Partial<Record<Code, number>> = {
  'not-json': 400, 'not-paired': 401, 'link-removed': 403, 'not-permitted': 403, 'not-found': 404, 'code-unknown': 404, 'method-not-allowed': 405,
  'protocol-older': 409, 'protocol-newer': 409, 'sku-taken': 409, 'barcode-taken': 409, 'code-used': 410, 'too-large': 413, 'not-valid': 422,
  'panel-failed': 500, 'busy': 503,
};

/** A refusal of the demo's panel, to be thrown. @param path dotted, of the field that is wrong */
export function refused(code: Code, message: string, path?: string): Refused {
  return new Refused(STATUS[code] || 500, code, message, path === undefined ? {} : { path });
}
