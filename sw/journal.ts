import { get, promisifyRequest, type UseStore } from 'idb-keyval';
import { genesis, receiptNumber, sealHash, type SealedSale } from '../domain/chain.js';
import type { Hash } from '../domain/catalogue.js';
import type { Attempts, Unsaved } from '../domain/local.js';
import type { SaleId } from '../domain/sale.js';
import * as said from '../words/en-AU/worker.js';
import { digest } from './digest.js';
import { Refused } from './refuse.js';
import { atOnce } from './store.js';

/**
 * The journal: every sale that this register completed, and every opening and closing of a shift, sealed, in one strict
 * store. It is the truth; Workbox's queue is only the to-do list beside it.
 *
 *     ['sale', position]     Entry
 *     ['id', its id]         position
 *     ['waiting', position]  Attempts | null     not acknowledged yet
 *     ['refused', position]  Attempts            set aside until somebody presses Retry
 *     ['done', position]     when it was acknowledged, ISO 8601
 *     'head'                 Head
 *     'tidied'               when what was synchronised long ago was last cleared away, ms since 1970
 *     'saved'                sw/saving.ts
 *     ['shift', register id] OpenShift           open-shift.ts: no record of its own, but written with those
 *
 * `position` counts all sales of this device, over all its links; a sale is under exactly one of waiting, refused and
 * done. So what is open is found by a range of keys, without reading what is synchronised. What was acknowledged long
 * ago is cleared away (clear-away.ts); the chain goes on from 'head'.
 */
export interface Entry {
  readonly id: SaleId;
  readonly receiptNumber: string;
  readonly sealed: SealedSale;
}

/** End of the chain. A new link starts at number 1 with its own genesis; positions go on. */
export interface Head {
  readonly registerId: string;
  readonly link: number;
  readonly seq: number;
  readonly hash: Hash;
  readonly position: number;
}

/** Who seals: the device's identity in this link, and its signature over a hash. */
export interface Seal {
  readonly registerId: string;
  readonly link: number;
  readonly series: string;
  readonly sign: (text: string) => Promise<string>;
  /** Something that changes with this very record. */
  readonly also?: Also | undefined;
}
/** Writes more into the store, in the transaction of the record itself. */
export type Also = (store: IDBObjectStore, position: number) => void;

export interface Placed extends Entry {
  readonly position: number;
}
export interface Counts {
  readonly waiting: number;
  readonly refused: number;
}
export type Journal = ReturnType<typeof openJournal>;

export type Kind = 'sale' | 'waiting' | 'refused' | 'done';
/** Positions above `after`. */
export const all = (kind: Kind, after = 0): IDBKeyRange => IDBKeyRange.bound([kind, after], [kind, []], true);
export const positionOf = (key: IDBValidKey): number => (key as [Kind, number])[1];

