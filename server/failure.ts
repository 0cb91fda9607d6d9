import type { PanelContext } from './context.js';
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
  if (isBusy(error)) return new Refused('busy', 'The control panel is busy with an import or a backup: nothing was done. Try again in a moment.', undefined, BUSY);
  if (isFull(error)) {
    return new Refused('busy', 'The control panel’s disk is full: nothing was done. Free some space on its machine; registers keep their sales and send them by themselves after that.', undefined, FULL);
  }
  return new Refused('panel-failed', 'The control panel failed at this: nothing was done. Try again; if it goes on, look into the control panel’s log. Sales stay on the register until they are taken in.');
}

/**
 * Writes what is only by the way of a request that reads: when it was heard of, how long a session lasts. With no room on
 * the disk, or somebody else writing for long, reading goes on without it. Not within a transaction: SQLite may have ended that.
 */
export async function byTheWay({ log }: Pick<PanelContext, 'log'>, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isFull(error) && !isBusy(error)) throw error;
    log.warn({ err: error }, 'written down later');
  }
}

/** The database or another file finds no room. */
export function isFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** Somebody else is writing. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
