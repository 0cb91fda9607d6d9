/** One thing that must hold: a fact (figures.ts) and its bound. */
export interface Target {
  /** Which of the eight. */
  readonly number: number;
  readonly what: string;
  readonly fact: string;
  readonly most?: number;
  readonly least?: number;
  /** What stands in the way where it does not hold, and where that is told. */
  readonly why?: string;
}

// Why, where it does not hold on the machine that docs/performance.md tells of.
const SYNC = 'some 2.5 s of processor time over all processes on two processors: read and checked by the worker, kept twice, read and put in order by the page; a bare parse takes 0.4 on one (docs/performance.md, The first full sync)';
const SMALL = 'some 250 ms are the same for any size: manifest, plan, commit, the first screen (docs/performance.md, The first full sync)';
const START = 'IndexedDB’s opening in a fresh process, 60 ms, and two reads that depend on each other (docs/performance.md, A cold start)';
const READ = '25 MB come out of the browser’s process while the same two processors make the first screen (docs/performance.md, A cold start)';
const DRAIN = 'the panel checks and commits each batch before it answers, and the register waits for each answer (docs/performance.md, A backlog going out)';

/** What the register promises, for 100,000 products unless said. Ratios are medians of runs beside their baseline. */
export const TARGETS: readonly Target[] = [
  { number: 1, what: 'first full sync, × bare fetch and parse', fact: 'fullSync.ours.100000', most: 2.5, why: SYNC },
  { number: 1, what: 'first full sync, times faster than Dexie', fact: 'fullSync.faster.dexie.100000', least: 10, why: SYNC },
  { number: 1, what: 'at 10,000: times faster than RxDB', fact: 'fullSync.faster.rxdb.10000', least: 15, why: SMALL },
  { number: 1, what: 'at 10,000: times faster than PouchDB', fact: 'fullSync.faster.pouch.10000', least: 15, why: SMALL },
  { number: 2, what: 'nothing changed: requests', fact: 'changes.requests.nothing.100000', most: 1 },
  { number: 2, what: 'nothing changed: writes to the mirror', fact: 'changes.wrote.nothing.100000', most: 0 },
  { number: 2, what: 'one price changed: requests', fact: 'changes.requests.one price.100000', most: 3 },
  { number: 2, what: 'one price changed: bytes', fact: 'changes.bytes.one price.100000', most: 64_000 },
  { number: 2, what: '1 % changed: × the bytes of a whole download', fact: 'changes.download.100000', most: 1 },
  { number: 3, what: 'cold start: sale screen, × an empty cached page', fact: 'start.screen.100000.×1', most: 1.5, why: START },
  { number: 3, what: 'cold start: longest task, ms', fact: 'start.longest.100000', most: 50 },
  { number: 3, what: 'cold start: whole catalogue, × bare read and parse', fact: 'start.catalogue.100000.×1', most: 1.5, why: READ },
  { number: 4, what: 'search p95, ms', fact: 'search.p95.ours.100000.×1', most: 4 },
  { number: 4, what: 'search p95 at CPU ×6, ms', fact: 'search.p95.ours.100000.×6', most: 16 },
  { number: 4, what: 'the slowest of 200 barcode scans, ms', fact: 'search.scan.100000.×1', most: 1, why: 'the slowest of all, with whatever garbage collection falls into it (docs/performance.md, Search and scrolling)' },
  { number: 4, what: 'index, MB', fact: 'search.index.ours.100000.×1', most: 12 },
  { number: 4, what: 'the page’s whole heap, MB', fact: 'start.heap.100000', most: 80 },
  { number: 4, what: 'scrolling 5,000 products: p95 of a frame, ms', fact: 'scroll.frame.p95', most: 17.5 },
  { number: 5, what: 'Pay to 202, × a plain POST', fact: 'pay.ratio.×1', most: 2 },
  { number: 5, what: 'with 10,000 unsynchronised sales, × with few', fact: 'pay.backlog.10000', most: 1.2 },
  { number: 6, what: 'drain of 1,000, × RxDB', fact: 'drain.rxdb.1000', least: 3, why: DRAIN },
  { number: 6, what: 'drain of 1,000, × PouchDB', fact: 'drain.pouch.1000', least: 3, why: DRAIN },
  { number: 6, what: 'drain of 1,000, × stock Workbox', fact: 'drain.workbox.1000', least: 15, why: DRAIN },
  { number: 6, what: 'drain of 10,000, × RxDB', fact: 'drain.rxdb.10000', least: 3, why: DRAIN },
  { number: 6, what: 'drain of 10,000, × PouchDB', fact: 'drain.pouch.10000', least: 3, why: DRAIN },
  { number: 6, what: 'drain of 10,000, × stock Workbox', fact: 'drain.workbox.10000', least: 15, why: DRAIN },
  { number: 6, what: 'drain of 10,000, × bare batches', fact: 'drain.bare.10000', least: 0.7 },
  { number: 6, what: 'sales a second at 10,000, × at 1,000', fact: 'drain.linear', least: 0.8 },
  { number: 6, what: 'p95 frame while draining 10,000, × at rest', fact: 'drain.frames.10000', most: 1.2 },
  { number: 7, what: 'intake of 50 registers, × a bare libsql loop', fact: 'intake.ratio', least: 0.3 },
  { number: 7, what: 'sales taken in while memory was watched', fact: 'intake.sales', least: 100_000 },
  { number: 7, what: 'memory in the second half, × in the first', fact: 'intake.memory.growth', most: 1.1 },
  { number: 7, what: 'segments rebuilt by one product written', fact: 'intake.rebuilt.100000', most: 1 },
  { number: 8, what: 'JavaScript to the sale screen, bytes gzipped', fact: 'bytes.page', most: 20_000 },
  { number: 8, what: 'JavaScript of the worker, bytes gzipped', fact: 'bytes.worker', most: 15_000 },
  { number: 8, what: 'Lighthouse: performance', fact: 'lighthouse.performance', least: 100 },
  { number: 8, what: 'Lighthouse: accessibility', fact: 'lighthouse.accessibility', least: 100 },
  { number: 8, what: 'Lighthouse: best practices', fact: 'lighthouse.best-practices', least: 100 },
];

export type Verdict = 'holds' | 'does not hold' | 'not measured';

export function judge({ fact, most, least }: Target, facts: Readonly<Record<string, number>>): Verdict {
  const value = facts[fact];
  if (value === undefined || Number.isNaN(value)) return 'not measured';
  return (most === undefined || value <= most) && (least === undefined || value >= least) ? 'holds' : 'does not hold';
}
