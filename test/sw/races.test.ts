import { freshName } from './browser-parts.js';
import { get, set, type UseStore } from 'idb-keyval';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { namesFor } from '../../domain/names.js';
import type { Sale } from '../../domain/sale.js';
import { createPairingCode } from '../../server/pairing.js';
import { clearAway } from '../../sw/clear-away.js';
import { openFolder, type FolderRecord } from '../../sw/folder.js';
import { openQueue } from '../../sw/queue.js';
import type { Network } from '../../sw/send.js';
import * as seldom from '../../sw/seldom.js';
import { openStore } from '../../sw/store.js';
import { openJournal, openTill, type Till } from './whole.js';
import { saleOf } from '../server/device.js';
import { cookieOf, openPanel, type OpenPanel } from '../server/fixture.js';
import { SHOP } from '../server/shop.js';

interface Rig {
  readonly panel: OpenPanel;
  readonly till: Till;
  readonly use: UseStore;
  pair(register?: string): Promise<unknown>;
  code(register?: string): Promise<string>;
  sell(): Promise<Sale>;
  /** Lets the next batch come to the panel as it is now, and holds its answer back until it is freed. */
  holdBatch(): { readonly held: Promise<void>; free(): void };
  /** No sale gets through. */
  cut(is: boolean): void;
  breakMirror(): void;
}

/** The worker's till over a real panel, and a wire that can hold an answer back. */
async function withRig(work: (rig: Rig) => Promise<void>): Promise<void> {
  const panel = await openPanel();
  const names = namesFor(freshName());
  let [cookie, isCut, isBroken] = ['', false, false];
  let hold: { reached(): void; readonly freed: Promise<void> } | null = null;
  const network: Network = async (request) => {
    const isBatch = request.url.endsWith('/batch');
    if (isBatch && isCut) throw new TypeError('Failed to fetch');
    const sent = new Request(request.url, { method: request.method, headers: { ...Object.fromEntries(request.headers), cookie }, ...(request.method === 'GET' ? {} : { body: await request.text() }) });
    const held = isBatch ? hold : null;
    if (held) {
      hold = null;
      held.reached();
      await held.freed;
    }
    const response = await panel.handle(sent);
    cookie = cookieOf(response) || cookie;
    return response;
  };
  const mirror = (use: UseStore): UseStore => async (mode, callback) => {
    if (isBroken) throw new DOMException('damaged', 'UnknownError');
    return use(mode, callback);
  };
  const till = openTill(names, 'http://panel.test/register/', {
    network, openStore: (name, durability) => name === names.mirror ? mirror(openStore(name, durability)) : openStore(name, durability),
    openQueue: (_, url, onSync) => openQueue(freshName(), url, onSync), locks: navigator.locks, caches: { open: () => Promise.reject(new Error('no cache')), delete: async () => false },
    announce: () => undefined, now: () => panel.now().getTime(), random: () => 0.5, seldom: async () => seldom, version: '0123456789ab', storage: async () => 'persistent',
  });
  const code = async (register: string = SHOP.register): Promise<string> => (await createPairingCode(panel.db, register, panel.now())).code;
  const rig: Rig = {
    panel, till, code, use: openStore(names.journal, 'strict'),
    pair: async (register) => till.setUp(await code(register), 'test'),
    sell: async () => {
      const sale = saleOf(panel.now());
      await till.sell(JSON.stringify(sale));
      return sale;
    },
    holdBatch: () => {
      let [reached, free] = [(): void => undefined, (): void => undefined];
      const held = new Promise<void>((resolve) => { reached = resolve; });
      const freed = new Promise<void>((resolve) => { free = resolve; });
      hold = { reached, freed };
      return { held, free };
    },
    cut: (is) => { isCut = is; },
    breakMirror: () => { isBroken = true; },
  };
  try {
    await rig.pair();
    await work(rig);
  } finally {
    await panel.close();
  }
}

const numbersIn = async ({ panel }: Rig): Promise<string[]> => (await panel.db.selectFrom('ledger').select('receipt_number').orderBy('position').execute()).map((row) => row.receipt_number);

/** Everything that waits is in a file, and somebody knows it. */
async function save({ till }: Rig): Promise<void> {
  const { through } = await till.unsynchronised();
  await till.saved({ through, name: 'sales.jsonl' });
}

test('a reset waits for what is being sent: its answer is about no later sale', () => withRig(async (rig) => {
  const { till } = rig;
  await rig.sell();
  const batch = rig.holdBatch();
  const draining = till.drain(true);
  await batch.held;
  await save(rig);
  const resetting = till.reset(true);
  batch.free();
  await Promise.all([draining, resetting]);
  await rig.pair();
  rig.cut(true);
  await rig.sell();
  assert.is((await till.history(Infinity)).items[0]?.state, 'Waiting');
  rig.cut(false);
  await till.drain(true);
  assert.equal(await numbersIn(rig), ['T1-000001', 'T1b-000001']);
}));

test('positions go on after a reset', () => withRig(async (rig) => {
  await rig.sell();
  await rig.till.drain(true);
  await rig.till.reset(false);
  await rig.pair();
  await rig.sell();
  assert.equal((await rig.till.history(Infinity)).items.map(({ position, receiptNumber }) => [position, receiptNumber]), [[2, 'T1b-000001']]);
}));

test('an acknowledgement of what is not open is nothing', () => withRig(async ({ use, till }) => {
  const journal = openJournal(use, (work) => work());
  await journal.acknowledge([1, 2], '2026-11-26T09:00:00.000Z');
  assert.is(await get(['done', 1], use), undefined);
  assert.is((await till.status()).unsynchronised, 0);
}));

