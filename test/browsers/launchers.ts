import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { findBrowser } from '../../tools/browser.mjs';
import { oldChromium } from '../../tools/old-chromium.mjs';
import { openChromium } from './chromium.js';
import { openFirefox, type Settings } from './firefox.js';
import { openWebKit } from './webkit.js';
import type { Launcher } from './wire.js';

// Which browsers can be had on this machine. One that cannot be is no failure: whoever asks gets a sentence.

export async function chromiumOf(version: 79 | 80 | 92): Promise<Launcher> {
  const program = await oldChromium(version);
  return 'whyNot' in program ? program : { launch: (size) => openChromium(program, size) };
}

/** @param flags of its command line. */
export function todaysChromium(...flags: readonly string[]): Launcher {
  const path = findBrowser();
  return path ? { launch: (size) => openChromium({ path }, size, flags) } : { whyNot: 'No Chrome, Chromium or Edge is installed here.' };
}

/** Its worker is stopped as soon as it is at rest, over and over, as on a busy device. @param settings of about:config. */
export function firefox(settings: Settings = {}): Launcher {
  const path = programs('firefox-esr', 'firefox');
  return path ? { launch: (size) => openFirefox(path, size, { 'dom.serviceWorkers.idle_timeout': 1000, 'dom.serviceWorkers.idle_extended_timeout': 1000, ...settings }) } : { whyNot: 'Firefox is not installed here: apt-get install firefox-esr.' };
}

export function webKit(): Launcher {
  const has = programs('WebKitWebDriver') && programs('Xvfb') && spawnSync('/usr/bin/python3', ['-c', 'import gi; gi.require_version("WebKit2", "4.1")']).status === 0;
  return has ? { launch: openWebKit } : { whyNot: 'WebKitGTK is not installed here: apt-get install webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb.' };
}

/** The path of the first that is installed. */
export function programs(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
