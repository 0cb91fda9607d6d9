import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from './database.js';
import { isBusy } from './failure.js';

/** Most works in one transaction, and most rows of several, by what each says of itself: nobody else's request is looked at meanwhile. */
const MOST = 16;
const MOST_ROWS = 800;

interface Waiting {
  readonly rows: number;
  run(trx: Database): Promise<void>;
  done(): void;
  failed(error: unknown): void;
}

/** What waits for the next transaction of each database; absent: nobody has asked for one. */
const waiting = new WeakMap<Database, Waiting[]>();

/**
 * Runs `work` in a transaction and resolves after its commit. What is asked for within one turn of the event loop shares
 * one: a commit waits for the disk, and fifty registers need not wait for it fifty times. If any of them fails nothing
 * of the shared transaction is kept, and each is run again in its own: so `work` must do nothing but write through the
 * transaction that it is given, and may be called twice.
 * @param rows how much it writes, roughly.
 */
export function together<T>(db: Database, work: (trx: Database) => Promise<T>, rows = 1): Promise<T> {
  return new Promise((resolve, reject) => {
    let result: { readonly value: T } | undefined;
    const mine: Waiting = {
      rows,
      run: async (trx) => { result = { value: await work(trx) }; },
      done: () => { if (result) resolve(result.value); },
      failed: reject,
    };
    const others = waiting.get(db);
    if (others) return void others.push(mine);
    waiting.set(db, [mine]);
    setImmediate(() => void commitAll(db));
  });
}

async function commitAll(db: Database): Promise<void> {
  const all = waiting.get(db) ?? [];
  waiting.delete(db);
  let [some, rows]: [Waiting[], number] = [[], 0];
  for (const one of all) {
    if (some.length === MOST || (some.length > 0 && rows + one.rows > MOST_ROWS)) {
      await commit(db, some);
      // The database answers at once: without a pause nothing else would have its turn before the last of them.
      await turn();
      [some, rows] = [[], 0];
    }
    some.push(one);
    rows += one.rows;
  }
  await commit(db, some);
}

async function commit(db: Database, some: readonly Waiting[]): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      for (const { run } of some) await run(trx);
    });
  } catch (error) {
    // Where somebody else writes for long, each would wait for as long again.
    if (some.length === 1 || isBusy(error)) for (const { failed } of some) failed(error);
    else for (const one of some) await commit(db, [one]).then(() => turn());
    return;
  }
  for (const { done } of some) done();
}
