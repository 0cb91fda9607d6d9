import { del, get, set } from 'idb-keyval';
import { DEMO } from '../domain/demo.js';
import { FOLDER, type Status } from '../domain/local.js';
import { ask, sentence } from './api.js';
import { kept } from './kept-cart.js';
import { otherWords } from './other-words.js';
import { change } from './state.js';

/** The parts of the File System Access API that typings do not have. */
type Folder = FileSystemDirectoryHandle & { requestPermission(wanted: { mode: 'readwrite' }): Promise<PermissionState> };
declare global {
  interface Window {
    showDirectoryPicker?(options: { id: string; mode: 'readwrite' }): Promise<Folder>;
  }
}

/** Whether this browser can keep a copy in a folder. */
export const hasFolders = (): boolean => window.showDirectoryPicker !== undefined;

/** Lets the user choose a folder, which the worker then writes to. Resolves to what to say. */
export async function chooseFolder(): Promise<string> {
  return attempt(async () => {
    const handle = await window.showDirectoryPicker?.({ id: DEMO ? 'holdfast-demo' : 'holdfast', mode: 'readwrite' });
    if (handle) await set(FOLDER, handle, kept);
  });
}

/** After a restart the browser wants to ask its user again. */
export async function allowFolder(): Promise<string> {
  return attempt(async () => {
    const handle = await get<Folder>(FOLDER, kept);
    if (handle && await handle.requestPermission({ mode: 'readwrite' }) !== 'granted') throw new Error(otherWords.folderNotAllowed);
  });
}

/** The file that is there stays there. */
export async function leaveFolder(): Promise<string> {
  return attempt(() => del(FOLDER, kept));
}

async function attempt(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    change({ status: await ask<Status>('POST', 'api/folder') });
    return '';
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? otherWords.noFolderChosen : sentence(error);
  }
}
