import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WORK } from './places.js';

/** A bare web server for the peers' pages and for baselines. Any `<name>.localhost` is an origin of its own, with its own storage. */
export interface Host {
  url(name: string): string;
  /** Serves a text at a path, packed beforehand; `plain` serves it as it is. */
  put(path: string, text: string): void;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };
/** Isolated pages have a clock of 5 µs. */
const HEADERS = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cache-Control': 'no-store', 'Service-Worker-Allowed': '/' };

/** Serves `.work/pages`, what is put into it, and 201 to every POST once its JSON has been parsed. */
export async function openHost(): Promise<Host> {
  const kept = new Map<string, { readonly plain: Buffer; readonly gzip: Buffer }>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
    const text = kept.get(pathname);
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id?: string };
        const body = JSON.stringify({ id });
        response.writeHead(201, { ...HEADERS, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
      });
    } else if (text) {
      const packed = !searchParams.has('plain');
      const bytes = packed ? text.gzip : text.plain;
      response.writeHead(200, { ...HEADERS, 'Content-Type': 'application/json', 'Content-Length': bytes.byteLength, ...(packed ? { 'Content-Encoding': 'gzip' } : {}) }).end(bytes);
    } else {
      const file = join(WORK, 'pages', normalize(pathname));
      const found = existsSync(file) && statSync(file).isFile();
      response.writeHead(found ? 200 : 404, { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? 'text/plain' }).end(found ? readFileSync(file) : '');
    }
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name) => `http://${name}.localhost:${port}/`,
    put: (path, text) => void kept.set(path, { plain: Buffer.from(text), gzip: gzipSync(text) }),
    close: () => { server.closeAllConnections(); server.close(); },
  };
}
