import { looksBrief } from '../domain/storage.js';
import { inUse } from './language.js';

/** What can be told about how safe this browser's storage is. Null: the browser does not say. */
export interface StorageFacts {
  /** Whether the browser has promised not to clear it by itself. */
  readonly persisted: boolean | null;
  /** A private or guest window, whose storage ends with it. */
  readonly brief: boolean | null;
  /** Bytes. */
  readonly usage: number | null;
  readonly quota: number | null;
}

/** WebKitGTK has no `navigator.storage` at all; Firefox may leave a question open. */
export async function readStorage(): Promise<StorageFacts> {
  const storage = navigator.storage as StorageManager | undefined;
  const [persisted, estimate] = await Promise.all([storage?.persisted?.(), storage?.estimate?.()]);
  const { usage = null, quota = null } = estimate ?? {};
  const memory = (navigator as { deviceMemory?: number }).deviceMemory;
  const brief = persisted ? false : memory === undefined ? await refusesFolders(storage) : looksBrief(quota, memory, usage);
  return { persisted: persisted ?? null, brief, usage, quota };
}

/** Firefox says nothing of its memory, and lets no page have a folder of its own in a private window. */
async function refusesFolders(storage: StorageManager | undefined): Promise<boolean | null> {
  return await storage?.getDirectory?.().then(() => false, (error: Error) => error.name === 'SecurityError' || null) ?? null;
}

/** Asks the browser to keep the data. Resolves to whether it will. */
export async function askToKeep(): Promise<boolean> {
  return await navigator.storage?.persist?.() ?? false;
}

/** `850 kB`, `12.3 MB`, `10.7 GB`, in the language in use. */
export function size(bytes: number): string {
  const [unit, of] = bytes < 1e6 ? ['kilobyte', 1e3] as const : bytes < 1e9 ? ['megabyte', 1e6] as const : ['gigabyte', 1e9] as const;
  const digits = of === 1e3 ? 0 : 1;
  return new Intl.NumberFormat(inUse()?.lang ?? 'en-AU', { style: 'unit', unit, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(bytes / of);
}
