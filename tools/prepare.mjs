import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { ensureBrowser } from './browser.mjs';
import { install, isInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { ROOT } from './run.mjs';

/**
 * Installs, builds and, if asked, sees to a browser, as far as it is not done. Progress goes to stderr: stdout belongs
 * to the command that follows. Throws `Stop`.
 */
export async function prepare({ browser = false, quiet = false } = {}) {
  const say = quiet ? () => undefined : (line) => console.error(line);
  if (!isInstalled() || !isBuilt()) {
    await alone(join(ROOT, '.build', 'setup.lock'), say, async () => {
      // Asked again: whoever held the lock before may have done it.
      if (!isInstalled()) await install(say);
      if (!isBuilt()) await build(say);
    });
  }
  if (browser) await alone(join(ROOT, '.build', 'browser.lock'), say, () => ensureBrowser(say));
}
