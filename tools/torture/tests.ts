import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/folder.js';

/** All tests whose path contains that, those that are too long for `npm test` included. Resolves to whether all passed. */
export function runTests(path: string): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'tools/test.mjs'), path], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0)));
}
