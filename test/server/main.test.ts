import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PairReply } from '../../domain/wire.js';
import { makeKeys, pairRequest } from './device.js';
import { addressOf, install } from './installed.js';
import type { Program } from '../program.js';

const RUNNING = 'Ctrl+C stops the control panel.';

async function stop(program: Program): Promise<number | null> {
  program.child.kill('SIGTERM');
  return program.ended;
}

test('the first start prints addresses, the owner’s link, a pairing code and the sample’s PINs', async () => {
  const holdfast = await install();
  const program = holdfast.start();
  await program.says(RUNNING);
  const base = addressOf(program);
  const output = program.output();
  assert.match(output, new RegExp(`${base}/panel/\\n`));
  assert.match(output, new RegExp(`${base}/panel/#/setup/[\\w-]{43}\\n`));
  assert.match(output, /pairing code[^\n]*\n\n {2}[2-9A-Z]{4}-[2-9A-Z]{4}\n/);
  assert.match(output, /Asha Nair +1234\n/);
  assert.is(await stop(program), 0);
  holdfast.close();
});

test('both pages and the health check answer over the socket', async () => {
  const holdfast = await install();
  const program = holdfast.start();
  await program.says(RUNNING);
  const base = addressOf(program);
  assert.match(await (await fetch(`${base}/`)).text(), /<title>register/);
  assert.match(await (await fetch(`${base}/panel`)).text(), /<title>panel/);
  assert.equal(await (await fetch(`${base}/health`)).json(), { ok: true });
  await stop(program);
  holdfast.close();
});

test('the printed code pairs a device over the socket', async () => {
  const holdfast = await install();
  const program = holdfast.start();
  await program.says(RUNNING);
  const code = /\n {2}([2-9A-Z]{4}-[2-9A-Z]{4})\n/.exec(program.output())?.[1] ?? '';
  const pairing = pairRequest(code, await makeKeys());
  const response = await fetch(`${addressOf(program)}/register/api/pair`, { method: 'POST', headers: pairing.headers, body: await pairing.text() });
  assert.is((await response.json() as PairReply).name, 'Front counter');
  await stop(program);
  holdfast.close();
});

test('a body of 10 MB is refused over the socket too, announced or not', async () => {
  const holdfast = await install();
  const program = holdfast.start();
  await program.says(RUNNING);
  const url = `${addressOf(program)}/register/api/pair`;
  const headers = { 'Holdfast-Protocol': '1' };
  const announced = await fetch(url, { method: 'POST', headers, body: 'x'.repeat(10_000_000) });
  assert.is(announced.status, 413);
  const chunks = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 10; i++) controller.enqueue(new Uint8Array(1_000_000));
      controller.close();
    },
  });
  const streamed = await fetch(url, { method: 'POST', headers, body: chunks, duplex: 'half' } as RequestInit);
  assert.is(streamed.status, 413);
  assert.is((await fetch(`${addressOf(program)}/health`)).status, 200);
  await stop(program);
  holdfast.close();
});

test('a second start prints a fresh owner’s link, and the older one ends', async () => {
  const holdfast = await install();
  const links: string[] = [];
  for (let i = 0; i < 2; i++) {
    const program = holdfast.start();
    await program.says(RUNNING);
    links.push(/#\/setup\/([\w-]+)/.exec(program.output())?.[1] ?? '');
    if (i === 1) {
      const setUp = (token: string) => fetch(`${addressOf(program)}/panel/api/setup`, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, name: 'Olive', email: 'olive@shop.test', password: 'a long password' }),
      });
      assert.is((await setUp(links[0] ?? '')).status, 410);
      assert.is((await setUp(links[1] ?? '')).status, 200);
    }
    await stop(program);
  }
  assert.is.not(links[0], links[1]);
  const third = holdfast.start();
  await third.says(RUNNING);
  assert.not.match(third.output(), '/setup/');
  assert.not.match(third.output(), '1234');
  assert.match(third.output(), /Sign in to the control panel/);
  await stop(third);
  holdfast.close();
});

test('a port in use is one sentence and exit code 1', async () => {
  const holdfast = await install();
  const other = createServer();
  const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => {
    const address = other.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  }));
  const program = holdfast.start({ PORT: String(port) });
  assert.is(await program.ended, 1);
  assert.is(program.output(), `Port ${port} is in use by another program (or by a control panel that runs already): end it, or take another port, like PORT=${port + 1}.\n`);
  other.close();
  holdfast.close();
});

