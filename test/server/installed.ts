import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openFolder, ROOT, type Folder } from '../folder.js';
import { startNode, type Program } from '../program.js';

/** Holdfast's server as `npm start` runs it, built into a folder of its own, with pages of one line. */
export interface Installed {
  readonly folder: Folder;
  /** A data folder below it that is not made yet. */
  readonly dataDir: string;
  /** Starts it, on any free port of 127.0.0.1 unless `env` says otherwise; `stderr` is an open file. */
  start(env?: NodeJS.ProcessEnv, stderr?: number): Program;
  close(): void;
}

export async function install(): Promise<Installed> {
  const folder = openFolder();
  const main = join(folder.path, 'dist', 'server', 'main.js');
  await build({ entryPoints: [join(ROOT, 'server', 'main.ts')], outfile: main, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external' });
  symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'), 'dir');
  writeFileSync(join(folder.path, 'package.json'), '{"type":"module"}');
  for (const name of ['register', 'panel']) {
    mkdirSync(join(folder.path, 'dist', name), { recursive: true });
    writeFileSync(join(folder.path, 'dist', name, 'index.html'), `<!doctype html><title>${name}</title>`);
  }
  cpSync(join(ROOT, 'static', 'demo'), join(folder.path, 'static', 'demo'), { recursive: true });
  const dataDir = join(folder.path, 'data');
  return {
    folder, dataDir,
    start: (env = {}, stderr) => startNode([main], {
      cwd: folder.path, env: { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...env }, ...(stderr === undefined ? {} : { stderr }),
    }),
    close: () => folder.close(),
  };
}

/** The address that it printed: `http://127.0.0.1:41234`. */
export function addressOf(program: Program): string {
  const found = /(http:\/\/\S+:\d+)\/register\//.exec(program.output())?.[1];
  if (found === undefined) throw new Error(`no address in:\n${program.output()}`);
  return found;
}
