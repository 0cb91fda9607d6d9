import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/folder.js';

/** How long one file may take, in s: several browsers in turn, on a machine that has other work. */
const LIMIT = '900';

/** All tests whose path contains that, those that are too long for `npm test` included. Resolves to whether all passed. */
export function runTests(path: string): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'tools/test.mjs'), path], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, HOLDFAST_TEST_LIMIT: process.env['HOLDFAST_TEST_LIMIT'] ?? LIMIT } });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0)));
}
