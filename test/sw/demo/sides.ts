import { freshName } from '../browser-parts.js';
import { join } from 'node:path';
import { createPairingCode } from '../../../server/pairing.js';
import { closeDatabase, openDatabase } from '../../../server/database.js';
import { loadSample } from '../../../server/sample.js';
import { createPanel } from '../../../server/server.js';
import { answerAsPanel } from '../../../sw/demo/panel.js';
import { codeOf, readLinks } from '../../../sw/demo/links.js';
import type { DemoParts } from '../../../sw/demo/parts.js';
import { openStore } from '../../../sw/store.js';
import { demoShop } from '../../../tools/demo-shop.mjs';
import { openFolder, ROOT } from '../../folder.js';
import { Device, makeKeys, ORIGIN, pairRequest, type DeviceKeys } from '../../server/device.js';
import type { PairReply } from '../../../domain/wire.js';

const SAMPLE = join(ROOT, 'static', 'demo');
export const START = new Date('2026-11-23T01:00:00.000Z');

/** A panel over the sample shop with one browser before it, which keeps the session's cookie where there is one. */
export interface Side {
  readonly name: 'panel' | 'demo';
  handle(request: Request): Promise<Response>;
  /** A code that pairs now. */
  code(): Promise<string>;
  wait(milliseconds: number): void;
  now(): Date;
  /** Pairs a new device by a new code. */
  device(keys?: DeviceKeys): Promise<Device>;
  close(): Promise<void>;
}

/** Runs the same on the control panel's own `handle` and on the demo's, and gives what came of both. */
export async function onBoth<T>(work: (side: Side) => Promise<T>): Promise<{ readonly panel: T; readonly demo: T }> {
  const [panel, demo] = [await openPanelSide(), await openDemoSide()];
  try {
    return { panel: await work(panel), demo: await work(demo) };
  } finally {
    await panel.close();
    await demo.close();
  }
}

function sideOf(name: Side['name'], clock: { time: number }, handle: Side['handle'], code: Side['code'], close: Side['close']): Side {
  return {
    name, handle, code, close,
    wait: (milliseconds) => { clock.time += milliseconds; },
    now: () => new Date(clock.time),
    device: async (keys) => {
      const own = keys ?? await makeKeys();
      const response = await handle(pairRequest(await code(), own));
      return new Device(handle, own, await response.json() as PairReply, '');
    },
  };
}

async function openPanelSide(): Promise<Side> {
  const folder = openFolder();
  const clock = { time: START.getTime() };
  const now = (): Date => new Date(clock.time);
  const db = await openDatabase(join(folder.path, 'data'), now);
  await loadSample(db, SAMPLE, now());
  const { register } = demoShop(SAMPLE).shop;
  await db.updateTable('registers').set({ name: register.name, code: register.code }).execute();
  const { id } = await db.selectFrom('registers').select('id').executeTakeFirstOrThrow();
  const quiet = (): void => undefined;
  const panel = createPanel({ db, register: folder.path, panel: folder.path, log: { debug: quiet, info: quiet, warn: quiet, error: quiet }, now });
  let cookie = '';
  const handle = async (request: Request): Promise<Response> => {
    request.headers.set('Cookie', cookie);
    const response = await panel.handle(request);
    const set = response.headers.get('Set-Cookie');
    if (set) cookie = set.includes('Max-Age=0') ? '' : set.split(';')[0] ?? '';
    return response;
  };
  return sideOf('panel', clock, handle, async () => (await createPairingCode(db, id, now())).code, async () => {
    await closeDatabase(db);
    folder.close();
  });
}

async function openDemoSide(): Promise<Side> {
  const clock = { time: START.getTime() };
  const parts: DemoParts = { use: openStore(freshName(), 'strict'), sample: demoShop(SAMPLE).shop, now: () => clock.time };
  const handle = (request: Request): Promise<Response> => answerAsPanel(parts, `${ORIGIN}/register/api/`, request);
  return sideOf('demo', clock, handle, async () => codeOf((await readLinks(parts)).length + 1), async () => undefined);
}
