import { execFileSync } from 'node:child_process';
import { openFolder } from '../folder.js';

/** A disk of its own with hardly any room. */
export interface SmallDisk {
  readonly path: string;
  /** Makes it so large that all the rest of the test fits. */
  enlarge(): void;
  close(): void;
}

/** Mounts one in memory; null where that is not permitted (it takes root on Linux). */
export function openSmallDisk(size: string): SmallDisk | null {
  const folder = openFolder();
  const mount = (...args: string[]): void => void execFileSync('mount', args, { stdio: 'pipe' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder.path);
  } catch {
    folder.close();
    return null;
  }
  return {
    path: folder.path,
    enlarge: () => mount('-o', 'remount,size=64m', folder.path),
    close: () => {
      // Lazily: a database lets go of its file only when its last statement is collected.
      execFileSync('umount', ['-l', folder.path], { stdio: 'pipe' });
      folder.close();
    },
  };
}
