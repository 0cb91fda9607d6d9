import { symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT, openFolder } from '../folder.js';
import { runNode } from '../program.js';

const START = `import { test } from 'uvu';\nimport * as assert from 'uvu/assert';\n`;
const PASSING = `${START}test('one', () => assert.is(1, 1));\ntest('two', () => assert.is(2, 2));\ntest.run();\n`;

/** Runs the runner over the given test files in a folder of their own. */
async function run(files: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string; lastLine: string }> {
  const folder = openFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
  folder.write('package.json', '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) folder.write(`test/${name}`, text);
  // With a filter, the check of the types is left out: there are none here.
  const result = await runNode([join(ROOT, 'tools/test.mjs'), 'test/'], { cwd: folder.path, env });
  folder.close();
  return { ...result, lastLine: result.output.trimEnd().split('\n').at(-1) ?? '' };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}

test('passing files: their counts are added up alone on the last line, and the exit code is 0', async () => {
  const { code, lastLine } = await run({ 'a.test.ts': PASSING, 'deep/b.test.ts': PASSING });
  assert.is(lastLine, '4 passed, 0 failed');
  assert.is(code, 0);
});

test('a failing test is counted, its file is shown in full, and the exit code is 1', async () => {
  const { code, lastLine, output } = await run({ 'a.test.ts': PASSING, 'b.test.ts': `${START}test('wrong', () => assert.is(1, 2, 'one is not two'));\ntest('right', () => {});\ntest.run();\n` });
  assert.is(lastLine, '3 passed, 1 failed');
  assert.is(code, 1);
  assert.match(output, /FAIL {2}test\/b\.test\.ts/);
  assert.match(output, /one is not two/);
});

test('a file that throws while it is imported is one failure', async () => {
  const { code, lastLine, output } = await run({ 'a.test.ts': `throw new Error('broken at the start');` });
  assert.is(lastLine, '0 passed, 1 failed');
  assert.is(code, 1);
  assert.match(output, /crashed: exit code 1/);
  assert.match(output, /broken at the start/);
});

test('a file that never calls run() is one failure', async () => {
  const { code, lastLine, output } = await run({ 'a.test.ts': `${START}test('forgotten', () => {});\n`, 'b.test.ts': PASSING });
  assert.is(lastLine, '2 passed, 1 failed');
  assert.is(code, 1);
  assert.match(output, /ran nothing/);
});

test('a suite without tests is one failure', async () => {
  const { lastLine } = await run({ 'a.test.ts': `${START}test.run();\n` });
  assert.is(lastLine, '0 passed, 1 failed');
});

test('a test that throws something that is not an Error is a failure', async () => {
  const { code, lastLine } = await run({ 'a.test.ts': `${START}test('odd', () => { throw undefined; });\ntest.run();\n` });
  assert.is(lastLine, '0 passed, 1 failed');
  assert.is(code, 1);
});

test('a test that waits for ever with nothing to do is a failure', async () => {
  const { code, lastLine } = await run({ 'a.test.ts': `${START}test('stuck', () => new Promise(() => {}));\ntest.run();\n` });
  assert.is(lastLine, '0 passed, 1 failed');
  assert.is(code, 1);
});

test('a file that hangs is ended at its time limit and is one failure', async () => {
  const hanging = `${START}test('hangs', () => new Promise(() => { setInterval(() => {}, 1000); }));\ntest.run();\n`;
  const { code, lastLine, output } = await run({ 'a.test.ts': hanging }, { HOLDFAST_TEST_LIMIT: '2' });
  assert.is(lastLine, '0 passed, 1 failed');
  assert.is(code, 1);
  assert.match(output, /did not end within 2 s/);
});

test('a file that leaves something open after its tests is one failure more, and what a hanging file has started is ended with it', async () => {
  const child = `require('node:http').createServer().listen(0, '127.0.0.1', function () { console.log('listening on ' + this.address().port + '.'); })`;
  const parent = `import { spawn } from 'node:child_process';\nspawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });\n`;
  // Long enough to get through the tests and to listen on a machine that is busy.
  const { lastLine, output } = await run({ 'a.test.ts': `setInterval(() => {}, 1000);\n${PASSING}`, 'b.test.ts': parent }, { HOLDFAST_TEST_LIMIT: '12' });
  assert.is(lastLine, '2 passed, 2 failed');
  assert.match(output, /something is left open/);
  const port = Number(/listening on (\d+)/.exec(output)?.[1]);
  assert.ok(port > 0, output);
  assert.is(await answers(port), false);
});

test('an exit code without a failing test is a failure', async () => {
  const { code, lastLine, output } = await run({ 'a.test.ts': `${PASSING}process.on('exit', () => { process.exitCode = 3; });\n` });
  assert.is(lastLine, '2 passed, 1 failed');
  assert.is(code, 1);
  assert.match(output, /exit code 3 without a failing test/);
});

test('counts that a test prints itself are not taken for the summary', async () => {
  const { lastLine } = await run({ 'a.test.ts': `console.log('  Total:     9\\n  Passed:    9\\n  Skipped:   0\\n');\n${PASSING}` });
  assert.is(lastLine, '2 passed, 0 failed');
});

test('skipped tests are said on a line of their own, before the last', async () => {
  const { code, lastLine, output } = await run({ 'a.test.ts': `${START}test.skip('later', () => {});\ntest('now', () => {});\ntest.run();\n` });
  assert.match(output, /^skipped: 1 in test\/a\.test\.ts$/m);
  assert.is(lastLine, '1 passed, 0 failed');
  assert.is(code, 0);
});

test('when nothing runs, the exit code is 1', async () => {
  const { code, lastLine } = await run({});
  assert.is(lastLine, '0 passed, 0 failed');
  assert.is(code, 1);
});

test('colours asked for by the environment do not spoil the counts', async () => {
  const { code, lastLine } = await run({ 'a.test.ts': PASSING }, { FORCE_COLOR: '1' });
  assert.is(lastLine, '2 passed, 0 failed');
  assert.is(code, 0);
});

test.run();
