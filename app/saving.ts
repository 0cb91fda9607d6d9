import { DEMO } from '../domain/demo.js';
import { fileName } from '../domain/file-name.js';
import type { Device, FileText, Status } from '../domain/local.js';
import { ask, sentence } from './api.js';
import { timestamp } from './format.js';
import { otherWords } from './other-words.js';
import { change } from './state.js';

/** The browser remembers the last folder under this name. */
const PICKER = DEMO ? 'holdfast-demo' : 'holdfast';

declare global {
  interface Window {
    showSaveFilePicker?(options: { id: string; suggestedName: string }): Promise<FileSystemFileHandle>;
  }
}

/** A file that was written, or handed to the browser to be written. */
export interface SavedFile {
  readonly name: string;
  readonly through: number;
}
/** `asks`: the browser has it, and only its user can see whether it is there. */
export type Saving = { readonly says: string; readonly asks: SavedFile | null };

/** How long the browser may take to begin a download, in ms. */
const FETCHED = 60_000;

/** Puts all unsynchronised sales into a file, where the user says. It counts as saved once it has been read back, or its user has seen it. */
export async function saveSales(device: Device): Promise<Saving> {
  const name = fileName(device, timestamp(Date.now()));
  try {
    return await (window.showSaveFilePicker ? write(await window.showSaveFilePicker({ id: PICKER, suggestedName: name })) : download(name));
  } catch (error) {
    const cancelled = error instanceof DOMException && error.name === 'AbortError';
    return { says: cancelled ? otherWords.noPlace : otherWords.notWritten(sentence(error)), asks: null };
  }
}

async function write(file: FileSystemFileHandle): Promise<Saving> {
  const { text, through } = await readSales();
  const writable = await file.createWritable();
  await writable.write(text);
  await writable.close();
  if (await (await file.getFile()).text() !== text) throw new Error(otherWords.otherContent);
  return { says: await countAsSaved({ name: file.name, through }), asks: null };
}

async function download(name: string): Promise<Saving> {
  const { text, through } = await readSales();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FETCHED);
  return { says: '', asks: { name, through } };
}

const readSales = (): Promise<FileText> => ask('GET', 'api/unsynchronised');

/** Resolves to what to say. */
export async function countAsSaved({ name, through }: SavedFile): Promise<string> {
  change({ status: await ask<Status>('POST', 'api/unsynchronised', { name, through }) });
  return otherWords.savedAs(name);
}
