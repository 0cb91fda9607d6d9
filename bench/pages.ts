import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';
import { BENCH, WORK } from './places.js';

/** Bundles each script of peers/ as the register's own build does, with a page of the same name around those that are not workers. */
export async function buildPages(): Promise<void> {
  const out = join(WORK, 'pages');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const scripts = readdirSync(join(BENCH, 'peers')).filter((name) => /^(?!lib-).*\.[jt]s$/.test(name));
  await build({
    entryPoints: scripts.map((name) => join(BENCH, 'peers', name)), outdir: out, bundle: true, minify: true, format: 'iife', target: 'chrome80',
    define: { 'process.env.NODE_ENV': '"production"', global: 'self' }, logLevel: 'error',
  });
  for (const script of scripts) {
    const name = basename(script, extname(script));
    if (name.startsWith('worker-')) continue;
    writeFileSync(join(out, `${name}.html`), `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><body><div id="app"></div><script src="${name}.js"></script></body></html>`);
  }
}
