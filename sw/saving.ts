import { get, set, type UseStore } from 'idb-keyval';
import { writeFile } from '../domain/file.js';
import type { Device, FileText } from '../domain/local.js';
import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import type { Head, Journal } from './journal.js';
import type { WholeJournal } from './records.js';
import { Refused } from './refuse.js';
import { standing, type Saved } from './standing.js';

/** Sales read at once: somebody may want to pay in between. */
const SLICE = 200;

/** Everything that is not acknowledged, as the text of a file. */
export async function fileOf(journal: WholeJournal, { registerId, name, series }: Device, savedAt: string): Promise<FileText & { readonly sales: number }> {
  const { positions, through } = await journal.open();
  const sales = [];
  for (let at = 0; at < positions.length; at += SLICE) {
    for (const { sealed } of await journal.read(positions.slice(at, at + SLICE))) sales.push(sealed);
  }
  return { text: writeFile({ registerId, register: name, series, savedAt }, sales), through, sales: positions.length };
}

/** Somebody has seen that the text up to `through` is in a file. @throws {@link Refused} `not-valid`. */
export async function markSaved(use: UseStore, { through, name }: { through?: unknown; name?: unknown }, now: number): Promise<void> {
  const head = await get<Head>('head', use);
  if (typeof through !== 'number' || !Number.isInteger(through) || through < 1 || !head || through > head.position) throw new Refused(422, 'not-valid', 'through must be a position of the journal.', { path: 'through' });
  if (typeof name !== 'string' || name === '' || name.length > 300) throw new Refused(422, 'not-valid', 'name must be a text of 1 to 300 characters.', { path: 'name' });
  const before = await get<Saved>('saved', use);
  if (!before || before.through <= through) await set('saved', { through, at: timestamp(now), name } satisfies Saved, use);
}

/** Refuses what would give up sales that are nowhere else. @param onlyCopy somebody knows that the file is then the only one. */
export async function refuseToLose(use: UseStore, journal: Journal, device: Device | undefined, onlyCopy: boolean): Promise<void> {
  const { unsaved, saved, folder } = await standing(use, journal, device);
  const open = await journal.span(0);
  if (unsaved) {
    const { count, first, last } = unsaved;
    throw new Refused(409, 'unsynchronised', count === 1 ? said.oneWouldBeLost(first) : said.wouldBeLost(count, first, last));
  }
  if (open && !onlyCopy) {
    throw new Refused(409, 'unsynchronised', said.onlyCopy(open.count, saved ? saved.name : folder ? folder.file : ''));
  }
}