/** @param exclusively runs one call at a time over all tabs and workers of the origin (a Web Lock). */
export function openJournal(use: UseStore, exclusively: <T>(work: () => Promise<T>) => Promise<T>) {
  const find = (id: SaleId, at = use): Promise<Placed | undefined> => at('readonly', async (store) => {
    const position = await promisifyRequest<number | undefined>(store.get(['id', id]));
    if (position === undefined) return undefined;
    const entry = await promisifyRequest<Entry | undefined>(store.get(['sale', position]));
    // Its id outlives it: a page that never saw the answer must not sell it again.
    if (!entry) throw new Refused(410, 'already-complete', said.completeLongAgo);
    return { position, ...entry };
  });

  /**
   * Seals a sale and puts it on the disk: number, chain and sale in one strict transaction, resolved on its completion.
   * The same id again gives the entry that is there and writes nothing.
   * @param sealer asked when it is this sale's turn: until then the register may have been reset or paired anew. It reads with `at`, in the journal's own transaction, and waits for nothing else.
   * @throws what `sealer` and IndexedDB throw; then nothing was written and the number is still free.
   */
  const append = (id: SaleId, body: string, sealer: (at: UseStore) => Promise<Seal>): Promise<Placed> => compose(id, async (at) => ({ body, seal: await sealer(at) }));

  /** The same of a text that is made only when it is its turn, from what the journal says then. */
  const compose = (id: SaleId, make: (at: UseStore) => Promise<{ readonly body: string; readonly seal: Seal }>): Promise<Placed> => exclusively(async () => {
    const [known, last, made] = await atOnce(use, async (at) => {
      const making = make(at);
      // Of one that is there already nothing is made, and nothing that speaks against it counts.
      making.catch(() => undefined);
      const [there, head] = await Promise.all([find(id, at), get<Head>('head', at)]);
      return [there, head, there ? undefined : await making] as const;
    });
    if (!made) return known as Placed;
    const { body, seal } = made;
    const goesOn = last !== undefined && last.registerId === seal.registerId && last.link === seal.link;
    const { registerId, link } = seal;
    const prev = goesOn ? last.hash : await genesis(registerId, link, digest);
    const seq = goesOn ? last.seq + 1 : 1;
    const position = last ? last.position + 1 : 1;
    const hash = await sealHash(prev, seq, body, digest);
    const entry: Entry = { id, receiptNumber: receiptNumber(seal.series, seq), sealed: { registerId, link, seq, prev, hash, signature: await seal.sign(hash), body } };
    const head: Head = { registerId, link, seq, hash, position };
    await use('readwrite', async (store) => {
      const now = await promisifyRequest<Head | undefined>(store.get('head'));
      // The lock should make this impossible; a number given twice would be worse than a sale that is asked for again.
      if ((now ? now.position : 0) !== position - 1) {
        store.transaction.abort();
        throw new Error('the journal moved while a sale was sealed');
      }
      store.put(entry, ['sale', position]);
      store.put(position, ['id', id]);
      store.put(null, ['waiting', position]);
      seal.also?.(store, position);
      store.put(head, 'head');
      await promisifyRequest(store.transaction);
    });
    return { position, ...entry };
  });

  /** Positions of the sales to send, oldest first. */
  const waiting = (): Promise<number[]> => use('readonly', async (store) => (await promisifyRequest(store.getAllKeys(all('waiting')))).map(positionOf));

  /** Those of these sales that are there: what the disk has lost is left out. */
  const read = (positions: readonly number[]): Promise<Placed[]> => use('readonly', async (store) => {
    const entries = await Promise.all(positions.map((position) => promisifyRequest<Entry | undefined>(store.get(['sale', position]))));
    return entries.flatMap((entry, index) => entry ? [{ position: positions[index] as number, ...entry }] : []);
  });

  /** The panel has them. Losing this write costs one more sending, so nothing is deleted before it is complete. */
  const acknowledge = (positions: readonly number[], at: string): Promise<void> => use('readwrite', async (store) => {
    const wanted = new Set(positions);
    const ranges = (['waiting', 'refused'] as const).map((kind) => IDBKeyRange.bound([kind, Math.min(...positions)], [kind, Math.max(...positions)]));
    await Promise.all(ranges.map(async (range) => {
      const keys = await promisifyRequest(store.getAllKeys(range));
      // What is not open any more (a reset came between) stays as it is: there is nothing that this could be about.
      const open = keys.filter((key) => wanted.has(positionOf(key)));
      for (const key of open) store.put(at, ['done', positionOf(key)]);
      for (const which of open.length < keys.length ? open : open.slice(0, 1).map(() => range)) store.delete(which);
    }));
    await promisifyRequest(store.transaction);
  });

  /** Counts a failed attempt on sales that go on waiting, or (`refused`) sets them aside. */
  const fail = (positions: readonly number[], as: 'waiting' | 'refused', why: Omit<Attempts, 'count'>): Promise<void> => use('readwrite', async (store) => {
    for (const position of positions) {
      const before = await promisifyRequest<Attempts | null | undefined>(store.get(['waiting', position]));
      // Acknowledged meanwhile by another drain: it stays so.
      if (before === undefined) continue;
      store.delete(['waiting', position]);
      store.put({ count: (before ? before.count : 0) + 1, ...why }, [as, position]);
    }
    await promisifyRequest(store.transaction);
  });

  /** How many are open, of those with a position above `after`. */
  const counts = (after?: number, at = use): Promise<Counts> => at('readonly', async (store) => {
    const [open, refused] = await Promise.all([promisifyRequest(store.count(all('waiting', after))), promisifyRequest(store.count(all('refused', after)))]);
    return { waiting: open, refused };
  });

  /** How many are not acknowledged with a position above `after`, and the first and the last of them. Reads two of them at the most. */
  const span = (after: number, within = use): Promise<Unsaved | null> => within('readonly', async (store) => {
    const ranges = [all('waiting', after), all('refused', after)];
    const ends = (direction: 'next' | 'prev') => Promise.all(ranges.map((range) => promisifyRequest(store.openKeyCursor(range, direction))));
    const [counted, heads, tails] = await Promise.all([Promise.all(ranges.map((range) => promisifyRequest(store.count(range)))), ends('next'), ends('prev')]);
    const at = (cursors: readonly (IDBCursor | null)[]): number[] => cursors.flatMap((cursor) => cursor ? [positionOf(cursor.key)] : []);
    const [from, to] = [Math.min(...at(heads)), Math.max(...at(tails))];
    if (!Number.isFinite(from)) return null;
    const numberOf = async (position: number): Promise<string> => {
      const entry = await promisifyRequest<Entry | undefined>(store.get(['sale', position]));
      return entry ? entry.receiptNumber : '?';
    };
    return { count: counted.reduce((sum, one) => sum + one, 0), first: await numberOf(from), last: await numberOf(to) };
  });

  return { append, compose, find, waiting, read, acknowledge, fail, counts, span };
}
