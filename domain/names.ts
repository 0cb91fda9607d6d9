import { DEMO } from './demo.js';

/**
 * Names of everything that a register keeps in its browser. All carry one prefix, and only what carries it is ever
 * deleted: a demo, or another program on the same origin, keeps its own.
 */
export interface Names {
  /** Journal of sealed sales, with the device's record and keys: they live and die together. Strict. */
  readonly journal: string;
  /** Mirror of the shop's documents (key = hash) and `current`. Relaxed: it can be fetched again. */
  readonly mirror: string;
  /** The page's own: cart, remembered choices. */
  readonly page: string;
  /** Cache of sync documents, as they came. */
  readonly documents: string;
  /** Cache of pictures. */
  readonly pictures: string;
  /** Workbox's queue; also the tag of its sync. */
  readonly queue: string;
  /** Prefix of Web Locks. */
  readonly lock: string;
  /** In localStorage: what this browser was, should IndexedDB be lost. */
  readonly sentinel: string;
}

/** The one object store in each of the idb-keyval databases. */
export const STORE = 'keyval';

export function namesFor(prefix: string): Names {
  return {
    journal: `${prefix}-journal`, mirror: `${prefix}-mirror`, page: `${prefix}-page`,
    documents: `${prefix}-documents`, pictures: `${prefix}-pictures`, queue: `${prefix}-sales`, lock: `${prefix}-lock`,
    sentinel: `${prefix}-sentinel`,
  };
}

/** What every name begins with. The demo has its own: it may live on the same origin as a register. */
export const PREFIX = DEMO ? 'holdfast-demo' : 'holdfast';

export const NAMES = namesFor(PREFIX);
