import type { UseStore } from 'idb-keyval';
import * as forSales from '../../sw/journal.js';
import type { Others } from '../../sw/others.js';
import { openRecords, type WholeJournal } from '../../sw/records.js';
import * as tills from '../../sw/till.js';

// Journal and till as their users see them: each in one piece, which the worker's two scripts have in two.

export type Journal = WholeJournal;
export const openJournal = (use: UseStore, exclusively: Parameters<typeof forSales.openJournal>[1]): Journal => ({ ...forSales.openJournal(use, exclusively), ...openRecords(use) });

type Verbs = Omit<Others, 'catalogue' | 'folder'>;
export type Till = tills.Till & Verbs;

/** The other verbs read the second script at each call, as the worker's routes do. */
export function openTill(...parts: Parameters<typeof tills.openTill>): Till {
  const till = tills.openTill(...parts);
  const verb = <K extends keyof Verbs>(name: K): Verbs[K] => (async (...given: unknown[]) => ((await till.others())[name] as (...given: unknown[]) => unknown)(...given)) as Verbs[K];
  return {
    ...till, setUp: verb('setUp'), changeShift: verb('changeShift'), history: verb('history'), detail: verb('detail'), retry: verb('retry'), checkPin: verb('checkPin'), commit: verb('commit'), finish: verb('finish'),
    passOn: verb('passOn'), reset: verb('reset'), unsynchronised: verb('unsynchronised'), saved: verb('saved'), useFolder: verb('useFolder'), mendShop: verb('mendShop'), tryDisk: verb('tryDisk'),
  };
}
