import { sha256 } from './digest.js';

// How the shell comes and goes: shell.ts answers from it.

/** @param keys address of a file → what it is kept under, which ends with its revision. Resolves when all files are in; one that is wrong fails the installation, and the older version stays. */
export async function fill(name: string, keys: ReadonlyMap<string, string>): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all([...keys].map(async ([url, key]) => {
    const response = await caches.match(key) || await fetchChecked(url, key.slice(url.length + 1));
    await cache.put(key, response);
  }));
}

async function fetchChecked(url: string, revision: string): Promise<Response> {
  const response = await fetch(url, { cache: 'reload' });
  const bytes = await response.clone().arrayBuffer();
  if (!response.ok || !(await sha256(bytes)).startsWith(revision)) throw new Error(`${url} is not the file that this version is made of`);
  return response;
}

/** Clears the shells of other versions. */
export async function clearOlder(prefix: string, mine: string): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== mine).map((name) => caches.delete(name)));
}
