import type { DiskTrial } from '../domain/local.js';
import type { RefusalCode } from '../domain/wire.js';
import { apart, told } from './language.js';
import { otherWords } from './other-words.js';
import { isAway } from './state.js';
import { size, type StorageFacts } from './storage.js';

/** What was found by trying it. */
export interface Findings {
  /** The worker answers this page's requests. */
  readonly worker: boolean;
  readonly storage: StorageFacts;
  /** ISO 8601: since when this browser has kept the register's data; null: it keeps no note of it. */
  readonly since: string | null;
  /** `missing`: the browser has no Background Sync. `refused`: in name only. */
  readonly sync: 'registers' | 'refused' | 'missing';
  readonly disk: DiskTrial['result'] | 'no-answer';
  readonly panel: PanelFinding;
  /** ms since 1970, by this device's clock. */
  readonly now: number;
}
/** `ahead`: how far this device's clock is before the panel's, in ms. */
export type PanelFinding = { readonly ahead: number } | { readonly code: RefusalCode | 'no-answer'; readonly message: string };

export type Fitness = 'fit' | 'lookAtThis' | 'notFit';
/** One condition that a register needs, or is better with. */
export interface Check {
  readonly name: string;
  readonly fitness: Fitness;
  readonly says: string;
  /** What to do about it; empty: nothing. */
  readonly todo: string;
}

/** As the screen says it. */
export const inWords = (fitness: Fitness): string => ({ fit: otherWords.fit, lookAtThis: otherWords.lookAtThis, notFit: otherWords.notFit })[fitness];

const fit = (name: string, says: string): Check => ({ name, fitness: 'fit', says, todo: '' });
const look = (name: string, says: string, todo: string): Check => ({ name, fitness: 'lookAtThis', says, todo });
const unfit = (name: string, says: string, todo: string): Check => ({ name, fitness: 'notFit', says, todo });

const DAY = 86_400_000;
const MINUTE = 60_000;
/** A clock that is wrong by this much puts sales on the wrong day sooner or later. */
const FAR = 60 * MINUTE;
/** Room for some thousand sales, in bytes; below a tenth of it for some hundred. */
const ROOM = 50e6;

/** What was found, condition by condition, in the order in which they matter. */
export function judge(found: Findings): readonly Check[] {
  return [judgeWorker(found), judgeDisk(found), judgeKeeping(found), judgeStarts(found), judgeRoom(found), judgeSync(found), judgeNetwork(found), judgePanel(found), judgeClock(found)];
}

/** The whole in one sentence. */
export function verdict(checks: readonly Check[]): string {
  const [bad = 0, odd = 0] = (['notFit', 'lookAtThis'] as const).map((state) => checks.filter(({ fitness }) => fitness === state).length);
  if (bad) return otherWords.deviceNotFit(bad);
  return odd ? otherWords.deviceCanSell(odd) : otherWords.deviceFit;
}

function judgeWorker({ worker }: Findings): Check {
  const name = otherWords.keepingSales;
  return worker ? fit(name, otherWords.workerAnswers) : unfit(name, otherWords.workerSilent, otherWords.workerSilentDo);
}

function judgeDisk({ disk }: Findings): Check {
  const name = otherWords.writingDisk;
  switch (disk) {
    case 'written': return fit(name, otherWords.diskWritten);
    case 'not-strict': return look(name, otherWords.diskNotStrict, otherWords.diskNotStrictDo);
    case 'full': return unfit(name, otherWords.diskFull, otherWords.diskFullDo);
    case 'spoilt': return unfit(name, otherWords.diskSpoilt, otherWords.diskSpoiltDo);
    default: return unfit(name, otherWords.diskFailed, otherWords.diskFailedDo);
  }
}

function judgeKeeping({ storage: { persisted } }: Findings): Check {
  const name = otherWords.keptData;
  if (persisted) return fit(name, otherWords.dataKept);
  return persisted === null ? look(name, otherWords.dataUnsaid, otherWords.dataUnsaidDo) : look(name, otherWords.dataMayGo, otherWords.dataMayGoDo);
}

function judgeStarts({ storage: { brief }, since, now }: Findings): Check {
  const name = otherWords.keptBetween;
  if (brief) return unfit(name, otherWords.privateWindow, otherWords.privateWindowDo);
  if (!since) return look(name, otherWords.sinceUnknown, otherWords.sinceUnknownDo);
  const days = Math.floor((now - Date.parse(since)) / DAY);
  return days >= 1 ? fit(name, otherWords.keptFor(days)) : look(name, otherWords.keptNew, otherWords.keptNewDo);
}

function judgeRoom({ storage: { usage, quota }, disk }: Findings): Check {
  const name = otherWords.room;
  if (disk === 'full') return unfit(name, otherWords.roomNone, otherWords.roomNoneDo);
  if (usage === null || quota === null) return fit(name, otherWords.roomUnsaid);
  const free = quota - usage;
  if (free >= ROOM) return fit(name, otherWords.roomFree(apart(size(free))));
  return (free < ROOM / 10 ? unfit : look)(name, otherWords.roomLittle(apart(size(Math.max(0, free)))), otherWords.roomLittleDo);
}

function judgeSync({ sync }: Findings): Check {
  const name = otherWords.sendingItself;
  switch (sync) {
    case 'registers': return fit(name, otherWords.syncRegisters);
    case 'refused': return look(name, otherWords.syncRefused, otherWords.syncRefusedDo);
    case 'missing': return look(name, otherWords.syncMissing, otherWords.syncMissingDo);
  }
}

/** Something else answers, and does so in the panel's place. */
function judgeNetwork({ panel }: Findings): Check {
  const name = otherWords.network;
  if (!('code' in panel)) return fit(name, otherWords.networkClear);
  if (panel.code === 'not-the-panel') return unfit(name, otherWords.networkTaken, otherWords.networkTakenDo);
  return isAway(panel.code) ? look(name, otherWords.networkUnknown, otherWords.networkUnknownDo) : fit(name, otherWords.networkPanel);
}

function judgePanel({ panel }: Findings): Check {
  const name = otherWords.controlPanel;
  if (!('code' in panel)) return fit(name, otherWords.panelAnswers);
  if (!isAway(panel.code)) return unfit(name, told(panel.message), otherWords.panelObjectsDo);
  return look(name, panel.code === 'not-the-panel' ? otherWords.panelNotReached : told(panel.message), otherWords.panelAwayDo);
}

function judgeClock({ panel }: Findings): Check {
  const name = otherWords.clock;
  if ('code' in panel) return look(name, otherWords.clockUnknown, otherWords.clockUnknownDo);
  const off = Math.abs(panel.ahead);
  if (off < MINUTE) return fit(name, otherWords.clockAgrees);
  return (off < FAR ? look : unfit)(name, (panel.ahead > 0 ? otherWords.clockAhead : otherWords.clockBehind)(lasting(off)), otherWords.clockDo);
}

/** `5 minutes`, `3 hours`, `2 days`. */
function lasting(milliseconds: number): string {
  const [unit, written] = milliseconds >= 2 * DAY ? [DAY, otherWords.days] as const : milliseconds >= 2 * FAR ? [FAR, otherWords.hours] as const : [MINUTE, otherWords.minutes] as const;
  return written(Math.floor(milliseconds / unit));
}
