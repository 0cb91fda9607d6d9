import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runNode, startNode, type Program } from '../test/program.js';
import { connect, type RemoteDevice } from './device.js';
import { BENCH, ROOT, WORK } from './places.js';
import { catalogueCsv, MAP } from './rows.js';

/** A real control panel, built and running, with a real catalogue in it. */
export interface BenchShop {
  /** With a slash at its end. */
  readonly url: string;
  readonly dataDir: string;
  /** Process id, for its memory. */
  pid(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs a command of the panel's command line; resolves to what it printed. */
  holdfast(...args: readonly string[]): Promise<string>;
  /** Imports a CSV. */
  importCsv(csv: string, map: string): Promise<void>;
  /** A new pairing code for the register of this name, which is made when it is not there. */
  pairingCode(register?: string): Promise<string>;
  /** A register without a browser. */
  device(register: string): Promise<RemoteDevice>;
  close(): Promise<void>;
}

const SITE = join(WORK, 'site');

/** Opens a shop with so many products (and the sample shop's). The catalogue is imported once per version of the panel; each shop is a copy. */
export async function openShop(products: number): Promise<BenchShop> {
  makeSite();
  const dataDir = join(WORK, `data-${process.pid}-${opened++}`);
  cpSync(await template(products), dataDir, { recursive: true });
  return shopOn(dataDir);
}

let opened = 0;

/** The built program as it is, with the bench's pages beside the register's: peers that send to the panel need its origin. */
function makeSite(): void {
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  cpSync(join(ROOT, 'dist'), join(SITE, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'static', 'demo'), join(SITE, 'static', 'demo'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(SITE, 'node_modules'), 'dir');
  writeFileSync(join(SITE, 'package.json'), '{"type":"module"}');
  if (existsSync(join(WORK, 'pages'))) cpSync(join(WORK, 'pages'), join(SITE, 'dist', 'register', 'bench'), { recursive: true });
}

async function template(products: number): Promise<string> {
  const path = join(WORK, 'shops', `${products}-${versionOf(['bench/rows.ts', 'server', 'domain'])}`);
  if (existsSync(path)) return path;
  console.error(`making a shop with ${products} products`);
  const making = `${path}.making`;
  rmSync(making, { recursive: true, force: true });
  const shop = await shopOn(making);
  await shop.importCsv(catalogueCsv(products), MAP);
  // The first manifest makes the documents: no register waits for that later.
  await (await shop.device('Office')).manifest();
  await shop.stop();
  renameSync(making, path);
  return path;
}

async function shopOn(dataDir: string): Promise<BenchShop> {
  const port = await freePort();
  let running: Program | null = null;
  const holdfast = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await runNode([join(SITE, 'dist/server/cli.js'), ...args], { cwd: SITE, env: { DATA_DIR: dataDir } });
    if (code !== 0) throw new Error(`holdfast ${args.join(' ')} ended with ${code}:\n${output}`);
    return output;
  };
  const start = async (): Promise<void> => {
    if (running) return;
    running = startNode([...(process.env['BENCH_PROFILE'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['BENCH_PROFILE']] : []), join(SITE, 'dist/server/main.js')], { cwd: SITE, env: { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) } });
    await running.says('Ctrl+C stops the control panel');
  };
  const stop = async (): Promise<void> => {
    const ending = running;
    running = null;
    ending?.child.kill('SIGTERM');
    await ending?.ended;
  };
  const pairingCode = async (register = 'Front counter'): Promise<string> => {
    const made = await holdfast('pairing-code', register).catch(() => holdfast('add-register', register));
    const code = /^([A-Z0-9]{4}-[A-Z0-9]{4})$/m.exec(made)?.[1];
    if (code === undefined) throw new Error(`no pairing code in:\n${made}`);
    return code;
  };
  // A script that fails in the middle leaves no panel behind.
  process.on('exit', () => running?.kill());
  await start();
  return {
    url: `http://127.0.0.1:${port}/`, dataDir, start, stop, holdfast, pairingCode,
    pid: () => running?.child.pid ?? 0,
    importCsv: async (csv, map) => {
      const file = join(WORK, `import-${process.pid}.csv`);
      writeFileSync(file, csv);
      await holdfast('import-products', file, '--map', map);
      rmSync(file);
    },
    device: async (register) => connect(`http://127.0.0.1:${port}`, await pairingCode(register)),
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function versionOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) readdirSync(path).sort().forEach((name) => add(join(path, name)));
    else hash.update(path.slice(BENCH.length - 5)).update(readFileSync(path));
  };
  paths.forEach((path) => add(join(ROOT, path)));
  return hash.digest('hex').slice(0, 12);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
