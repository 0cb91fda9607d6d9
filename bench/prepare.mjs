/**
 * Installs the bench's own packages, exactly those of its package-lock.json, once. No package's own scripts run, so
 * nothing is downloaded but the packages. npm runs this before the bench.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const mark = `${folder}node_modules/.installed-from`;
const lock = createHash('sha256').update(readFileSync(`${folder}package-lock.json`)).digest('hex');
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
  console.error('Installing what Holdfast is compared with (once; it takes a minute).');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('npm could not install the packages in bench/. Connect to the network, and run the command again.');
    process.exit(1);
  }
  writeFileSync(mark, lock);
}
