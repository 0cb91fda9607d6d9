import { del, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import type { Device, Receipt, Status } from '../domain/local.js';
import type { Names } from '../domain/names.js';
import { findDiscrepancy } from '../domain/sale.js';
import { parseJson } from '../domain/schema.js';
import { MAX_SALE, SaleSchema, type Report, type Storage } from '../domain/wire.js';
import * as said from '../words/en-AU/worker.js';
import { readCurrent, SYNCED, type Synced } from './current.js';
import { plain, readDevice, sealOf, type DeviceRecord } from './device.js';
import { openJournal, type Placed } from './journal.js';
import { countIn, readShift } from './open-shift.js';
import type { Others, Room } from './others.js';
import { createOutbox, type Drained, type Pause } from './outbox.js';
import type { Platform } from './platform.js';
import { Refused } from './refuse.js';
import { reporting } from './report.js';
import { renewing } from './session.js';
import { standing } from './standing.js';
import { atOnce, isFull, withRoom } from './store.js';

const DAY = 86_400_000;

export type Till = ReturnType<typeof openTill>;

/**
 * The register behind the page: what a sale and its sending need. The other verbs are in others.ts, in the second script.
 * @param base absolute URL of the register's path, with its slash.
 */
export function openTill(names: Names, base: string, platform: Platform) {
  const { openStore, locks, caches, announce, now, seldom } = platform;
  // The catalogue's kept responses can be fetched again; what the journal says of a sale cannot.
  const disk = openStore(names.journal, 'strict');
  const use = withRoom(disk, () => Promise.all([caches.delete(names.documents), caches.delete(names.pictures)]));
  const network = reporting(renewing(platform.network, `${base}api/session`, () => readDevice(use), seldom), (ofSales) => report(ofSales));
  const mirror = openStore(names.mirror, 'relaxed');
  const locked = <T>(name: string, work: () => Promise<T>): Promise<T> => locks.request(name, work) as Promise<T>;
  const journal = openJournal(use, (work) => locked(`${names.lock}-journal`, work));
  let opened: Others | undefined;
  let evaluated = false;
  let telling: Promise<unknown> = Promise.resolve();
  let next: Promise<Status> | undefined;
  /** What the page was told last, and how what is stored here is kept: sales are not to wait until that is read anew. */
  let latest: Status | undefined;
  let kind: Promise<Storage> | undefined;

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
    seldom,
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
  const confirmRemoved = async (): Promise<void> => { await (await others()).passOn('api/ping', 'GET').catch(() => undefined); };

  const status = async (): Promise<Status> => {
    const current = readCurrent(mirror).catch(console.warn);
    const [device, counts, pause, synced, shift, stands] = await atOnce(use, async (at) => {
      const device = await readDevice(at);
      return Promise.all([device, journal.counts(0, at), get<Pause>('pause', at), get<Synced>(SYNCED, at), device && readShift(at, device.registerId), standing(at, journal, device)]);
    });
    const kept = await current;
    const waits = counts.waiting > 0 && pause !== undefined;
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
      ...stands,
    };
  };

  /** What the panel hears of this register by the way: of a long drain, at its beginning and its end. */
  const report = async (ofSales: boolean): Promise<Report | undefined> => {
    if (ofSales && !outbox.mayReport(latest !== undefined)) return undefined;
    const left = outbox.left();
    if (!ofSales || !kind) kind = platform.storage();
    const [{ lastFullSync, unsynchronised, needsAttention }, storage] = await Promise.all([ofSales ? latest || tell() : status(), kind]);
    return { version: platform.version, lastFullSync, storage, unsynchronised: ofSales ? left + needsAttention : unsynchronised };
  };

  /** One after the other: a status that was read earlier must not be the last that the page hears. Asked again before it is its turn, it goes once. */
  const tell = (): Promise<Status> => {
    next = next || telling.then(async () => {
      next = undefined;
      latest = await status();
      announce({ type: 'status', status: latest });
      return latest;
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

  /**
   * Seals a finished sale and puts it on the disk; when this resolves, it is there.
   * @throws {@link Refused} `not-valid` (422, with the path), `not-set-up`, `shift-changed`, `already-complete`, `storage-full` (507).
   */
  const sell = async (body: string): Promise<Receipt> => {
    if (body.length > MAX_SALE) throw new Refused(413, 'too-large', said.saleTooLarge);
    const sale = parseJson(SaleSchema, body);
    if (!sale.ok) throw new Refused(422, 'not-valid', said.notASale(sale.message), { path: sale.path });
    const wrong = findDiscrepancy(sale.value);
    if (wrong) throw new Refused(422, 'not-valid', said.doesNotAddUp(wrong.message), { path: wrong.path });
    const placed = await kept(() => journal.append(sale.value.id, body, async (at) => {
      const device = await linked(at);
      return { ...sealOf(device), also: await countIn(at, device.registerId, sale.value) };
    }));
    if (placed.id !== sale.value.id || placed.sealed.body !== body) throw (await seldom()).taken(placed);
    return { id: placed.id, receiptNumber: placed.receiptNumber, seq: placed.sealed.seq, hash: placed.sealed.hash };
  };

  const demandDevice = async (at = use): Promise<DeviceRecord> => {
    const device = await readDevice(at);
    if (!device) throw new Refused(409, 'not-set-up', said.notSetUp);
    return device;
  };

  /** Who seals now. */
  const linked = async (at: UseStore): Promise<DeviceRecord> => {
    const device = await demandDevice(at);
    if (device.state === 'removed') throw (await seldom()).ended();
    return device;
  };

  /** @throws {@link Refused} `storage-full`: nothing was written. */
  const kept = (write: () => Promise<Placed>): Promise<Placed> => write().catch((error: unknown) => {
    if (!isFull(error)) throw error;
    throw new Refused(507, 'storage-full', said.noRoom);
  });

  /** Brings the copy in the folder up to date, if there is one. Never rejects: nobody who sells or sends is to wait for it, or to fail over it. */
  const keepCopy = (): Promise<void> => get('folder', use).then(async (record) => { if (record) await (await others()).folder.keep(); }).catch(console.warn);

  /** After a sale: puts it on the to-do list and sends. In the background: the sale is safe already. */
  const forward = async (): Promise<void> => {
    const kept = keepCopy();
    // Whatever keeps the page from being told keeps no sale from being sent.
    await tell().catch(console.warn);
    await drain();
    await kept;
  };

  /** When the mirror has vanished from under a paired register, the kept responses make a new one. */
  const mend = async (): Promise<void> => {
    if (!await readCurrent(mirror) && await (await others()).mendShop()) await tell();
  };

  /** What a worker does at its start, when nobody waits for it: it mends, sends, and tidies up. */
  const start = async (): Promise<void> => {
    // Whatever is wrong with the mirror keeps no sale from being sent.
    await mend().catch(console.warn);
    await drain();
    const tidied = await get<number>('tidied', use);
    if (await readCurrent(mirror) && Math.abs(now() - (tidied || 0)) > DAY) await (await others()).catalogue.tidy(now());
  };

  const room: Room = { names, base, platform, disk, use, mirror, network, journal, locked, demandDevice, linked, kept, remember, forgetPause, tell, drain };

  /** The verbs that no sale needs. */
  const others = async (): Promise<Others> => opened = opened || (await seldom()).openOthers(room);

  return { status, drain, sell, forward, start, others };
}

/** The application may take over from an older worker only while nobody is sending. The lock is not held until it has: that can take long, and nobody could send. */
export const whileAtRest = (names: Names, work: () => Promise<void>): Promise<void> =>
  navigator.locks.request(`${names.lock}-outbox`, { ifAvailable: true }, async (lock) => { if (lock) void work(); });
