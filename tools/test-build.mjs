import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Makes JavaScript of all test files at once: read by a loader, module by module, most take longer to start than to run.
 * @param {string[]} names paths from the current folder, `test/….test.ts`.
 * @returns {Promise<{ argsOf: (name: string) => string[], remove: () => void }>} what Node is started with for each, and
 *   what takes the JavaScript away. With one that is no TypeScript, each goes through the loader and fails by itself.
 */
export async function buildTests(names) {
  // In the project, so that packages are found from there. Of its own: two runs at once are two builds.
  const out = join(process.cwd(), '.build', `tests-${process.pid}`);
  const remove = () => rmSync(out, { recursive: true, force: true });
  try {
    await build({
      entryPoints: names, outdir: out, outbase: process.cwd(), outExtension: { '.js': '.mjs' }, bundle: true,
      platform: 'node', format: 'esm', target: 'node20', sourcemap: true, logLevel: 'silent',
      plugins: [{ name: 'as-it-stands', setup: (setup) => { setup.onResolve({ filter: /^[^./]/ }, stays); setup.onLoad({ filter: /\.m?[jt]s$/ }, ownAddress); } }],
    });
  } catch {
    return { argsOf: (name) => ['--import', 'tsx', name], remove };
  }
  return { argsOf: (name) => ['--enable-source-maps', join(out, name.replace(/\.ts$/, '.mjs'))], remove };
}

/** Packages stay where they are; Workbox's files name each other without their endings, which Node does not find. */
function stays({ path, kind }) {
  return kind === 'entry-point' || /^workbox-/.test(path) ? null : { path, external: true };
}

/** What a file finds beside itself it still finds there. */
function ownAddress({ path }) {
  const text = readFileSync(path, 'utf8');
  return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: path.endsWith('ts') ? 'ts' : 'js' };
}
