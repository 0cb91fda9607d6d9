import { Refused } from './refused.js';

/** Seconds until it makes sense to try again: a write that is under way, and room that somebody has to make. */
const BUSY = 2;
const FULL = 30;

/**
 * What the outside is told of a failure of ours, whose particulars go into the log only. Nothing was done: every write
 * is one transaction, and a register keeps its sales until they are acknowledged.
 */
export function refusalFor(error: unknown): Refused {
  if (error instanceof Refused) return error;
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new Refused('busy', 'The control panel is busy with an import or a backup: nothing was done. Try again in a moment.', undefined, BUSY);
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new Refused('busy', 'The control panel’s disk is full: nothing was done. Free some space on its machine; registers keep their sales and send them by themselves after that.', undefined, FULL);
    default:
      return new Refused('panel-failed', 'The control panel failed at this: nothing was done. Try again; if it goes on, look into the control panel’s log. Sales stay on the register until they are taken in.');
  }
}