test('what is open is not cleared away, whatever else is said of it', () => withRig(async (rig) => {
  rig.cut(true);
  const sale = await rig.sell();
  await set(['done', 1], '2020-01-01T00:00:00.000Z', rig.use);
  await set(['done', 99], '2026-11-26T00:00:00.000Z', rig.use);
  await clearAway(rig.use, 30, rig.panel.now().getTime());
  assert.is((await rig.till.detail(sale.id)).state, 'Waiting');
}));

test('a late answer to the link before does not end the one that came since', () => withRig(async (rig) => {
  const { till } = rig;
  await rig.sell();
  const batch = rig.holdBatch();
  const draining = till.drain(true);
  await batch.held;
  await rig.pair();
  batch.free();
  assert.is(await draining, 'paused');
  assert.equal([(await till.status()).link, (await till.status()).device?.link], ['linked', 2]);
  await rig.sell();
  await till.drain(true);
  assert.equal(await numbersIn(rig), ['T1-000001', 'T1b-000001']);
}));

test('a link that was removed is known to be after the next sending', () => withRig(async (rig) => {
  await rig.panel.db.updateTable('links').set({ ended_at: rig.panel.now().toISOString() }).execute();
  await rig.sell();
  await rig.till.drain(true);
  assert.is((await rig.till.status()).link, 'removed');
}));

test('a mirror that cannot be read keeps no sale from being sent, and no status from being told', () => withRig(async (rig) => {
  rig.breakMirror();
  await rig.sell();
  await rig.till.forward();
  assert.equal(await numbersIn(rig), ['T1-000001']);
  await rig.sell();
  await rig.till.start().catch(() => undefined);
  assert.equal(await numbersIn(rig), ['T1-000001', 'T1-000002']);
  assert.equal([(await rig.till.status()).catalogue, (await rig.till.status()).unsynchronised], [null, 0]);
}));

test('a code that another register’s unsent sales held up is good afterwards', () => withRig(async (rig) => {
  rig.cut(true);
  await rig.sell();
  const other = await rig.code(SHOP.otherRegister);
  assert.is(await rig.till.setUp(other, 'test').then(() => 'paired', ({ code }: { code: string }) => code), 'unsynchronised');
  await rig.pair();
  rig.cut(false);
  await rig.till.drain(true);
  assert.is((await rig.till.setUp(other, 'test')).registerId, SHOP.otherRegister);
}));

// ---- a folder whose disk hangs: no browser here has one, so this stands in for the disk and for nothing of ours

/** Keeps its files in memory; `hang` holds back the closing of what is being written. */
function openDisk() {
  const files = new Map<string, string>();
  let hang: Promise<void> | null = null;
  const fileNamed = (name: string) => ({
    name, getFile: async () => new Blob([files.get(name) ?? '']),
    createWritable: async () => {
      const [chunks, wait] = [[] as string[], hang];
      return { write: async (text: string) => void chunks.push(text), close: async () => { await wait; files.set(name, chunks.join('')); } };
    },
  });
  const handle = { name: 'usb', queryPermission: async () => 'granted', getFileHandle: async (name: string) => { if (!files.has(name)) files.set(name, ''); return fileNamed(name); } };
  return { handle: handle as unknown as FolderRecord['handle'], sales: () => [...files.values()].map((text) => text.split('\n').length - 2), hang: (until: Promise<void> | null) => { hang = until; } };
}

/** A store whose record of the folder is kept in memory: a handle of this disk cannot be cloned. */
function withHandle(use: UseStore, record: FolderRecord): { readonly use: UseStore; now(): FolderRecord } {
  let now = record;
  const answer = <T>(result: T) => { const request = { result } as unknown as IDBRequest<T>; queueMicrotask(() => request.onsuccess?.(new Event('success'))); return request; };
  return {
    now: () => now,
    use: (mode, callback) => use(mode, (store) => callback(new Proxy(store, {
      get: (target, name) => {
        if (name === 'get') return (key: IDBValidKey) => key === 'folder' ? answer(now) : target.get(key);
        if (name === 'put') return (value: unknown, key: IDBValidKey) => { if (key === 'folder') { now = value as FolderRecord; return answer(key); } return target.put(value, key); };
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) as unknown : member;
      },
    }))),
  };
}

test('a writing that was given up and ends after all does not take the place of a later one', () => withRig(async (rig) => {
  rig.cut(true);
  const disk = openDisk();
  const kept = withHandle(rig.use, { handle: disk.handle, file: 'sales.holdfast.jsonl', written: null, trouble: null });
  const folder = openFolder({ use: kept.use, page: rig.use, journal: openJournal(rig.use, (work) => work()), alone: async (work) => { await null; return work(); }, tell: async () => undefined, now: () => rig.panel.now().getTime(), patience: 20 });
  await rig.sell();
  // A machine that is busy may be too slow for the first one as well.
  for (let tries = 0; tries < 500 && (disk.sales().length === 0 || kept.now().trouble); tries++) await folder.keep();
  assert.equal(disk.sales(), [1]);
  let free = (): void => undefined;
  disk.hang(new Promise((resolve) => { free = resolve; }));
  await rig.sell();
  await folder.keep();
  assert.is(kept.now().trouble?.code, 'failed');
  disk.hang(null);
  await rig.sell();
  await folder.keep();
  assert.is(kept.now().trouble?.code, 'failed', 'not while the other one may still end');
  free();
  for (let turns = 0; turns < 500 && kept.now().trouble; turns++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal([kept.now().trouble, kept.now().written?.sales, disk.sales()], [null, 3, [3]]);
}));

test.run();
