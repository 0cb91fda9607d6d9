import type { Status } from '../domain/local.js';
import { pairingCode } from '../domain/set-up-link.js';
import { UNKNOWN } from './state.js';

/**
 * What is to be done with a set-up link that was opened here.
 * - `wait`: the worker has not said yet what this register is.
 * - `taken`: it is set up. A link never pairs it anew.
 * - `malformed`: there is no whole code in it.
 * - `ask`: its link was removed, or sales are on it: somebody who knows of that has to press the button.
 * - `pair`: nothing is here that could be lost: it pairs by itself.
 */
export type ByLink = 'wait' | 'taken' | 'malformed' | 'ask' | 'pair';

/** @param code what the link has where its code should be. */
export function decide(status: Status, code: string): ByLink {
  if (status === UNKNOWN) return 'wait';
  if (status.link === 'linked') return 'taken';
  if (!pairingCode(code)) return 'malformed';
  return status.link === 'removed' || status.unsynchronised > 0 ? 'ask' : 'pair';
}
