import type { Cents } from './money.js';
import type { Flag } from './wire.js';

declare const __DEMO__: boolean | undefined;

/**
 * Whether this is the demo: the same register with a small control panel inside its worker (sw/demo/). The build writes
 * a literal here, so that nothing of the demo is in the product.
 */
export const DEMO: boolean = typeof __DEMO__ !== 'undefined' && __DEMO__ === true;

/**
 * What the demo's page asks of its own worker, beside local.ts:
 *
 *     GET  api/demo                          → DemoState
 *     POST api/demo {offline?, refuseNext?}  → DemoState
 *     GET  api/demo/ledger                   → DemoLedger
 *     POST api/demo/reset                    everything that carries the demo's names goes → Done
 */
export interface DemoState {
  /** The panel answers nothing, as if the cable were out. */
  readonly offline: boolean;
  /** The next sale that is sent is refused, once. */
  readonly refuseNext: boolean;
  /** The pairing code that is good now. */
  readonly code: string;
  readonly staff: readonly { readonly name: string; readonly pin: string }[];
}

/** What the demo's panel has taken in. */
export interface DemoLedger {
  readonly sales: number;
  /** Of their totals. */
  readonly total: Cents;
  /** Newest first, the latest hundred. */
  readonly records: readonly DemoRecord[];
}
export interface DemoRecord {
  readonly receiptNumber: string;
  readonly kind: 'sale' | 'shift-open' | 'shift-close';
  /** ISO 8601 with offset, by the register's clock. */
  readonly at: string;
  readonly staff: string;
  /** Of a sale; 0 of a record of a shift. */
  readonly total: Cents;
  readonly flags: readonly Flag[];
}
