import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { finish, type Table } from './figures.js';
import { BENCH, ROOT } from './places.js';

// Target 8: what a register loads, and what its parts would weigh from others.

const register = join(ROOT, 'dist/register');
const scripts = readdirSync(register, { recursive: true }).map(String).filter((name) => name.endsWith('.js'));
const page = readFileSync(join(register, 'index.html'), 'utf8');
// What puts the products on the screen comes beside the first script.
const entry = scripts.filter((name) => page.includes(name) || name.startsWith('goods-') || isImported(name, scripts.filter((one) => page.includes(one))));
const isWorker = (name: string): boolean => /^sw\b/.test(name);
const worker = scripts.filter((name) => name === 'sw.js');
const later = scripts.filter((name) => !entry.includes(name) && !isWorker(name));
const seldom = scripts.filter((name) => isWorker(name) && name !== 'sw.js');
const sizes: Record<string, readonly Uint8Array[]> = {
  'page, to the sale screen': entry.map(read), 'page, all': [...entry, ...later].map(read), worker: worker.map(read), 'worker, all': [...worker, ...seldom].map(read),
};
const PEERS = ['dexie', 'pouchdb-browser', 'rxdb/plugins/core', 'rxdb/plugins/storage-dexie', 'minisearch', 'flexsearch', 'fuse.js', '@leeoniya/ufuzzy'];
for (const name of PEERS) sizes[name] = [await bundled(name)];
const runs = (pack: (bytes: Uint8Array) => number): Table['runs'] => Object.fromEntries(Object.entries(sizes).map(([name, files]) => [name, [files.reduce((sum, bytes) => sum + pack(bytes), 0)]]));
const gzip = runs((bytes) => gzipSync(bytes, { level: 9 }).length);
finish({
  script: 'bytes', title: 'What a register loads',
  tables: [
    { title: 'gzipped', unit: 'B', baseline: 'page, to the sale screen', runs: gzip },
    { title: 'brotli', unit: 'B', baseline: 'page, to the sale screen', runs: runs((bytes) => brotliCompressSync(bytes).length) },
    { title: 'as they are', unit: 'B', baseline: 'page, to the sale screen', runs: runs((bytes) => bytes.length) },
  ],
  facts: { 'bytes.page': gzip['page, to the sale screen']?.[0] ?? NaN, 'bytes.worker': gzip['worker']?.[0] ?? NaN },
  notes: ['Peers: their package alone, bundled and minified as the register is.'],
});

function read(name: string): Uint8Array {
  return readFileSync(join(register, name));
}

/** Loaded at once by one of `by`: a static import, not a call. */
function isImported(name: string, by: readonly string[]): boolean {
  return by.some((one) => new RegExp(`(from|import)\\s*["']\\./${name.replace(/[.]/g, '\\.')}["']`).test(readFileSync(join(register, one), 'utf8')));
}

async function bundled(name: string): Promise<Uint8Array> {
  const { outputFiles: [file] } = await build({
    stdin: { contents: `import * as all from '${name}'; globalThis.all = all;`, resolveDir: BENCH }, bundle: true, minify: true, format: 'esm', target: 'chrome80', write: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'self' }, logLevel: 'silent',
  });
  return file?.contents ?? new Uint8Array();
}
