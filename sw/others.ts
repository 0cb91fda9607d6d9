import type { UseStore } from 'idb-keyval';
import type { Hash } from '../domain/catalogue.js';
import type { Committed, Device, DiskTrial, FileText, History, HistoryDetail, ShiftDetail, SignIn, Status } from '../domain/local.js';
import type { Names } from '../domain/names.js';
import type { SaleId } from '../domain/sale.js';
import * as said from '../words/en-AU/worker-others.js';
import { openCatalogue } from './catalogue.js';
import { timestamp } from './clock.js';
import { plain, readDevice, sealOf, type DeviceRecord } from './device.js';
import { openFolder } from './folder.js';
import { described, history } from './history.js';
import type { Journal, Placed } from './journal.js';
import type { Drained } from './outbox.js';
import { pair } from './pair.js';
import type { Platform } from './platform.js';
import { openRecords } from './records.js';
import { taken } from './refusals.js';
import { Refused } from './refuse.js';
import { reset } from './reset.js';
import { fileOf, markSaved } from './saving.js';
import { ask, toPanel, type Network } from './send.js';
import { shiftRecord, type Said } from './shift.js';
import { signIn } from './sign-in.js';
import { forgetTrial, tryDisk } from './trial.js';

export type Others = ReturnType<typeof openOthers>;

/** What the till's other verbs work with: its own parts. */
export interface Room {
  readonly names: Names;
  /** Absolute URL of the register's path, with its slash. */
  readonly base: string;
  readonly platform: Platform;
  /** The journal's store as it is, the same that makes room when it is full, and the mirror. */
  readonly disk: UseStore;
  readonly use: UseStore;
  readonly mirror: UseStore;
  readonly network: Network;
  readonly journal: Journal;
  /** Runs one call at a time under this name, over all tabs and workers. */
  readonly locked: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  readonly demandDevice: () => Promise<DeviceRecord>;
  /** The same, where the link is not ended. */
  readonly linked: (at: UseStore) => Promise<DeviceRecord>;
  readonly kept: (write: () => Promise<Placed>) => Promise<Placed>;
  readonly remember: (state: DeviceRecord['state'], device: Device) => Promise<void>;
  readonly forgetPause: () => Promise<void>;
  readonly tell: () => Promise<Status>;
  readonly drain: (urgent?: boolean) => Promise<Drained>;
}

/** The till's verbs beside the sale (till.ts): each answers one path of domain/local.ts. */
export function openOthers(room: Room) {
  const { names, base, platform, use, mirror, network, locked, demandDevice, linked, kept, remember, forgetPause, tell, drain } = room;
  const { openStore, caches, now } = platform;
  const journal = { ...room.journal, ...openRecords(use) };
  const page = openStore(names.page, 'relaxed');
  const catalogue = openCatalogue({ use: mirror, journal: use, network, caches, cacheName: names.documents, url: `${base}api/sync/` });
  const atFolder = (work: () => Promise<void>): Promise<void> => locked(`${names.lock}-folder`, work);
  const folder = openFolder({ use, page, journal, alone: atFolder, tell, now });

  const setUp = async (code: string, agent: string): Promise<Device> => {
    const { waiting, refused } = await journal.counts();
    const device = await pair(use, network, `${base}api/pair`, code, agent, waiting + refused);
    await forgetPause();
    await tell();
    return plain(device);
  };

  /**
   * Seals that a shift begins or ends, and puts it on the disk like a sale.
   * @throws {@link Refused} as a sale does; `shift-changed` when there is one open already, or another or none.
   */
  const changeShift = async (what: 'open' | 'close', said: Said): Promise<ShiftDetail> => {
    const placed = await kept(() => journal.compose(String(said.id) as SaleId, async (at) => {
      const device = await linked(at);
      const { body, also } = await shiftRecord(what, said, { use: at, journal, registerId: device.registerId, now: now() });
      return { body, seal: { ...sealOf(device), also } };
    }));
    const found = await described(journal, placed);
    if (!('record' in found)) throw taken(placed);
    return found;
  };

  const known = async (id: SaleId): Promise<Placed> => {
    // Behind whatever is being sealed: "not here" must not be said of a sale that is about to be.
    const placed = await locked(`${names.lock}-journal`, () => journal.find(id));
    if (!placed) throw new Refused(404, 'not-found', said.saleNotHere);
    return placed;
  };

  const detail = async (id: SaleId): Promise<HistoryDetail | ShiftDetail> => described(journal, await known(id));

  const retry = async (id: SaleId): Promise<Status> => {
    await journal.retry((await known(id)).position);
    // Before it goes: what the panel hears with it is what was told last, and it is no longer set aside.
    await tell();
    await drain(true);
    // Every page hears that something waits: if another worker was just ending its drain, only their timers send this one.
    return tell();
  };

  const checkPin = async (staffId: string, pin: string): Promise<SignIn> => {
    const device = await demandDevice();
    // One try after the other: a hundred at the same moment must not count as one.
    return locked(`${names.lock}-pin`, async () => signIn(use, device, await catalogue.staff(), staffId, pin, now()));
  };

  const commit = async (manifest: Hash): Promise<Committed> => {
    const device = await readDevice(use);
    const committed = await catalogue.commit(manifest, now());
    if (device) await remember('linked', device);
    await tell();
    return committed;
  };

  /** What follows a full sync and nobody waits for. */
  const finish = async (manifest: Hash): Promise<void> => {
    await forgetTrial(use);
    await catalogue.finish(manifest, now());
    await drain(true);
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
  const clearAll = async (onlyCopy: boolean): Promise<void> => {
    // Written anew now, so that what counts as saved is there.
    await folder.check();
    const work = (): Promise<void> => reset({ use, stores: [mirror, page], caches, names, network, url: `${base}api/release`, journal, atFolder, now }, onlyCopy);
    // Not while sales are being sent: the answer would come to a journal that is another one by then.
    await locked(`${names.lock}-outbox`, () => locked(`${names.lock}-journal`, work));
    await tell();
  };

  /** Everything that is not synchronised, as the text of a file. */
  const unsynchronised = async (): Promise<FileText> => {
    const { text, through } = await fileOf(journal, await demandDevice(), timestamp(now()));
    return { text, through };
  };

  const saved = async (what: { through?: unknown; name?: unknown }): Promise<Status> => {
    await markSaved(use, what, now());
    return tell();
  };

  const useFolder = async (): Promise<Status> => {
    await folder.take();
    return tell();
  };

  /** Resolves to whether there is a whole shop now. A register that is not paired has none, and gets none. */
  const mendShop = async (): Promise<boolean> => await readDevice(use) !== undefined && catalogue.mend();

  return {
    catalogue, folder, setUp, changeShift, detail, retry, checkPin, commit, finish, passOn, reset: clearAll, unsynchronised, saved, useFolder, mendShop,
    tryDisk: (): Promise<DiskTrial> => tryDisk(room.disk),
    history: (before: number, limit?: number): Promise<History> => history(journal, before, limit),
  };
}
