import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Folder {
  readonly path: string;
  /** Writes a file below it, making the folders above. */
  write(name: string, text: string): void;
  /** Removes it with all that is in it. */
  close(): void;
}

/** A temporary folder of the test's own. */
export function openFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-'));
  return {
    path,
    write: (name, text) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    close: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }),
  };
}
