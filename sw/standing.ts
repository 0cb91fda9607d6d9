import { getMany, type UseStore } from 'idb-keyval';
import type { Device, Status } from '../domain/local.js';
import type { FolderRecord } from './folder.js';
import type { Head, Journal } from './journal.js';

/**
 * Under `saved`, beside the journal: the last file that a person has put somewhere. It had everything that was not
 * acknowledged then, so one position says of each sale whether it is in a file: those that came later are not.
 */
export interface Saved {
  readonly through: number;
  /** ISO 8601 with offset. */
  readonly at: string;
  readonly name: string;
}
type Standing = Pick<Status, 'unsaved' | 'saved' | 'folder' | 'highest' | 'wasReset'>;

/** What of the unsynchronised sales is in files, and what a page needs to know in order to tell after a loss. */
export async function standing(use: UseStore, journal: Journal, device: Device | undefined): Promise<Standing> {
  const [saved, folder, head, wasReset] = await getMany(['saved', 'folder', 'head', 'reset'], use) as [Saved?, FolderRecord?, Head?, string?];
  // While the folder cannot be written nobody knows whether its file is still there.
  const inFolder = folder && folder.written && !folder.trouble ? folder.written.through : 0;
  return {
    unsaved: await journal.span(Math.max(saved ? saved.through : 0, inFolder), use),
    saved: saved ? { name: saved.name, at: saved.at } : null,
    folder: folder ? { name: folder.handle.name, file: folder.file, writtenAt: folder.written && folder.written.at, sales: folder.written ? folder.written.sales : 0, trouble: folder.trouble } : null,
    highest: head && device && head.registerId === device.registerId && head.link === device.link ? head.seq : 0,
    wasReset: !device && wasReset !== undefined,
  };
}
