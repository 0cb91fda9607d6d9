import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ROOT, openFolder, type Folder } from '../folder.js';
import { runNode, startNode, type Program } from '../program.js';

const ROLLUP = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const results = ['register/index.html', 'register/sw.js', 'demo/index.html', 'demo/sw.js', 'panel/index.html', 'server/cli.js'];
const rest = { name: 'rest', buildStart: () => results.forEach((path) => { mkdirSync('dist/' + path.split('/')[0], { recursive: true }); writeFileSync('dist/' + path, readFileSync('app/index.js')); }) };
export default { input: 'app/index.js', plugins: [rest], output: { file: 'dist/server/main.js' } };
`;

/** A clone of the tools with little to build. Its packages are this clone's own, or not installed at all. */
function openClone(options: { readonly installed: boolean }): Folder {
  const folder = openFolder();
  cpSync(join(ROOT, 'tools'), join(folder.path, 'tools'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(ROOT, name), join(folder.path, name));
  if (options.installed) symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
  for (const name of ['domain', 'sw', 'static', 'words', 'server', 'panel']) folder.write(`${name}/something.txt`, name);
  folder.write('app/index.js', 'console.log("first");\n');
  folder.write('rollup.config.mjs', ROLLUP);
  return folder;
}

const setUp = (folder: Folder, env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> =>
  runNode(['tools/setup.mjs'], { cwd: folder.path, env });

const startSetUp = (folder: Folder, env: NodeJS.ProcessEnv): Program => startNode(['tools/setup.mjs'], { cwd: folder.path, env, group: true });

/** npm with a registry and a cache of the test's own, that gives up at once. */
const npmWith = (folder: Folder, port: number): NodeJS.ProcessEnv => ({
  npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: join(folder.path, 'npm-cache'), npm_config_fetch_retries: '0', npm_config_update_notifier: 'false',
});

/** A registry that takes every request and never answers. */
function openSilence(): Promise<{ readonly port: number; readonly asked: Promise<void>; close(): void }> {
  return new Promise((resolve) => {
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((done) => { ask = done; });
    const server: Server = createServer(() => ask()).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, asked, close: () => { server.closeAllConnections(); server.close(); } });
    });
  });
}

test('the first run builds, the second finds it done and says nothing', async () => {
  const folder = openClone({ installed: true });
  assert.equal(await setUp(folder), { code: 0, output: 'Building.\n' });
  assert.match(readFileSync(join(folder.path, 'dist/server/main.js'), 'utf8'), /first/);
  assert.equal(await setUp(folder), { code: 0, output: '' });
  folder.close();
});

test('a changed source is built again, a new time on it is not', async () => {
  const folder = openClone({ installed: true });
  await setUp(folder);
  utimesSync(join(folder.path, 'app/index.js'), new Date(), new Date());
  assert.is((await setUp(folder)).output, '');
  folder.write('app/index.js', 'console.log("second");\n');
  assert.is((await setUp(folder)).output, 'Building.\n');
  assert.match(readFileSync(join(folder.path, 'dist/server/main.js'), 'utf8'), /second/);
  folder.close();
});

test('a built file that was deleted is built again', async () => {
  const folder = openClone({ installed: true });
  await setUp(folder);
  rmSync(join(folder.path, 'dist/panel'), { recursive: true });
  await setUp(folder);
  assert.ok(existsSync(join(folder.path, 'dist/panel/index.html')));
  folder.close();
});

test('a build that fails says where, and is tried again the next time', async () => {
  const folder = openClone({ installed: true });
  folder.write('app/index.js', 'this is not a script\n');
  const failed = await setUp(folder);
  assert.is(failed.code, 1);
  assert.match(failed.output, /The build failed/);
  assert.match(failed.output, /app\/index\.js/);
  folder.write('app/index.js', 'console.log("mended");\n');
  assert.equal(await setUp(folder), { code: 0, output: 'Building.\n' });
  folder.close();
});

test('nothing but what is wrong is said with --quiet', async () => {
  const folder = openClone({ installed: true });
  const result = await runNode(['tools/setup.mjs', '--quiet'], { cwd: folder.path });
  assert.equal(result, { code: 0, output: '' });
  folder.close();
});

test('an old Node is refused in one sentence', async () => {
  const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.19.0"}})';
  const { code, output } = await runNode(['--import', old, 'tools/setup.mjs'], { cwd: ROOT });
  assert.is(code, 1);
  assert.is(output, 'Holdfast needs Node 20 or newer, and this is Node 18.19.0. Install one from https://nodejs.org and run the command again.\n');
});

test('without a network, one sentence says so, and nothing counts as installed', async () => {
  const folder = openClone({ installed: false });
  const silence = await openSilence();
  silence.close();
  const { code, output } = await setUp(folder, npmWith(folder, silence.port));
  assert.is(code, 1);
  assert.match(output, /^The package registry cannot be reached \(ECONNREFUSED\)\. Connect to the network/m);
  assert.not.ok(existsSync(join(folder.path, 'node_modules/.holdfast-installed')));
  folder.close();
});

test('without npm, one sentence says so', async () => {
  const folder = openClone({ installed: false });
  const { code, output } = await setUp(folder, { PATH: folder.path, npm_execpath: '' });
  assert.is(code, 1);
  assert.match(output, /^npm was not found\. It comes with Node/m);
  folder.close();
});

test('a second set-up waits for the first', async () => {
  const folder = openClone({ installed: false });
  const silence = await openSilence();
  const env = npmWith(folder, silence.port);
  const first = startSetUp(folder, env);
  await silence.asked;
  const second = startSetUp(folder, env);
  await second.says(`Another set-up is at work (process ${first.child.pid})`);
  second.kill();
  first.kill();
  await Promise.all([first.ended, second.ended]);
  silence.close();
  folder.close();
});

test('a set-up that was killed in the middle is in nobody\'s way', async () => {
  const folder = openClone({ installed: false });
  const silence = await openSilence();
  const first = startSetUp(folder, npmWith(folder, silence.port));
  await silence.asked;
  first.kill();
  await first.ended;
  silence.close();
  assert.match((await setUp(folder, npmWith(folder, silence.port))).output, /cannot be reached/);
  folder.close();
});

test('a browser named by HOLDFAST_BROWSER that is not there is refused by its name', async () => {
  const folder = openClone({ installed: true });
  const { code, output } = await runNode(['tools/setup.mjs', '--browser', '--quiet'], { cwd: folder.path, env: { HOLDFAST_BROWSER: join(folder.path, 'no-browser') } });
  assert.is(code, 1);
  assert.match(output, /HOLDFAST_BROWSER names .*no-browser, which is not a program/);
  folder.close();
});

test.run();
