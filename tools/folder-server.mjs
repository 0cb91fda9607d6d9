import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png',
};

/**
 * A static file host, and no more than that: a folder's files at a path, by their names.
 * @param path begins and ends with a slash
 * @param types what differs from the usual, by name or ending
 * @param otherwise answers what is not below `path` (Node's listener); without it that is a 404
 * @returns Node's server, not listening yet
 */
export function folderServer(folder, { path = '/', types = {}, otherwise } = {}) {
  return createServer(async (request, response) => {
    const asked = new URL(request.url ?? '/', 'http://host').pathname;
    if (!asked.startsWith(path) && otherwise) return otherwise(request, response);
    const name = nameOf(asked, path);
    const bytes = name === null ? null : await readFile(join(folder, name)).catch(() => null);
    if (bytes === null || !['GET', 'HEAD'].includes(request.method)) {
      response.writeHead(bytes === null ? 404 : 405, { 'Content-Type': 'text/plain' }).end('There is nothing at this address.\n');
      return;
    }
    const type = types[name] ?? types[extname(name)] ?? TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
}

/** A file's name below the folder; null for what is not below the path, or would lead out of the folder. */
function nameOf(asked, path) {
  if (!asked.startsWith(path)) return null;
  let name;
  try {
    name = normalize(decodeURIComponent(asked.slice(path.length)) || '.');
  } catch {
    return null;
  }
  if (name.includes('\0') || name === '..' || name.startsWith(`..${sep}`) || name.startsWith(sep)) return null;
  return name === '.' || name.endsWith(sep) ? join(name, 'index.html') : name;
}
