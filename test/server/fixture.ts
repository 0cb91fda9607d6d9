import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PairReply, Refusal } from '../../domain/wire.js';
import type { Client } from '../../server/context.js';
import { closeDatabase, openDatabase, type Database } from '../../server/database.js';
import { createPairingCode } from '../../server/pairing.js';
import { createPanel } from '../../server/server.js';
import { Device, makeKeys, pairRequest } from './device.js';
import { seedShop, SHOP } from './shop.js';

/** The panel's clock at the start of every test: noon in Sydney. */
export const START = new Date('2026-11-23T01:00:00.000Z');

/** A folder in memory, where there is one: for tests that write very much and are not about the disk. */
export const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A real control panel over a real database in a temporary folder. No socket: requests go straight into `handle`. */
export interface OpenPanel {
  readonly db: Database;
  readonly folder: string;
  /** What it logged. */
  readonly logged: { readonly level: string; readonly message: string; readonly particulars: object }[];
  handle(request: Request, client?: Client): Promise<Response>;
  /** Every address that it has: `GET /panel/api/shop`. */
  readonly routes: readonly string[];
  now(): Date;
  /** Moves the panel's clock. */
  wait(milliseconds: number): void;
  /** Pairs a new device with the register (`SHOP.register` when not said), by a code, over the wire. */
  pairedDevice(registerId?: string): Promise<Device>;
  close(): Promise<void>;
}

/** Opens a panel with the shop of shop.ts, in a temporary folder `within` another. The caller closes it. */
export async function openPanel(within: string = tmpdir()): Promise<OpenPanel> {
  const folder = await mkdtemp(join(within, 'holdfast-panel-'));
  let time = START.getTime();
  const now = (): Date => new Date(time);
  const db = await openDatabase(join(folder, 'data'), now);
  await seedShop(db, now());
  const logged: { level: string; message: string; particulars: object }[] = [];
  const write = (level: string) => (particulars: object, message: string): void => void logged.push({ level, message, particulars });
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const panel = createPanel({ db, register: await pages(folder, 'register'), panel: await pages(folder, 'panel'), log, now });
  return {
    db, folder, logged, now,
    routes: [...new Set(panel.routes.map(({ method, path }) => `${method} ${path}`))],
    handle: (request, client) => panel.handle(request, client),
    wait: (milliseconds) => { time += milliseconds; },
    pairedDevice: async (registerId = SHOP.register) => {
      const keys = await makeKeys();
      const { code } = await createPairingCode(db, registerId, now());
      const response = await panel.handle(pairRequest(code, keys));
      return new Device((request) => panel.handle(request), keys, await response.json() as PairReply, cookieOf(response));
    },
    close: async () => {
      await closeDatabase(db);
      await rm(folder, { recursive: true });
    },
  };
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

/** What a refusal says. */
export async function refusalOf(response: Response): Promise<Refusal['error'] & { readonly status: number }> {
  return { ...(await response.json() as Refusal).error, status: response.status };
}

/** Built files as rollup leaves them, in small. */
async function pages(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'index.html'), `<!doctype html><title>${name}</title>${'<p>text</p>'.repeat(100)}`);
  await writeFile(join(path, 'app-Ab3_x9-Z.js'), `export const page = '${name}';`.repeat(50));
  await writeFile(join(path, 'sw.js'), '// worker');
  await writeFile(join(path, 'style.css'), 'body{}');
  await writeFile(join(path, 'manifest.webmanifest'), '{}');
  await writeFile(join(path, 'secret.key'), 'not for anybody');
  return path;
}
