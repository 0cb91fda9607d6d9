import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../folder.js';
import { runNode } from '../program.js';

test('the table of docs/reliability.md says what the tests of test/faults say', async () => {
  const printed = await runNode(['--input-type=module', '-e', 'import { renewed } from "./tools/reliability.mjs"; process.stdout.write(renewed())'], { cwd: ROOT });
  assert.is(printed.output, readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8'), 'run: node tools/reliability.mjs');
});

test.run();
