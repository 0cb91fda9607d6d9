import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT, Stop, run, tail } from './run.mjs';

/**
 * The browser for the tests: `HOLDFAST_BROWSER`, else a Chrome, Chromium or Edge that is installed here, else
 * Playwright's own download. Looked up each time: nothing about this machine is written down.
 * @returns the path of its program; null when there is none.
 * @throws Stop when `HOLDFAST_BROWSER` names something that is not there.
 */
export function findBrowser() {
  const named = process.env.HOLDFAST_BROWSER;
  if (named) {
    if (isProgram(named)) return named;
    throw new Stop(`HOLDFAST_BROWSER names ${named}, which is not a program. Set it to the full path of Chrome, Chromium or Edge, or unset it.`);
  }
  return places().find(isProgram) ?? downloaded();
}

/** Finds a browser or gets one. Throws `Stop` when neither can be done. */
export async function ensureBrowser(say) {
  if (findBrowser()) return;
  if (await installFromDebian(say)) return;
  say('No browser for the tests is installed here; downloading Chromium (about 170 MB).');
  const isRootWithApt = isRoot() && existsSync('/usr/bin/apt-get');
  const { output } = await run(process.execPath, [join(ROOT, 'node_modules/playwright-core/cli.js'), 'install', ...(isRootWithApt ? ['--with-deps'] : []), '--no-shell', 'chromium']);
  if (downloaded()) return;
  throw new Stop(`The tests need Chrome, Chromium or Edge, and it could neither be found nor installed. Install one, or set HOLDFAST_BROWSER to its full path, and run the command again. The download said:\n${tail(output, 8)}`);
}

/** On Debian, as root, the distribution's own package comes with all libraries it needs. Ubuntu's is an empty shell around a snap. */
async function installFromDebian(say) {
  const isDebian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (!isDebian || !isRoot() || !existsSync('/usr/bin/apt-get')) return false;
  say('No browser for the tests is installed here; installing Debian\'s: apt-get install chromium.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '-q', 'chromium'], { env });
  if (code !== 0) say(`apt-get could not install it:\n${tail(output, 5)}`);
  return findBrowser() !== null;
}

function places() {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    return ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((path) => roots.map((root) => join(root, path)));
  }
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `Applications/${name}.app/Contents/MacOS/${name}`);
    return apps.flatMap((path) => [join('/', path), join(homedir(), path)]);
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter((folder) => folder.startsWith('/'));
  return ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'].flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Playwright's download, if it was made. */
function downloaded() {
  try {
    const path = createRequire(import.meta.url)('playwright-core').chromium.executablePath();
    return path && isProgram(path) ? path : null;
  } catch {
    return null; // not installed yet
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isRoot() {
  return process.getuid?.() === 0;
}
