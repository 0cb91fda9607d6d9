import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from './database.js';

/** Where the program's own files are, whether it runs built (dist/server) or from its sources. */
export interface Places {
  /** Built pages of the register and of the panel. */
  readonly register: string;
  readonly panel: string;
  /** The sample shop. */
  readonly sample: string;
}

/** Throws {@link StartError} when the pages are not built. */
export function findPlaces(): Places {
  const root = rootAbove(dirname(fileURLToPath(import.meta.url)));
  const places = { register: join(root, 'dist', 'register'), panel: join(root, 'dist', 'panel'), sample: join(root, 'static', 'demo') };
  for (const folder of [places.register, places.panel]) {
    if (!existsSync(join(folder, 'index.html'))) throw new StartError(`The pages in ${folder} are not built: run npm run build, and start again.`);
  }
  return places;
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new StartError('The folder of Holdfast cannot be found: start it from a complete copy.');
  return rootAbove(above);
}
