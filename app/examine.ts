import type { DiskTrial, Status } from '../domain/local.js';
import { ask, Refused } from './api.js';
import type { Findings, PanelFinding } from './fitness.js';
import { keptSince } from './sentinel.js';
import { readStorage, type StorageFacts } from './storage.js';
import { registered } from './updates.js';

/** Longest wait for a browser's word, in ms: some never answer. */
const PATIENCE = 5000;
/** Of a sync that nobody waits for. */
const TAG = 'holdfast-fitness';
const NOTHING: StorageFacts = { persisted: null, brief: null, usage: null, quota: null };

/** Tries out what a register needs of this device. Takes as long as the panel takes to answer, or not to. */
export async function examine(): Promise<Findings> {
  const [worker, storage, sync, disk, panel] = await Promise.all([tryWorker(), inTime(readStorage(), NOTHING), trySync(), tryDisk(), tryPanel()]);
  return { worker, storage, sync, disk, panel, since: keptSince(), now: Date.now() };
}

async function tryWorker(): Promise<boolean> {
  const status = await ask<Partial<Status>>('GET', 'api/status').catch(() => null);
  return registered().controls && status !== null && 'unsynchronised' in status;
}

/** That a browser has Background Sync says nothing: where it is switched off it is there and refuses. */
async function trySync(): Promise<Findings['sync']> {
  const { sync } = registered().registration as ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } } | undefined ?? {};
  if (!sync) return 'missing';
  return inTime(sync.register(TAG).then(() => 'registers' as const, (error: unknown) => { console.warn(error); return 'refused' as const; }), 'refused');
}

async function tryDisk(): Promise<Findings['disk']> {
  return ask<DiskTrial>('GET', 'api/disk').then(({ result }) => result, () => 'no-answer' as const);
}

/** The panel's time needs no session: what comes back is the panel's, somebody else's, or nothing. */
async function tryPanel(): Promise<PanelFinding> {
  const asked = Date.now();
  try {
    const { time } = await ask<{ time: string }>('GET', 'api/session');
    // It was that late there at some moment in between.
    const ahead = asked > Date.parse(time) ? asked - Date.parse(time) : Math.min(0, Date.now() - Date.parse(time));
    return Number.isNaN(ahead) ? { code: 'not-the-panel', message: '' } : { ahead };
  } catch (error) {
    return error instanceof Refused ? { code: error.code, message: error.message } : { code: 'no-answer', message: String(error) };
  }
}

function inTime<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([asked.catch((error: unknown) => { console.warn(error); return otherwise; }), new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), PATIENCE))]);
}
