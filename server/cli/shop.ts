import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Log, PanelContext } from '../context.js';
import { closeDatabase, openDatabase, type Database } from '../database.js';
import { findPlaces } from '../places.js';
import { loadSample } from '../sample.js';
import { Failure, tell } from './command.js';

/** What goes wrong is said by the command itself. */
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens the shop in the data folder for as long as `work` takes; the control panel may be running on it. */
export async function withShop<T>(dataDir: string, work: (context: PanelContext) => Promise<T>, make?: 'make'): Promise<T> {
  const file = join(resolve(dataDir), 'holdfast.db');
  if (!make && !existsSync(file)) {
    throw new Failure(`There is no shop in ${resolve(dataDir)}: give its folder with --data (or DATA_DIR), or start the control panel once with npm start.`);
  }
  const now = (): Date => new Date();
  const db = await openDatabase(dataDir, now);
  try {
    if (!(await db.selectFrom('shop').select('id').executeTakeFirst())) await begin(db, dataDir, now());
    return await work({ db, now, log });
  } finally {
    await closeDatabase(db);
  }
}

async function begin(db: Database, dataDir: string, now: Date): Promise<void> {
  await loadSample(db, findPlaces().sample, now);
  tell(`A new shop was made in ${resolve(dataDir)}, with the sample shop in it.`);
}

/** A file's path as the person means it: npm runs scripts in the repository's folder, wherever it was called. */
export function pathOf(file: string): string {
  const npm = process.env['npm_lifecycle_event'] === 'holdfast' ? process.env['INIT_CWD'] : undefined;
  return resolve(npm ?? '.', file);
}
