import type { Placed } from './journal.js';
import { Refused } from './refuse.js';

// What the till refuses seldom, in the worker's second script for the length of its words.

/** Its id is in the journal, with another text. */
export function taken({ receiptNumber }: Placed): Refused {
  return new Refused(409, 'already-complete', `This sale is already complete as ${receiptNumber}, with other content. Look at it in Sales history, and start a new sale for the rest.`);
}

/** The panel has removed this device's link. */
export function ended(): Refused {
  return new Refused(403, 'link-removed', 'The control panel has ended this register\u2019s link, so it takes no new sales. The cart and all sales on it are safe. Pair it again with a new code.');
}
