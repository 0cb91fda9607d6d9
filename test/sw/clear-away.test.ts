import { freshName } from './browser-parts.js';
import type { UseStore } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SaleId } from '../../domain/sale.js';
import { clearAway } from '../../sw/clear-away.js';
import { openJournal, type Journal } from './whole.js';
import { openStore } from '../../sw/store.js';

const NOW = Date.parse('2026-11-26T09:00:00Z');
const DAY = 86_400_000;
const daysAgo = (days: number): string => new Date(NOW - days * DAY).toISOString();
const idOf = (n: number): SaleId => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as SaleId;

/** A journal with sales 1 to `count`, none acknowledged. */
async function journalOf(count: number): Promise<{ use: UseStore; journal: Journal; sell: (n: number) => Promise<unknown> }> {
  const use = openStore(freshName(), 'strict');
  const journal = openJournal(use, (work) => work());
  const sell = (n: number): Promise<unknown> => journal.append(idOf(n), `{"n":${n}}`, async () => ({ registerId: 'r', link: 1, series: 'T1', sign: async () => 's' }));
  for (let n = 1; n <= count; n++) await sell(n);
  return { use, journal, sell };
}

const held = async ({ page }: Journal): Promise<number[]> => (await page(Infinity, 100)).entries.map(({ position }) => position);

test('what was acknowledged longer ago than the days goes, and is not sold again by its id', async () => {
  const { use, journal, sell } = await journalOf(4);
  await journal.acknowledge([1, 2], daysAgo(32));
  await journal.acknowledge([3, 4], daysAgo(1));
  assert.is(await clearAway(use, 30, NOW), 2);
  assert.equal(await held(journal), [4, 3]);
  assert.is(await sell(1).then(() => 'sold', ({ code }: { code: string }) => code), 'already-complete');
  assert.equal(await held(journal), [4, 3]);
  assert.is((await journal.find(idOf(3)))?.position, 3);
});

test('what waits or was refused stays, however old', async () => {
  const { use, journal } = await journalOf(4);
  await journal.acknowledge([1, 3], daysAgo(400));
  await journal.fail([2], 'refused', { last: daysAgo(400), code: 'bad-hash', message: 'no' });
  await journal.acknowledge([4], daysAgo(0));
  await clearAway(use, 30, NOW);
  assert.equal(await held(journal), [4, 2]);
  assert.equal(await journal.counts(), { waiting: 0, refused: 1 });
});

test('history goes on over the holes, page by page', async () => {
  const { use, journal } = await journalOf(12);
  await journal.acknowledge([2, 3, 4, 5, 7, 8, 9], daysAgo(90));
  await journal.acknowledge([12], daysAgo(0));
  await clearAway(use, 30, NOW);
  const pages: unknown[] = [];
  for (let before = Infinity, more = true; more;) {
    const page = await journal.page(before, 2);
    pages.push(page.entries.map(({ position, state }) => `${position} ${state}`));
    more = page.more;
    before = page.entries[page.entries.length - 1]?.position ?? 0;
  }
  assert.equal(pages, [['12 Synchronised', '11 Waiting'], ['10 Waiting', '6 Waiting'], ['1 Waiting']]);
});

test('numbers and chain go on when every sale was cleared away but the last', async () => {
  const { use, journal, sell } = await journalOf(3);
  await journal.acknowledge([1, 2], daysAgo(60));
  await journal.acknowledge([3], daysAgo(0));
  const head = await journal.find(idOf(3));
  await clearAway(use, 30, NOW);
  await sell(4);
  const next = await journal.find(idOf(4));
  assert.equal([next?.receiptNumber, next?.sealed.prev], ['T1-000004', head?.sealed.hash]);
});

test('a clock that is years ahead does not empty the history', async () => {
  const { use, journal } = await journalOf(2);
  await journal.acknowledge([1, 2], daysAgo(1));
  assert.is(await clearAway(use, 30, NOW + 3000 * DAY), 0);
});

test('a thousand old sales go in pieces', async () => {
  const { use, journal } = await journalOf(1001);
  await journal.acknowledge(Array.from({ length: 1000 }, (_, index) => index + 1), daysAgo(31));
  await journal.acknowledge([1001], daysAgo(0));
  assert.is(await clearAway(use, 30, NOW), 1000);
  assert.equal(await held(journal), [1001]);
});

test.run();
