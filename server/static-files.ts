import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { chooseEncoding, compress, type Encoding } from './compression.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.map': 'application/json',
};
const COMPRESSIBLE = /^(text\/|application\/|image\/svg)/;
/** The build writes the content's hash into the names of scripts. */
const HASHED = /-[\w-]{8}\.js$/;

interface StaticFile {
  readonly modified: number;
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly etag: string;
  readonly packed: Map<Encoding, Uint8Array>;
}

/** Answers with a file below `root`; null: there is none. `path` is relative, decoded; a folder's is its index.html. */
export type StaticFiles = (path: string, request: Request) => Promise<Response | null>;

/** Files as the build left them. Each is read once, and packed once per encoding, until it changes on the disk. */
export function staticFiles(root: string): StaticFiles {
  const kept = new Map<string, StaticFile>();
  return async (path, request) => {
    const name = normalize(path === '' || path.endsWith('/') ? `${path}index.html` : path);
    if (name.includes('\0') || name === '..' || name.startsWith(`..${sep}`) || name.startsWith(sep)) return null;
    const file = await current(kept, root, name);
    return file && send(file, name, request);
  };
}

async function current(kept: Map<string, StaticFile>, root: string, name: string): Promise<StaticFile | null> {
  const path = join(root, name);
  const found = await stat(path).catch(() => null);
  const type = TYPES[extname(name)];
  if (!found?.isFile() || type === undefined) return null;
  const there = kept.get(name);
  if (there?.modified === found.mtimeMs) return there;
  const bytes = await readFile(path);
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const file = { modified: found.mtimeMs, bytes, type, etag, packed: new Map() };
  kept.set(name, file);
  return file;
}

function send(file: StaticFile, name: string, request: Request): Response {
  const compressible = COMPRESSIBLE.test(file.type) && file.bytes.byteLength > 512;
  const encoding = compressible ? chooseEncoding(request.headers.get('Accept-Encoding') ?? undefined, ['br', 'gzip']) : undefined;
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ''}"`;
  const headers = new Headers({
    'Content-Type': file.type, ETag: etag,
    'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (compressible) headers.set('Vary', 'Accept-Encoding');
  if (request.headers.get('If-None-Match')?.split(/\s*,\s*/).some((tag) => tag.replace(/^W\//, '') === etag)) return new Response(null, { status: 304, headers });
  const bytes = encoding ? packed(file, encoding) : file.bytes;
  if (encoding) headers.set('Content-Encoding', encoding);
  headers.set('Content-Length', String(bytes.byteLength));
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

function packed(file: StaticFile, encoding: Encoding): Uint8Array {
  const there = file.packed.get(encoding);
  if (there) return there;
  const bytes = compress(file.bytes, encoding);
  file.packed.set(encoding, bytes);
  return bytes;
}
