import { get, getMany, set, type UseStore } from 'idb-keyval';
import { writeFile } from '../domain/file.js';
import type { Device, FileText, Status } from '../domain/local.js';
import { timestamp } from './clock.js';
import type { FolderRecord } from './folder.js';
import type { Head, Journal } from './journal.js';
import { Refused } from './refuse.js';

/**
 * Under `saved`, beside the journal: the last file that a person has put somewhere. It had everything that was not
 * acknowledged then, so one position says of each sale whether it is in a file: those that came later are not.
 */
interface Saved {
  readonly through: number;
  /** ISO 8601 with offset. */
  readonly at: string;
  readonly name: string;
}
type Standing = Pick<Status, 'unsaved' | 'saved' | 'folder' | 'highest' | 'wasReset'>;

/** Sales read at once: somebody may want to pay in between. */
const SLICE = 200;

/** Everything that is not acknowledged, as the text of a file. */
export async function fileOf(journal: Journal, { registerId, name, series }: Device, savedAt: string): Promise<FileText & { readonly sales: number }> {
  const { positions, through } = await journal.open();
  const sales = [];
  for (let at = 0; at < positions.length; at += SLICE) {
    // A sale that the disk has lost must not keep the others out of the file.
    for (const { sealed } of await journal.read(positions.slice(at, at + SLICE))) if (sealed) sales.push(sealed);
  }
  return { text: writeFile({ registerId, register: name, series, savedAt }, sales), through, sales: positions.length };
}

/** What of the unsynchronised sales is in files, and what a page needs to know in order to tell after a loss. */
export async function standing(use: UseStore, journal: Journal, device: Device | undefined): Promise<Standing> {
  const [saved, folder, head, wasReset] = await getMany(['saved', 'folder', 'head', 'reset'], use) as [Saved?, FolderRecord?, Head?, string?];
  // While the folder cannot be written nobody knows whether its file is still there.
  const inFolder = folder && folder.written && !folder.trouble ? folder.written.through : 0;
  return {
    unsaved: await journal.span(Math.max(saved ? saved.through : 0, inFolder)),
    saved: saved ? { name: saved.name, at: saved.at } : null,
    folder: folder ? { name: folder.handle.name, file: folder.file, writtenAt: folder.written && folder.written.at, sales: folder.written ? folder.written.sales : 0, trouble: folder.trouble } : null,
    highest: head && device && head.registerId === device.registerId && head.link === device.link ? head.seq : 0,
    wasReset: !device && wasReset !== undefined,
  };
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
    const [are, them] = unsaved.count === 1 ? ['sale is', unsaved.first] : ['sales are', `${unsaved.first} to ${unsaved.last}`];
    throw new Refused(409, 'unsynchronised', `${unsaved.count} ${are} neither sent nor saved to a file, and would be lost: ${them}. Save unsynchronised sales, or wait until they are sent; then reset.`);
  }
  if (open && !onlyCopy) {
    throw new Refused(409, 'unsynchronised', `${open.count} of this register’s sales are in the file ${saved ? saved.name : folder ? folder.file : ''} and have not been sent. It will be their only copy: say so to reset.`);
  }
}

