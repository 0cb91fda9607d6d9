/** What both ends must agree on before anything else. */
export const PROTOCOL = 1;
export const PROTOCOL_HEADER = 'Holdfast-Protocol';
/** The hash of the manifest of which a register has everything. */
export const SHOP_HEADER = 'Holdfast-Shop';
/** A {@link Report} as JSON, with `api/ping`, `api/sync/finished` and `api/sales/batch`. */
export const REPORT_HEADER = 'Holdfast-Report';

/** Most sales in one batch to a panel that does not say that it takes more. */
export const BATCH_SIZE = 50;
/** Most sales in one batch that this panel takes, and says so with each answer. */
export const MOST_SALES = 200;
/** Largest body that the panel reads, in bytes. */
export const MAX_BODY = 4 * 1024 * 1024;
/** Largest text of one sale, in UTF-16 units. */
export const MAX_SALE = 256 * 1024;

/** Why the panel (or the worker, on its behalf) did not do what was asked. A closed list; each has its sentence in the reply. */
export const REFUSALS = [
  'protocol-older', 'protocol-newer', // the register's protocol, seen from the panel
  'not-json', 'not-valid', 'too-large', 'not-found', 'method-not-allowed',
  'code-unknown', 'code-used', 'code-expired', 'too-many-tries',
  'not-paired', 'link-removed', 'cross-site',
  'not-permitted', 'sku-taken', 'barcode-taken',
  'unsynchronised', 'already-complete', 'shift-changed', 'not-set-up', 'wrong-pin', 'offline', 'panel-unreachable', 'not-the-panel', 'storage-full', 'storage-failed', 'busy', 'panel-failed',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Why a sealed sale was not recorded. A closed list: everything else that is odd is recorded and flagged. */
export const SALE_REFUSALS = ['not-a-sale', 'bad-hash', 'bad-signature', 'unknown-link', 'foreign-register'] as const;
export type SaleRefusal = (typeof SALE_REFUSALS)[number];

/** What may be odd about a recorded sale, or record of a shift. */
export const FLAGS = [
  'unknown-product', 'unknown-staff', 'totals-differ', 'clock-ahead', 'clock-behind',
  'id-reused', 'number-reused', 'chain-broken', 'after-release', 'shift-repeated',
] as const;
export type Flag = (typeof FLAGS)[number];
