import * as said from '../words/en-AU/worker-others.js';
import type { Placed } from './journal.js';
import { Refused } from './refuse.js';

// What the till refuses seldom, in the worker's second script for the length of its words.

/** Its id is in the journal, with another text. */
export function taken({ receiptNumber }: Placed): Refused {
  return new Refused(409, 'already-complete', said.completeAs(receiptNumber));
}

/** The panel has removed this device's link. */
export function ended(): Refused {
  return new Refused(403, 'link-removed', said.linkEnded);
}
