import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/folder.js';

/** All of test/faults, what is too long for `npm test` included. Resolves to whether all passed. */
export function makeFaults(): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'tools/test.mjs'), 'test/faults/'], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0)));
}
