import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT } from '../folder.js';
import { runNode, startNode } from '../program.js';

test('it prints an address of this machine, serves the demo there and nothing outside of its folder', async () => {
  const program = startNode(['tools/demo.mjs'], { cwd: ROOT, env: { PORT: '0' } });
  await program.says('Ctrl+C stops it');
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(program.output())?.[0] ?? '';
  const page = await fetch(url);
  assert.equal([page.status, page.headers.get('Content-Type')], [200, 'text/html; charset=utf-8']);
  assert.match(await page.text(), /<title>Holdfast demo<\/title>/);
  assert.is((await fetch(`${url}sw.js`)).headers.get('Content-Type'), 'text/javascript; charset=utf-8');
  for (const path of ['%2e%2e%2fregister/sw.js', '..%2fregister%2fsw.js', 'media/', 'nothing', '%ff']) assert.is((await fetch(url + path)).status, 404, path);
  program.child.kill('SIGTERM');
  assert.is(await program.ended, 0);
});

test('a port in use, and one that is none, are told in one sentence', async () => {
  const program = startNode(['tools/demo.mjs'], { cwd: ROOT, env: { PORT: '0' } });
  await program.says('Ctrl+C stops it');
  const port = /:(\d+)\//.exec(program.output())?.[1] ?? '';
  const second = await runNode(['tools/demo.mjs'], { cwd: ROOT, env: { PORT: port } });
  assert.is(second.code, 1);
  assert.match(second.output, new RegExp(`^Port ${port} is in use[^\n]*PORT=\\d+\\.\n$`));
  program.child.kill('SIGTERM');
  await program.ended;
  assert.equal(await runNode(['tools/demo.mjs'], { cwd: ROOT, env: { PORT: 'x' } }), { code: 1, output: 'PORT must be a number from 0 to 65535, not x.\n' });
});

test.run();
