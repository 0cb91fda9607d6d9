import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { clearOlder, fill } from '../../sw/install.js';
import { sha256 } from '../../sw/digest.js';

/** A browser's caches, in memory: named, in the order in which they were made. */
function openCaches(...names: readonly string[]): Map<string, Map<string, Response>> {
  const all = new Map(names.map((name) => [name, new Map<string, Response>()]));
  const matching = (url: string): Response | undefined => [...all.values()].flatMap((cache) => cache.get(url)?.clone() ?? [])[0];
  const storage = {
    keys: async () => [...all.keys()], delete: async (name: string) => all.delete(name), match: async (url: string) => matching(url),
    open: async (name: string) => ({ put: async (url: string, response: Response) => { all.set(name, (all.get(name) ?? new Map<string, Response>()).set(url, response)); } }),
  };
  Object.assign(globalThis, { caches: storage });
  return all;
}

const left = async (mine: string, ...names: readonly string[]): Promise<string[]> => {
  const all = openCaches(...names);
  await clearOlder('till-shell-', mine);
  return [...all.keys()];
};

test('a version clears the shells that were made before its own', async () =>
  assert.equal(await left('till-shell-3', 'till-shell-1', 'pictures', 'till-shell-2', 'till-shell-3'), ['pictures', 'till-shell-3']));

test('the shell of a newer version, which is being installed, stays', async () =>
  assert.equal(await left('till-shell-2', 'till-shell-1', 'till-shell-2', 'till-shell-3'), ['till-shell-2', 'till-shell-3']));

test('a version whose own shell is gone clears nothing', async () => assert.equal(await left('till-shell-2', 'till-shell-1', 'till-shell-3'), ['till-shell-1', 'till-shell-3']));

test('what a proxy says of Vary is not kept: the browser’s own routes would not find the file', async () => {
  const all = openCaches();
  const revision = (await sha256(new TextEncoder().encode('body {}'))).slice(0, 10);
  const headers = { 'content-type': 'text/css', vary: 'User-Agent' };
  Object.assign(globalThis, { fetch: async () => new Response('body {}', { headers }) });
  await fill({} as Parameters<typeof fill>[0], 'till-shell-1', 'https://shop/register/', [`register.css?${revision}`]);
  const kept = all.get('till-shell-1')?.get('https://shop/register/register.css');
  assert.equal([await kept?.text(), kept?.headers.get('content-type'), kept?.headers.get('vary')], ['body {}', 'text/css', null]);
});

test.run();
