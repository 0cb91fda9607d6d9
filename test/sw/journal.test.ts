import { freshName } from './browser-parts.js';
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hash } from '../../domain/catalogue.js';
import { genesis, sealHash, type Digest } from '../../domain/chain.js';
import type { SaleId } from '../../domain/sale.js';
import type { Seal } from '../../sw/journal.js';
import { openJournal, type Journal } from './whole.js';
import { openStore } from '../../sw/store.js';

const digest: Digest = async (text) => createHash('sha256').update(text).digest('hex') as Hash;
const linked: Seal = { registerId: 'r1', link: 1, series: 'T1', sign: async (hash) => `signed-${hash.slice(0, 8)}` };
const seal = async (): Promise<Seal> => linked;
const id = (n: number): SaleId => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as SaleId;
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('journal', work) as Promise<T>;
const open = (name = freshName()): Journal => openJournal(openStore(name, 'strict'), alone);
const fill = async (journal: Journal, count: number): Promise<void> => {
  for (let n = 1; n <= count; n++) await journal.append(id(n), `{"n":${n}}`, seal);
};

test('sales are numbered from 1 and chained from the genesis', async () => {
  const journal = open();
  const first = await journal.append(id(1), '{"a":1}', seal);
  const second = await journal.append(id(2), '{"b":2}', seal);
  const start = await genesis('r1', 1, digest);
  assert.is(first.receiptNumber, 'T1-000001');
  assert.is(first.sealed.prev, start);
  assert.is(first.sealed.hash, await sealHash(start, 1, '{"a":1}', digest));
  assert.is(second.sealed.prev, first.sealed.hash);
  assert.is(second.sealed.seq, 2);
});

test('the same sale again gets the same answer, and nothing is written', async () => {
  const journal = open();
  const first = await journal.append(id(1), '{"a":1}', seal);
  assert.equal(await journal.append(id(1), '{"a":2}', seal), first);
  assert.is((await journal.append(id(2), '{}', seal)).sealed.seq, 2);
});

test('two tills on one journal at once give no number twice and leave none out', async () => {
  const name = freshName();
  const [one, two] = [open(name), open(name)];
  const sealed = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? one : two).append(id(n), '{}', seal)));
  assert.equal(sealed.map((sale) => sale.sealed.seq).sort((a, b) => a - b), Array.from({ length: 40 }, (_, n) => n + 1));
});

test('even without the lock a number is never given twice', async () => {
  const name = freshName();
  const journal = openJournal(openStore(name, 'strict'), (work) => work());
  const tried = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => journal.append(id(n), '{}', seal)));
  const numbers = tried.flatMap((each) => each.status === 'fulfilled' ? [each.value.sealed.seq] : []);
  assert.is(new Set(numbers).size, numbers.length);
  const { entries } = await journal.page(Infinity, 100);
  assert.is(entries.length, numbers.length);
});

test('a sale is answered for only after a strict transaction with sale, number and chain is complete', async () => {
  const journal = open();
  await fill(journal, 1);
  const seen: string[] = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
    const transaction = begin.call(this, names, mode, options);
    if (mode === 'readwrite') {
      seen.push(`begin ${options?.durability}`);
      transaction.addEventListener('complete', () => seen.push('complete'));
    }
    return transaction;
  };
  try {
    await journal.append(id(2), '{}', seal);
    seen.push('answered');
  } finally {
    IDBDatabase.prototype.transaction = begin;
  }
  assert.equal(seen, ['begin strict', 'complete', 'answered']);
});

test('a write that fails gives no number away', async () => {
  const journal = open();
  await fill(journal, 1);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); };
  try {
    await journal.append(id(2), '{}', seal).then(() => assert.unreachable(), (error: Error) => assert.is(error.name, 'QuotaExceededError'));
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  const again = await journal.append(id(2), '{}', seal);
  assert.is(again.sealed.seq, 2);
  assert.equal(await journal.counts(), { waiting: 2, refused: 0 });
});

test('a connection that the browser closed by force is opened anew', async () => {
  const name = freshName();
  const journal = open(name);
  await fill(journal, 1);
  const begin = IDBDatabase.prototype.transaction;
  let broken = true;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
    if (broken) {
      broken = false;
      throw new DOMException('the connection is closing', 'InvalidStateError');
    }
    return begin.call(this, names, mode, options);
  };
  try {
    assert.is((await journal.append(id(2), '{}', seal)).sealed.seq, 2);
  } finally {
    IDBDatabase.prototype.transaction = begin;
  }
});

test('a new link starts its own numbers and chain, after the old one’s sales', async () => {
  const journal = open();
  await fill(journal, 3);
  const moved = await journal.append(id(9), '{}', async () => ({ ...linked, link: 2, series: 'T1b' }));
  assert.is(moved.receiptNumber, 'T1b-000001');
  assert.is(moved.sealed.prev, await genesis('r1', 2, digest));
  assert.is(moved.position, 4);
  assert.equal(await journal.waiting(), [1, 2, 3, 4]);
});

test('a sale that waited for its turn is sealed with what the register is by then', async () => {
  const journal = open();
  let now = linked;
  const first = journal.append(id(1), '{}', async () => { now = { ...linked, link: 2, series: 'T1b' }; return linked; });
  const second = journal.append(id(2), '{}', async () => now);
  assert.is((await first).receiptNumber, 'T1-000001');
  assert.is((await second).receiptNumber, 'T1b-000001');
});

test('a sale goes from waiting to refused, back by retry, and to synchronised', async () => {
  const journal = open();
  await fill(journal, 2);
  const why = { last: '2026-11-23T14:00:00.000+11:00', code: 'bad-hash' as const, message: 'altered' };
  await journal.fail([1], 'waiting', { ...why, code: 'offline' });
  await journal.fail([1], 'refused', why);
  assert.equal(await journal.counts(), { waiting: 1, refused: 1 });
  assert.equal(await journal.standing(1), { state: 'Needs attention', attempts: { count: 2, ...why }, synchronisedAt: null });
  await journal.retry(1);
  assert.equal(await journal.waiting(), [1, 2]);
  await journal.acknowledge([1, 2], why.last);
  assert.equal(await journal.counts(), { waiting: 0, refused: 0 });
  assert.equal(await journal.standing(2), { state: 'Synchronised', attempts: null, synchronisedAt: why.last });
});

test('a failure that arrives after the acknowledgement changes nothing', async () => {
  const journal = open();
  await fill(journal, 1);
  await journal.acknowledge([1], '2026-11-23T14:00:00.000+11:00');
  await journal.fail([1], 'refused', { last: '', code: 'offline', message: '' });
  assert.is((await journal.standing(1)).state, 'Synchronised');
});

test('history is read page by page, newest first, each with its state', async () => {
  const journal = open();
  await fill(journal, 7);
  await journal.acknowledge([6], '2026-11-23T14:00:00.000+11:00');
  const first = await journal.page(Infinity, 3);
  const rest = await journal.page(5, 10);
  assert.equal(first.entries.map(({ position, state }) => [position, state]), [[7, 'Waiting'], [6, 'Synchronised'], [5, 'Waiting']]);
  assert.equal([first.more, rest.more], [true, false]);
  assert.equal(rest.entries.map(({ position }) => position), [4, 3, 2, 1]);
});

test.run();
