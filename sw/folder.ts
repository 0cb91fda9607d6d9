import { del, get, set, type UseStore } from 'idb-keyval';
import { fileName } from '../domain/file-name.js';
import { FOLDER, type FolderTrouble } from '../domain/local.js';
import * as said from '../words/en-AU/worker-others.js';
import { timestamp } from './clock.js';
import { readDevice, type DeviceRecord } from './device.js';
import type { WholeJournal } from './records.js';
import { fileOf } from './saving.js';

/** The part of the File System Access API that typings do not have. */
type Folder = FileSystemDirectoryHandle & { queryPermission?(wanted: { mode: 'readwrite' }): Promise<PermissionState> };

/** Under `folder`, beside the journal: the folder that its user has granted, and the file that is kept current there. */
export interface FolderRecord {
  readonly handle: Folder;
  readonly file: string;
  /** What the file has; null: it is not written yet. */
  readonly written: { readonly at: string; readonly sales: number; readonly through: number } | null;
  readonly trouble: FolderTrouble | null;
}

export interface FolderParts {
  /** The journal's store. */
  readonly use: UseStore;
  /** The page's store, where it has put the handle. */
  readonly page: UseStore;
  readonly journal: WholeJournal;
  /** One at a time over all workers. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly tell: () => Promise<unknown>;
  readonly now: () => number;
  /** Longest wait for a disk, in ms. */
  readonly patience?: number;
}

export type FolderKeeper = ReturnType<typeof openFolder>;

/** Longest wait for a disk, in ms. */
const PATIENCE = 20_000;
/** Most files of one name: others' ones are never written over. */
const MOST = 100;

/** The file of unsynchronised sales in a folder outside of the browser's storage, which clearing that storage leaves alone. */
export function openFolder({ use, page, journal, alone, tell, now, patience = PATIENCE }: FolderParts) {
  let next: Promise<void> | undefined;
  /** A writing that was given up and has not ended: until it has, it may still replace the file. */
  let hangs = false;

  /** Brings the file up to date if there is one. Never throws, and nobody waits for it to sell; asked while it waits for its turn, it goes once. */
  const keep = (): Promise<void> => {
    next = next || alone(() => { next = undefined; return update(); }).catch((error: unknown) => { next = undefined; console.warn(error); });
    return next;
  };

  const update = async (always = false): Promise<void> => {
    const record = await get<FolderRecord>('folder', use);
    const device = record && await readDevice(use);
    if (!record || !device) return;
    const { positions, through } = await journal.open();
    const { written, trouble } = record;
    // Asked each time: after a restart of the browser its user should hear of it before the next sale.
    const granted = await isGranted(record.handle);
    // With no later sale there are the same ones, or fewer.
    if (granted && !always && written && !trouble && written.through === through && written.sales === positions.length) return;
    if (hangs) return;
    const after = await within(write(record, device, granted)).catch((error: unknown): FolderRecord => ({ ...record, trouble: troubleOf(error, record.handle.name) }));
    if (trouble && after.trouble && trouble.code === after.trouble.code) return;
    await set('folder', after, use);
    await tell();
  };

  const write = async (record: FolderRecord, device: DeviceRecord, granted: boolean): Promise<FolderRecord> => {
    const { handle } = record;
    if (!granted) throw new DOMException('not granted', 'NotAllowedError');
    const at = timestamp(now());
    const { text, through, sales } = await fileOf(journal, device, at);
    const file = await place(record);
    // The file is replaced when this is closed: it is the old one or the new one, whatever breaks off.
    const writable = await file.createWritable();
    await writable.write(text);
    await writable.close();
    return { handle, file: file.name, written: { at, sales, through }, trouble: null };
  };

  /** A disk that hangs must not hold up whoever waits for the next writing. When it has come to its end after all, the file is written anew. */
  const within = async <T>(work: Promise<T>): Promise<T> => {
    let timer;
    const late = new Promise<never>((_, reject) => { timer = setTimeout(() => { hangs = true; reject(new DOMException('too slow', 'TimeoutError')); }, patience); });
    const ended = (): void => {
      if (!hangs) return;
      hangs = false;
      void keep();
    };
    work.then(ended, ended);
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  /** Takes the folder that the page has put down, or forgets it when there is none. */
  const take = (): Promise<void> => alone(async () => {
    const handle = await get<Folder>(FOLDER, page);
    const device = await readDevice(use);
    const before = await get<FolderRecord>('folder', use);
    if (!handle || !device) return del('folder', use);
    if (!before || !await before.handle.isSameEntry(handle)) await set('folder', { handle, file: fileName(device), written: null, trouble: null } satisfies FolderRecord, use);
    await update();
  });

  /** Writes the file whether it has changed or not: somebody may have taken it away. */
  const check = (): Promise<void> => alone(() => update(true)).catch(console.warn);

  return { keep, take, check };
}

/**
 * The file to write: the one that was written last. What somebody else has put there (this register as it was before its
 * data was cleared or set back) may be the only copy of sales, so it stays, and another name is taken.
 */
async function place({ handle, file, written }: FolderRecord): Promise<FileSystemFileHandle> {
  for (let n = 1; n <= MOST; n++) {
    const found = await handle.getFileHandle(n === 1 ? file : file.replace(/(?: \(\d+\))?(?=\.holdfast)/, ` (${n})`), { create: true });
    const there = await found.getFile();
    if (there.size === 0 || (written && (await there.slice(0, 2000).text()).includes(written.at))) return found;
  }
  throw new Error('too many files');
}

const isGranted = async (folder: Folder): Promise<boolean> => !folder.queryPermission || await folder.queryPermission({ mode: 'readwrite' }) === 'granted';

function troubleOf(error: unknown, folder: string): FolderTrouble {
  console.warn(error);
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError': case 'SecurityError': return { code: 'not-allowed', message: said.folderAsks(folder) };
    case 'NotFoundError': return { code: 'gone', message: said.folderGone(folder) };
    case 'QuotaExceededError': return { code: 'full', message: said.folderFull(folder) };
    default: return { code: 'failed', message: said.folderFailed(folder, name) };
  }
}