test('settings that cannot be meant are one sentence and exit code 1', async () => {
  const holdfast = await install();
  for (const [env, sentence] of [
    [{ PORT: 'http' }, /^PORT must be a whole number from 0 to 65535, not "http": [^\n]*\n$/],
    [{ PORT: '70000' }, /^PORT must be/],
    [{ HOST: '203.0.113.9' }, /^HOST 203\.0\.113\.9 is no address of this machine: [^\n]*\n$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of [^\n]*\n$/],
  ] as const) {
    const program = holdfast.start(env);
    assert.is(await program.ended, 1);
    assert.match(program.output(), sentence);
  }
  holdfast.close();
});

test('a data folder below a file is one sentence and exit code 1', async () => {
  const holdfast = await install();
  holdfast.folder.write('file', 'not a folder');
  const program = holdfast.start({ DATA_DIR: join(holdfast.folder.path, 'file', 'data') });
  assert.is(await program.ended, 1);
  assert.match(program.output(), /^The data folder [^\n]* is not a folder, because a file is in the way: [^\n]*\n$/);
  holdfast.close();
});

test('a data folder without permission is one sentence and exit code 1', async () => {
  const holdfast = await install();
  mkdirSync(holdfast.dataDir);
  chmodSync(holdfast.dataDir, 0o500);
  // Root may write everywhere: as root this is tried as nobody, who may read the program but not write the data.
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  chmodSync(holdfast.folder.path, 0o755);
  const { status, stderr } = spawnSync(process.execPath, [join(holdfast.folder.path, 'dist', 'server', 'main.js')], {
    cwd: holdfast.folder.path, encoding: 'utf8', env: { ...process.env, DATA_DIR: holdfast.dataDir, PORT: '0' }, ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  });
  assert.match(stderr, /^The data folder [^\n]* may not be written by this user: [^\n]*\n$/);
  assert.is(status, 1);
  holdfast.close();
});

test('a database file that may only be read is one sentence and exit code 1', async () => {
  const holdfast = await install();
  const first = holdfast.start();
  await first.says(RUNNING);
  await stop(first);
  const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
  if (nobody !== undefined) chownSync(holdfast.dataDir, nobody, nobody);
  chmodSync(holdfast.folder.path, 0o755);
  chmodSync(join(holdfast.dataDir, 'holdfast.db'), 0o400);
  const { status, stderr } = spawnSync(process.execPath, [join(holdfast.folder.path, 'dist', 'server', 'main.js')], {
    cwd: holdfast.folder.path, encoding: 'utf8', env: { ...process.env, DATA_DIR: holdfast.dataDir, PORT: '0' }, ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  });
  assert.match(stderr, /^The database [^\n]* cannot be opened for writing [^\n]*: check who owns it and its folder\.\n$/);
  assert.is(status, 1);
  holdfast.close();
});

test('a file that is no database is one sentence and exit code 1, and stays as it is', async () => {
  const holdfast = await install();
  const text = 'Dear diary, this is not a database. '.repeat(200);
  mkdirSync(holdfast.dataDir);
  writeFileSync(join(holdfast.dataDir, 'holdfast.db'), text);
  const program = holdfast.start();
  assert.is(await program.ended, 1);
  assert.match(program.output(), /^The file [^\n]* is not a Holdfast database: [^\n]*\n$/);
  assert.is(readFileSync(join(holdfast.dataDir, 'holdfast.db'), 'utf8'), text);
  holdfast.close();
});

test('requests are logged as JSON on request, without the query', async () => {
  const holdfast = await install();
  const program = holdfast.start({ LOG_LEVEL: 'info' });
  await program.says(RUNNING);
  await fetch(`${addressOf(program)}/health?secret=1`);
  await stop(program);
  const lines = program.output().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { msg: string; path?: string; status?: number });
  const found = lines.find((line) => line.msg === 'request');
  assert.is(found?.path, '/health');
  assert.is(found?.status, 200);
  assert.not.match(program.output(), 'secret');
  holdfast.close();
});

test('on SIGTERM a request that is under way is answered first', async () => {
  const holdfast = await install();
  const program = holdfast.start({ LOG_LEVEL: 'info' });
  await program.says(RUNNING);
  const posted = request(`${addressOf(program)}/register/api/pair`, { method: 'POST', headers: { 'Holdfast-Protocol': '1', Expect: '100-continue', 'Content-Length': 14 } });
  const answered = once(posted, 'response') as Promise<[IncomingMessage]>;
  const begun = once(posted, 'continue');
  posted.flushHeaders();
  await begun;
  program.child.kill('SIGTERM');
  await program.says('"stopping"');
  posted.end('{"protocol":1}');
  const [response] = await answered;
  assert.is(response.statusCode, 422);
  response.resume();
  assert.is(await program.ended, 0);
  holdfast.close();
});

test.run();
