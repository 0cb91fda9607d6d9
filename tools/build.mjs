import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT, Stop, run, tail } from './run.mjs';

const SOURCES = ['domain', 'app', 'sw', 'static', 'words', 'server', 'panel', 'tools/demo-shop.mjs', 'tools/words.mjs', 'rollup.config.mjs', 'package-lock.json'];
const RESULTS = ['dist/register/index.html', 'dist/register/sw.js', 'dist/demo/index.html', 'dist/demo/sw.js', 'dist/panel/index.html', 'dist/server/main.js', 'dist/server/cli.js'];
const STAMP = join(ROOT, 'dist', '.built-from');

/** Is dist/ built from the sources as they are now? */
export function isBuilt() {
  return existsSync(STAMP) && RESULTS.every((path) => existsSync(join(ROOT, path))) && readFileSync(STAMP, 'utf8') === hashOfSources();
}

/** Builds everything into dist/. Throws `Stop` with what the compiler says. */
export async function build(say) {
  say('Building.');
  rmSync(STAMP, { force: true });
  // Taken before: what is edited while it builds is built again the next time.
  const hash = hashOfSources();
  const { code, output } = await run(process.execPath, [join(ROOT, 'node_modules/rollup/dist/bin/rollup'), '-c', '--silent']);
  if (code !== 0) throw new Stop(`The build failed. It says where; mend that and run the command again:\n${tail(said(output))}`);
  writeFileSync(STAMP, hash);
}

/** Over paths and contents: a checkout changes times without changing anything. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesOf).sort()) hash.update(`${path.split(sep).join('/')}\n`).update(readFileSync(join(ROOT, path))).update('\n');
  return hash.digest('hex');
}

function filesOf(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) throw new Stop(`${path} is missing: this is not a whole clone of Holdfast. Clone it again.`);
  return statSync(full).isFile() ? [path] : readdirSync(full).flatMap((name) => filesOf(join(path, name)));
}

/** What the compiler says, without where in its own code it said it. */
function said(output) {
  return stripVTControlCharacters(output).split('\n').filter((line) => !line.startsWith('    at ')).join('\n');
}
