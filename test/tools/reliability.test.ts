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

test('every row of the list of faults is in the table', () => {
  const text = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8');
  const ids = ([['C', 15], ['L', 15], ['D', 3], ['N', 2]] as const).flatMap(([letter, count]) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`));
  assert.equal(ids.filter((id) => !text.includes(`\n| ${id} | `)), []);
});

test('no row of the table says that its test has failed, or was not run', () => {
  assert.not.match(readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8'), /\| (FAILED[^|]*|not run) \|/);
});

test.run();
