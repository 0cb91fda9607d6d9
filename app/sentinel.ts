import type { Sentinel, Status } from '../domain/local.js';
import { NAMES } from '../domain/names.js';
import { ask, Refused } from './api.js';
import { change } from './state.js';

/** A loss that was noticed. `told`: the panel knows, or will not have it. */
interface Lost extends Sentinel {
  readonly told?: true;
}

const KNOWN = NAMES.sentinel;
const LOST = `${NAMES.sentinel}-lost`;
/** Since when this browser has kept what is here. */
const SINCE = `${NAMES.sentinel}-since`;
/** Pause between two tries to tell the panel, in ms. */
const PAUSE = 30_000;

let triedAt = 0;
let triedAs = '';

/**
 * Keeps what this register is outside of IndexedDB, and notices when IndexedDB has lost it or was set back. localStorage
 * is written to the disk some seconds late, and forgets them when the power goes: then it knows of less, never of more.
 */
export async function guard(status: Status): Promise<void> {
  const known = get(KNOWN);
  if (status.wasReset) {
    put(KNOWN, null);
    put(LOST, null);
    write(SINCE, null);
  } else if (known && isLess(status, known)) {
    // The notice may be older than what another tab has written down since.
    if (!isLess(await ask<Status>('GET', 'api/status'), known)) return;
    put(LOST, known);
    put(KNOWN, null);
  }
  const { device, highest, unsynchronised } = status;
  if (device && !keptSince()) write(SINCE, new Date().toISOString());
  if (device) put(KNOWN, { ...device, highest, unsynchronised, at: new Date().toISOString() });
  await mindLost(status);
}

/** Whether the journal has less than there once was. */
function isLess({ device, wasReset, highest }: Status, { registerId, link, highest: before }: Sentinel): boolean {
  return device ? device.registerId === registerId && (device.link < link || (device.link === link && highest < before)) : !wasReset;
}

/** Tells the panel, and forgets the loss once it knows and the register is another one. */
async function mindLost({ device, link }: Status): Promise<void> {
  const lost = get(LOST);
  const as = device ? device.registerId + device.link : '';
  if (lost && !lost.told && (as !== triedAs || Date.now() - triedAt > PAUSE)) {
    [triedAs, triedAt] = [as, Date.now()];
    if (await tell(lost)) put(LOST, { ...lost, told: true });
  }
  const now = get(LOST);
  const isOther = now && device && link === 'linked' && (device.registerId !== now.registerId || device.link > now.link);
  if (isOther && now.told) put(LOST, null);
  change({ lost: get(LOST) });
}

/** Resolves to whether there is nothing more to tell. */
function tell({ registerId, link, highest, unsynchronised, at }: Lost): Promise<boolean> {
  const report = { protocol: 1, registerId, link, highest, unsynchronised, at };
  // The panel takes it from this very register alone: of one that has become another it will never hear.
  return ask('POST', 'api/lost', report).then(() => true, (error: unknown) => error instanceof Refused && /^not-(permitted|valid)/.test(error.code));
}

function get(key: string): Lost | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Lost | null;
    return kept && typeof kept.registerId === 'string' && Number.isInteger(kept.highest) && Number.isInteger(kept.unsynchronised) ? kept : null;
  } catch {
    return null;
  }
}

function put(key: string, value: Lost | null): void {
  write(key, value && JSON.stringify(value));
}

function write(key: string, text: string | null): void {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch (error) {
    console.warn(error);
  }
}

/** ISO 8601: since when this browser has kept the register's data; null: it keeps no note of it. */
export function keptSince(): string | null {
  try {
    const since = localStorage.getItem(SINCE);
    return since && !Number.isNaN(Date.parse(since)) ? since : null;
  } catch {
    return null;
  }
}
