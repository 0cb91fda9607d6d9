import { del, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import type { Hash } from '../domain/catalogue.js';
import type { Committed, Device, DiskTrial, FileText, History, HistoryDetail, HistoryItem, Receipt, ShiftDetail, SignIn, Status } from '../domain/local.js';
import { cents } from '../domain/money.js';
import type { Names } from '../domain/names.js';
import { findDiscrepancy, type SaleId } from '../domain/sale.js';
import { parseJson } from '../domain/schema.js';
import type { Recorded } from '../domain/shift.js';
import { MAX_SALE, RecordSchema, SaleSchema, type Report } from '../domain/wire.js';
import type { Catalogue } from './catalogue.js';
import { timestamp } from './clock.js';
import { readCurrent, SYNCED, type Synced } from './current.js';
import { readDevice, sealOf, type DeviceRecord } from './device.js';
import type { FolderKeeper } from './folder.js';
import { openJournal, type Placed } from './journal.js';
import { countIn, readShift } from './open-shift.js';
import { createOutbox, type Drained, type Pause } from './outbox.js';
import type { Platform } from './platform.js';
import { Refused } from './refuse.js';
import { reporting } from './report.js';
import { ask, toPanel } from './send.js';
import { renewing } from './session.js';
import type { Said } from './shift.js';
import { standing } from './standing.js';
import { isFull, withRoom } from './store.js';

const PAGE_SIZE = 50;
const DAY = 86_400_000;

export type Till = ReturnType<typeof openTill>;

/**
 * The register behind the page: each verb answers one path of domain/local.ts.
 * @param base absolute URL of the register's path, with its slash.
 */
export function openTill(names: Names, base: string, platform: Platform) {
  const { openStore, locks, caches, announce, now, seldom } = platform;
  // The catalogue's kept responses can be fetched again; what the journal says of a sale cannot.
  const journalStore = openStore(names.journal, 'strict');
  const use = withRoom(journalStore, () => Promise.all([caches.delete(names.documents), caches.delete(names.pictures)]));
  const network = reporting(renewing(platform.network, `${base}api/session`, () => readDevice(use)), () => report());
  const mirror = openStore(names.mirror, 'relaxed');
  const page: UseStore = openStore(names.page, 'relaxed');
  const locked = <T>(name: string, work: () => Promise<T>): Promise<T> => locks.request(name, work) as Promise<T>;
  const journal = openJournal(use, (work) => locked(`${names.lock}-journal`, work));
  let opened: Catalogue | undefined;
  const catalogue = async (): Promise<Catalogue> => opened = opened || (await seldom()).openCatalogue({ use: mirror, journal: use, network, caches, cacheName: names.documents, url: `${base}api/sync/` });
  const atFolder = (work: () => Promise<void>): Promise<void> => locked(`${names.lock}-folder`, work);
  let keeper: FolderKeeper | undefined;
  const folder = async (): Promise<FolderKeeper> => keeper = keeper || (await seldom()).openFolder({ use, page, journal, alone: atFolder, tell: () => tell(), now });
  let evaluated = false;
  let telling: Promise<unknown> = Promise.resolve();
  let next: Promise<Status> | undefined;

  const outbox = createOutbox({
    journal,
    toDo: platform.openQueue(names.queue, `${base}api/sales/batch`, sync),
    network,
    url: `${base}api/sales/batch`,
    ifFree: (work) => locks.request(`${names.lock}-outbox`, { ifAvailable: true }, async (lock) => lock ? work() : undefined),
    readPause: () => get<Pause>('pause', use),
    writePause: (pause) => pause ? set('pause', pause, use) : forgetPause(),
    onRemoved: () => confirmRemoved(),
    onChange: () => void tell(),
    now,
    random: platform.random,
  });
  evaluated = true;

  /** The browser says that there is a network. Rejecting makes it say so again later. */
  async function sync(): Promise<void> {
    // In a browser without Background Sync, Workbox calls this while the script is still being evaluated, outside any
    // event, when nothing below is there yet: hence a function and not a constant.
    if (!evaluated) return;
    const pause = await get<Pause>('pause', use);
    if (await drain(pause !== undefined && pause.trouble.code === 'offline') !== 'empty') throw new Error('sales are still waiting');
  }

  const forgetPause = async (): Promise<void> => { if (await get('pause', use)) await del('pause', use); };

  /** Writes down how the link of this very pairing stands. By now the register may be paired anew: that one's is another. */
  const remember = async (state: 'linked' | 'removed', { registerId, link }: Device): Promise<void> => use('readwrite', async (store) => {
    const device = await promisifyRequest<DeviceRecord | undefined>(store.get('device'));
    if (device && device.registerId === registerId && device.link === link && device.state !== state) store.put({ ...device, state }, 'device');
    await promisifyRequest(store.transaction);
  });

  /** A batch was answered that the link is gone. It may have left before the register was paired anew: so it is asked once more. */
  const confirmRemoved = async (): Promise<void> => { await passOn('api/ping', 'GET').catch(() => undefined); };

  const status = async (): Promise<Status> => {
    const [device, counts, kept, pause, synced] = await Promise.all([readDevice(use), journal.counts(), readCurrent(mirror).catch(console.warn), get<Pause>('pause', use), get<Synced>(SYNCED, use)]);
    const waits = counts.waiting > 0 && pause !== undefined;
    const shift = device && await readShift(use, device.registerId);
    return {
      device: device ? plain(device) : null,
      link: device ? device.state : 'none',
      unsynchronised: counts.waiting + counts.refused,
      needsAttention: counts.refused,
      sending: outbox.isSending(),
      lastFullSync: kept ? synced && synced.hash === kept.hash ? synced.at : kept.syncedAt : null,
      catalogue: kept ? kept.hash : null,
      trouble: waits ? pause.trouble : null,
      nextAttempt: waits ? pause.until : null,
      shift: shift || null,
      ...await standing(use, journal, device),
    };
  };

  /** What the panel hears of this register by the way. */
  const report = async (): Promise<Report> => {
    const [{ lastFullSync, unsynchronised }, storage] = await Promise.all([status(), platform.storage()]);
    return { version: platform.version, lastFullSync, storage, unsynchronised };
  };

  /** One after the other: a status that was read earlier must not be the last that the page hears. Asked again before it is its turn, it goes once. */
  const tell = (): Promise<Status> => {
    next = next || telling.then(async () => {
      next = undefined;
      const now = await status();
      announce({ type: 'status', status: now });
      return now;
    });
    telling = next.catch(console.warn);
    return next;
  };

  /** Sends what waits. With more than one event's worth of it, the page is asked to ask again. */
  const drain = async (urgent = false): Promise<Drained> => {
    const drained = await outbox.drain(urgent);
    if (drained === 'more') announce({ type: 'more' });
    // Not waited for: a disk may hang. What was acknowledged and still stands in the file does no harm.
    void keepCopy();
    return drained;
  };

  const setUp = async (code: string, agent: string): Promise<Device> => {
    const { waiting, refused } = await journal.counts();
    const device = await (await seldom()).pair(use, network, `${base}api/pair`, code, agent, waiting + refused);
    await forgetPause();
    await tell();
    return plain(device);
  };

  /**
   * Seals a finished sale and puts it on the disk; when this resolves, it is there.
   * @throws {@link Refused} `not-valid` (422, with the path), `not-set-up`, `shift-changed`, `already-complete`, `storage-full` (507).
   */
  const sell = async (body: string): Promise<Receipt> => {
    if (body.length > MAX_SALE) throw new Refused(413, 'too-large', 'This sale is too large to be kept. Split it into smaller ones.');
    const sale = parseJson(SaleSchema, body);
    if (!sale.ok) throw new Refused(422, 'not-valid', `This is not a sale: ${sale.message}.`, { path: sale.path });
    const wrong = findDiscrepancy(sale.value);
    if (wrong) throw new Refused(422, 'not-valid', `The sale does not add up: ${wrong.message}.`, { path: wrong.path });
    const seal = async (device: DeviceRecord) => ({ ...sealOf(device), also: await countIn(use, device.registerId, sale.value) });
    const placed = await kept(() => journal.append(sale.value.id, body, async () => seal(await linked())));
    if (placed.id !== sale.value.id || placed.sealed.body !== body) throw taken(placed);
    return { id: placed.id, receiptNumber: placed.receiptNumber, seq: placed.sealed.seq, hash: placed.sealed.hash };
  };

  /**
   * Seals that a shift begins or ends, and puts it on the disk like a sale.
   * @throws {@link Refused} as {@link sell}; `shift-changed` when there is one open already, or another or none.
   */
  const changeShift = async (what: 'open' | 'close', said: Said): Promise<ShiftDetail> => {
    const placed = await kept(() => journal.compose(String(said.id) as SaleId, async () => {
      const device = await linked();
      const { body, also } = await (await seldom()).shiftRecord(what, said, { use, journal, registerId: device.registerId, now: now() });
      return { body, seal: { ...sealOf(device), also } };
    }));
    const found = await described(placed);
    if (!('record' in found)) throw taken(placed);
    return found;
  };

  const demandDevice = async (): Promise<DeviceRecord> => {
    const device = await readDevice(use);
    if (!device) throw new Refused(409, 'not-set-up', 'This register is not set up. Enter a pairing code from the control panel first.');
    return device;
  };

  /** Who seals now. */
  const linked = async (): Promise<DeviceRecord> => {
    const device = await demandDevice();
    if (device.state === 'removed') throw new Refused(403, 'link-removed', 'The control panel has ended this register\u2019s link, so it takes no new sales. The cart and all sales on it are safe. Pair it again with a new code from the control panel.');
    return device;
  };

  const kept = (write: () => Promise<Placed>): Promise<Placed> => write().catch((error: unknown) => {
    if (!isFull(error)) throw error;
    throw new Refused(507, 'storage-full', 'This device has no room left, so this could not be kept and is not complete. The cart stays. Free some space, or sell on another register.');
  });

  /** Brings the copy in the folder up to date, if there is one. Never rejects: nobody who sells or sends is to wait for it, or to fail over it. */
  const keepCopy = (): Promise<void> => get('folder', use).then(async (record) => { if (record) await (await folder()).keep(); }).catch(console.warn);

  /** After a sale: puts it on the to-do list and sends. In the background: the sale is safe already. */
  const forward = async (): Promise<void> => {
    const kept = keepCopy();
    // Whatever keeps the page from being told keeps no sale from being sent.
    await tell().catch(console.warn);
    await drain();
    await kept;
  };

  const history = async (before: number, limit = PAGE_SIZE): Promise<History> => {
    const { entries, more } = await journal.page(before, Math.min(Math.max(limit, 1), 200));
    return { items: entries.map((entry) => ({ ...item(entry, recordOf(entry)), state: entry.state })), more };
  };

  const detail = async (id: SaleId): Promise<HistoryDetail | ShiftDetail> => described(await known(id));

  const described = async (placed: Placed): Promise<HistoryDetail | ShiftDetail> => {
    const record = recordOf(placed);
    const rest = { ...item(placed, record), sealed: placed.sealed, ...await journal.standing(placed.position) };
    return record.kind === 'sale' ? { ...rest, sale: record } : { ...rest, record };
  };

  const retry = async (id: SaleId): Promise<Status> => {
    await journal.retry((await known(id)).position);
    await drain(true);
    // Every page hears that something waits: if another worker was just ending its drain, only their timers send this one.
    return tell();
  };

  const known = async (id: SaleId): Promise<Placed> => {
    // Behind whatever is being sealed: "not here" must not be said of a sale that is about to be.
    const placed = await locked(`${names.lock}-journal`, () => journal.find(id));
    if (!placed) throw new Refused(404, 'not-found', 'This sale is not on this register.');
    return placed;
  };

  const checkPin = async (staffId: string, pin: string): Promise<SignIn> => {
    const device = await demandDevice();
    // One try after the other: a hundred at the same moment must not count as one.
    return locked(`${names.lock}-pin`, async () => (await seldom()).signIn(use, device, await (await catalogue()).staff(), staffId, pin, now()));
  };

  const commit = async (manifest: Hash): Promise<Committed> => {
    const device = await readDevice(use);
    const committed = await (await catalogue()).commit(manifest, now());
    if (device) await remember('linked', device);
    await tell();
    return committed;
  };

  /** What follows a full sync and nobody waits for. */
  const finish = async (manifest: Hash): Promise<void> => {
    await (await catalogue()).finish(manifest, now());
    await drain(true);
  };

  /** When the mirror has vanished from under a paired register, the kept responses make a new one. */
  const mend = async (): Promise<void> => {
    if (!await readCurrent(mirror) && await mendShop()) await tell();
  };

  /** What a worker does at its start, when nobody waits for it: it mends, sends, and tidies up. */
  const start = async (): Promise<void> => {
    // Whatever is wrong with the mirror keeps no sale from being sent.
    await mend().catch(console.warn);
    await drain();
    const tidied = await get<number>('tidied', use);
    if (await readCurrent(mirror) && Math.abs(now() - (tidied || 0)) > DAY) await (await catalogue()).tidy(now());
  };

  /** Passes a request on to the panel and its answer, JSON or refusal, back. */
  const passOn = async (path: string, method: string, body?: unknown): Promise<unknown> => {
    const device = await readDevice(use);
    const answer = await ask(network, toPanel(`${base}${path}`, method, body));
    if (answer.kind === 'answered') return answer.value;
    if (answer.kind === 'later') throw new Refused(503, answer.code, answer.message);
    if (answer.code === 'link-removed' && device) {
      await remember('removed', device);
      await tell();
    }
    throw new Refused(answer.status, answer.code, answer.message, answer.path === undefined ? {} : { path: answer.path });
  };

  /** Releases the device at the panel and clears everything that carries the register's names. @throws {@link Refused} `unsynchronised`, `offline`. @param onlyCopy somebody knows that a file is then the only copy of some sales. */
  const reset = async (onlyCopy: boolean): Promise<void> => {
    // Written anew now, so that what counts as saved is there.
    await (await folder()).check();
    const { reset: clearAll } = await seldom();
    const work = (): Promise<void> => clearAll({ use, stores: [mirror, page], caches, names, network, url: `${base}api/release`, journal, atFolder, now }, onlyCopy);
    // Not while sales are being sent: the answer would come to a journal that is another one by then.
    await locked(`${names.lock}-outbox`, () => locked(`${names.lock}-journal`, work));
    await tell();
  };

  /** Everything that is not synchronised, as the text of a file. */
  const unsynchronised = async (): Promise<FileText> => {
    const { text, through } = await (await seldom()).fileOf(journal, await demandDevice(), timestamp(now()));
    return { text, through };
  };

  const saved = async (what: { through?: unknown; name?: unknown }): Promise<Status> => {
    await (await seldom()).markSaved(use, what, now());
    return tell();
  };

  const useFolder = async (): Promise<Status> => {
    await (await folder()).take();
    return tell();
  };

  const tryDisk = async (): Promise<DiskTrial> => (await seldom()).tryDisk(journalStore);

  /** Resolves to whether there is a whole shop now. A register that is not paired has none, and gets none. */
  const mendShop = async (): Promise<boolean> => await readDevice(use) !== undefined && (await catalogue()).mend();

  return { status, drain, setUp, sell, changeShift, forward, history, detail, retry, checkPin, commit, finish, passOn, reset, unsynchronised, saved, useFolder, start, mendShop, tryDisk, catalogue };
}

/** The application may take over from an older worker only while nobody is sending. The lock is not held until it has: that can take long, and nobody could send. */
export const whileAtRest = (names: Names, work: () => Promise<void>): Promise<void> =>
  navigator.locks.request(`${names.lock}-outbox`, { ifAvailable: true }, async (lock) => { if (lock) void work(); });

function plain({ registerId, name, link, series }: Device): Device {
  return { registerId, name, link, series };
}

function taken({ receiptNumber }: Placed): Refused {
  return new Refused(409, 'already-complete', `This sale is already complete as ${receiptNumber}, with other content. Look at it in Sales history, and start a new sale for the rest.`);
}

/** What was sealed was sound. If the disk has damaged it since, it still has its number and place, and one such must not hide the rest. */
function recordOf({ id, sealed }: Placed): Recorded {
  const record = parseJson(RecordSchema, sealed.body);
  if (record.ok) return record.value;
  const nothing = cents(0);
  return {
    id, kind: 'sale', openedAt: '', completedAt: '', staff: { id: '', name: '' }, catalogue: sealed.hash, currency: '', lines: [], orderDiscount: 0,
    totals: { gross: nothing, discount: nothing, total: nothing, tax: nothing }, rounding: nothing, payments: [],
  };
}

function item({ position, id, receiptNumber }: Placed, record: Recorded): Omit<HistoryItem, 'state'> {
  const { kind } = record;
  const [completedAt, total] = kind === 'sale' ? [record.completedAt, record.totals.total]
    : kind === 'shift-open' ? [record.at, record.float] : [record.closedAt, record.methods.reduce((sum, { counted }) => sum + counted, 0)];
  return { position, id, kind, receiptNumber, completedAt, total };
}
