import type { DiskTrial } from '../domain/local.js';
import type { RefusalCode } from '../domain/wire.js';
import { count } from './format.js';
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

export type Fitness = 'Fit' | 'Look at this' | 'Not fit';
/** One condition that a register needs, or is better with. */
export interface Check {
  readonly name: string;
  readonly fitness: Fitness;
  readonly says: string;
  /** What to do about it; empty: nothing. */
  readonly todo: string;
}

const fit = (name: string, says: string): Check => ({ name, fitness: 'Fit', says, todo: '' });
const look = (name: string, says: string, todo: string): Check => ({ name, fitness: 'Look at this', says, todo });
const unfit = (name: string, says: string, todo: string): Check => ({ name, fitness: 'Not fit', says, todo });

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
  const [bad, odd] = (['Not fit', 'Look at this'] as const).map((state) => checks.filter(({ fitness }) => fitness === state).length);
  if (bad) return `This device is not fit: ${count(bad, 'thing')} must be mended before it sells.`;
  return odd ? `This device can sell. Look at ${count(odd, 'thing')}.` : 'This device is fit.';
}

function judgeWorker({ worker }: Findings): Check {
  return worker ? fit('Keeping sales', 'The part of the register that keeps sales answers.')
    : unfit('Keeping sales', 'The part of the register that keeps sales does not answer.', 'Reload the page. If that does not help, close the browser and open it again, and see that this site may keep data on the device.');
}

function judgeDisk({ disk }: Findings): Check {
  const name = 'Writing to the disk';
  switch (disk) {
    case 'written': return fit(name, 'A trial as large as the largest sale was written to the disk and read back.');
    case 'not-strict': return look(name, 'This browser does not wait for the disk: a power cut can lose the last seconds.', 'Use a current Chrome, Edge, Firefox or Safari, or put the device on a battery.');
    case 'full': return unfit(name, 'There was no room for a trial.', 'Free some space on the device, then check again.');
    case 'spoilt': return unfit(name, 'What was read back was not what was written.', 'The disk may be failing. Save unsynchronised sales to a file on a USB stick, and replace the device.');
    default: return unfit(name, 'A trial could not be written.', 'Restart the browser, then check again. If it stays, restart the device; its disk may be failing.');
  }
}

function judgeKeeping({ storage: { persisted } }: Findings): Check {
  const name = 'Kept data';
  const todo = 'Ask below. If the browser says no, install the register as an app by the browser’s menu and ask again, or keep a copy of unsynchronised sales in a folder.';
  if (persisted) return fit(name, 'The browser keeps the data until somebody clears it.');
  return look(name, persisted === null ? 'This browser does not say whether it keeps the data.' : 'The browser may clear the data by itself when the device is full.', persisted === null ? 'Keep enough space free on the device.' : todo);
}

function judgeStarts({ storage: { brief }, since, now }: Findings): Check {
  const name = 'Kept between starts';
  const guess = 'This is a guess: no browser says it outright.';
  if (brief) return unfit(name, `This looks like a private or guest window, whose data goes when it is closed. ${guess}`, 'Open the register in a normal window. On a managed device, let the administrator read docs/kiosk.md: kiosk app, no guest session, no clearing at exit.');
  if (!since) return look(name, 'Whether the data outlives the window cannot be told here.', 'Close the browser, open it again, and see that the sales history is still there.');
  const days = Math.floor((now - Date.parse(since)) / DAY);
  return days >= 1 ? fit(name, `The data here has been kept for ${count(days, 'day')}.`)
    : look(name, `The data here is from the last 24 hours, so it cannot be told yet whether it outlives the window. ${guess}`, 'Close the browser, open it again, and look again tomorrow. If it still says this then, the data is cleared at each start.');
}

function judgeRoom({ storage: { usage, quota }, disk }: Findings): Check {
  const name = 'Room';
  if (disk === 'full') return unfit(name, 'The device is full.', 'Free some space on it. What is kept is safe; new sales are refused until there is room.');
  if (usage === null || quota === null) return fit(name, 'The browser does not say how much there is; a large sale had room.');
  const free = quota - usage;
  if (free >= ROOM) return fit(name, `${size(free)} free for the register, by the browser’s word.`);
  return (free < ROOM / 10 ? unfit : look)(name, `Only ${size(Math.max(0, free))} free for the register.`, 'Free some space on the device: remove downloads and other sites’ data, never this site’s.');
}

function judgeSync({ sync }: Findings): Check {
  const name = 'Sending by itself';
  const todo = 'Before the register is closed for the night, wait until the menu counts 0 unsynchronised sales.';
  switch (sync) {
    case 'registers': return fit(name, 'The browser sends what waits, also when the page is not in front.');
    case 'refused': return look(name, 'The browser refuses to send in the background. While the register is open it sends all the same.', `${todo} To allow it: the browser’s site settings, Background sync.`);
    case 'missing': return look(name, 'This browser cannot send in the background. While the register is open it sends all the same.', todo);
  }
}

/** Something else answers, and does so in the panel's place. */
function judgeNetwork({ panel }: Findings): Check {
  const name = 'Network';
  if (!('code' in panel)) return fit(name, 'Nothing stands between the register and the control panel.');
  if (panel.code === 'not-the-panel') {
    return unfit(name, 'Something on this network answers in the control panel’s place, such as a log-in page or a filter.', 'Open any web page and log in to the network, or let the administrator allow this address past the filter. Sales are kept here until then.');
  }
  return isAway(panel.code) ? look(name, 'Nothing came back, so nothing can be told of the network.', 'Check the cable or the Wi-Fi, then check again.') : fit(name, 'The control panel itself answers.');
}

function judgePanel({ panel }: Findings): Check {
  const name = 'Control panel';
  if (!('code' in panel)) return fit(name, 'It answers.');
  if (!isAway(panel.code)) return unfit(name, panel.message, 'Sales are kept here meanwhile.');
  return look(name, panel.code === 'not-the-panel' ? 'It could not be reached.' : panel.message, 'Sales are kept here and go out by themselves when it answers.');
}

function judgeClock({ panel }: Findings): Check {
  const name = 'Clock';
  if ('code' in panel) return look(name, 'It could not be held against the control panel’s.', 'Check again when the control panel answers.');
  const off = Math.abs(panel.ahead);
  if (off < MINUTE) return fit(name, 'It agrees with the control panel’s.');
  return (off < FAR ? look : unfit)(name, `It is ${lasting(off)} ${panel.ahead > 0 ? 'ahead of' : 'behind'} the control panel’s. Receipts and reports carry the wrong time.`, 'Set the device’s clock, best by “set time automatically”, and see that the control panel’s is right.');
}

/** `5 minutes`, `3 hours`, `2 days`. */
function lasting(milliseconds: number): string {
  const [thing, unit] = milliseconds >= 2 * DAY ? ['day', DAY] as const : milliseconds >= 2 * FAR ? ['hour', FAR] as const : ['minute', MINUTE] as const;
  return count(Math.floor(milliseconds / unit), thing);
}
