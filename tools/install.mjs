import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT, Stop, run, tail } from './run.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.holdfast-installed');

/** Is node_modules what package-lock.json says, for this platform? */
export function isInstalled() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') === stamp() : installedByHand();
}

/** Installs exactly what package-lock.json names; no package's own scripts run. Throws `Stop`. */
export async function install(say) {
  if (!existsSync(LOCK)) throw new Stop('package-lock.json is missing: this is not a whole clone of Holdfast. Clone it again.');
  say('Installing packages (once; it takes a minute).');
  // --include=dev: NODE_ENV=production would leave out what the build needs.
  const common = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'];
  const clean = await npm(['ci', ...common]);
  if (clean.code !== 0) {
    refuseWithoutNetwork(clean.output);
    say(`npm ci failed; trying npm install instead. npm said:\n${tail(clean.output, 5)}`);
    const plain = await npm(['install', '--no-save', ...common]);
    refuseWithoutNetwork(plain.output, plain.code);
    if (plain.code !== 0) throw new Stop(`npm could not install the packages. Mend what it says here, then run the command again:\n${tail(plain.output)}`);
  }
  // Last: an installation that was cut off has no stamp and starts again.
  writeFileSync(STAMP, stamp());
}

function stamp() {
  return `${process.platform}-${process.arch} ${createHash('sha256').update(readFileSync(LOCK)).digest('hex')}\n`;
}

/** npm's own record of what it put into node_modules, for those who ran `npm ci` themselves. */
function installedByHand() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  try {
    const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
    const wanted = Object.entries(JSON.parse(readFileSync(LOCK, 'utf8')).packages);
    return wanted.every(([path, { version, optional }]) => path === '' || (installed[path] ? installed[path].version === version : optional === true));
  } catch {
    return false; // a record cut off in the middle
  }
}

async function npm(args) {
  const own = process.env.npm_execpath;
  // Started by npm: the very same npm, without a shell between.
  if (own && /^npm(-cli)?\.c?js$/.test(basename(own))) return run(process.execPath, [own, ...args]);
  const result = await run('npm', args, { shell: process.platform === 'win32' });
  if (/ENOENT/.test(result.output) && result.code === null) throw new Stop('npm was not found. It comes with Node: install Node 20 or newer from https://nodejs.org and run the command again.');
  return result;
}

function refuseWithoutNetwork(output, code = 1) {
  if (code === 0 || !/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EIDLETIMEOUT/.test(output)) return;
  throw new Stop(`The package registry cannot be reached (${/E[A-Z]*(?:FOUND|AGAIN|REFUSED|RESET|TIMEDOUT|UNREACH|TIMEOUT)/.exec(output)?.[0]}). Connect to the network, or set npm's proxy or registry, and run the command again.`);
}
