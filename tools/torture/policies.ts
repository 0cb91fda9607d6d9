import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../test/folder.js';

/** Where Debian's Chromium looks for its administrator's wishes. */
const PLACE = '/etc/chromium';

/**
 * A register under real managed policies. They hold for every Chromium of a machine, so this runs in a mount namespace of
 * its own, with a folder of its own in that place: what is written there nobody else sees, and it goes with the namespace
 * whatever happens. Resolves to whether the register did as docs/kiosk.md says.
 */
export async function underPolicies(args: readonly string[]): Promise<boolean> {
  const why = whyNot();
  if (why) {
    console.log(`Policies: not tried. ${why}`);
    return !args.includes('--policies');
  }
  const inside = `mount -t tmpfs policies ${PLACE} && mkdir -p ${PLACE}/policies/managed && exec "$0" --import tsx "$1"`;
  const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', inside, process.execPath, join(ROOT, 'tools/torture/policies-inside.ts')], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', (error) => { console.log(`Policies: not tried. unshare did not start: ${error.message}`); resolve(false); });
    child.on('close', (code) => resolve(code === 0));
  });
}

function whyNot(): string | null {
  if (process.platform !== 'linux' || !existsSync(PLACE)) return `This needs Debian’s Chromium, with ${PLACE}.`;
  return process.getuid?.() === 0 ? null : 'This needs root, to mount a folder over the policies’ in a namespace of its own.';
}
