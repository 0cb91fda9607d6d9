import { Agent, createServer, request as ask, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * What the network does to a request.
 * - `lose-request`: the connection breaks before the panel has heard of it.
 * - `lose-reply`: the panel has done what was asked, and the connection breaks before its answer is through.
 * - `reset-reused`: the same, by a reset, and only on a connection that has carried a request before: what a browser's
 *   network stack takes for an idle connection that was closed, and sends the request again by itself.
 * - `hang`: the panel hears of it, and nobody answers.
 * - `cut`: half of the panel's answer, then the connection breaks. `stall`: half of it, and then nothing more.
 * - `twice`: the panel hears of it two times; the second answer goes back.
 * - an {@link Answer}: somebody else's, in the panel's place.
 */
export type Fault = 'lose-request' | 'lose-reply' | 'reset-reused' | 'hang' | 'cut' | 'stall' | 'twice' | { readonly slow: number } | Answer;

/** An answer that is not the panel's. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers that networks, proxies and portals are known to give. */
export const ANSWERS = {
  'a proxy’s 500 in HTML': { status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>Internal Server Error</h1>' },
  'a proxy’s 502 in HTML': { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' },
  'a 503 in JSON that is not the panel’s': { status: 503, headers: { 'content-type': 'application/json' }, body: '{"message":"no healthy upstream"}' },
  'a log-in page with 200': { status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Log in</title><form action="/login"></form>' },
  'a redirect to a log-in page': { status: 302, headers: { location: '/login' } },
  'an empty 204': { status: 204 },
  'a 200 in JSON that is not the panel’s': { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' },
  'a 401 of a proxy': { status: 401, headers: { 'content-type': 'text/html', 'www-authenticate': 'Negotiate' }, body: 'Unauthorized' },
  'a 403 of a firewall': { status: 403, headers: { 'content-type': 'text/html' }, body: 'Blocked' },
} as const satisfies Record<string, Answer>;

/** One sending of sales as it came out of the register's browser. */
export interface Sending {
  /** ms since 1970. */
  readonly at: number;
  /** Ids of the sales in it. */
  readonly ids: readonly string[];
}

/** A real HTTP proxy between a register and its panel, with an origin of its own. */
export interface Proxy {
  /** The origin with a slash at its end. */
  readonly url: string;
  /** All sendings of sales that came so far, those that a fault struck included. */
  readonly sendings: readonly Sending[];
  /** The most sendings of sales that were under way at one time. */
  readonly mostAtOnce: number;
  /** How often a sale came. */
  arrivals(id: string): number;
  /** How many requests came for paths that `path` matches. */
  requests(path: RegExp): number;
  /** From now on, for `times` requests whose path `path` matches. Sendings of sales, unless said. */
  break(fault: Fault, options?: { readonly path?: RegExp; readonly times?: number; readonly holding?: string }): void;
  /** A sound network from now on. What hangs goes on hanging. */
  heal(): void;
  close(): Promise<void>;
}

const SALES = /^\/register\/api\/sales\/batch$/;

interface Broken {
  readonly fault: Fault;
  readonly path: RegExp;
  readonly holding: string | undefined;
  left: number;
}
interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** @param host name that browsers take for this machine: `anything.localhost`. Each is an origin with its own storage and cookies. */
export async function openProxy(panel: string, host = 'localhost'): Promise<Proxy> {
  const sendings: Sending[] = [];
  const asked: string[] = [];
  const used = new WeakMap<Socket, number>();
  let broken: Broken | null = null;
  let [underWay, mostAtOnce] = [0, 0];

  const faultFor = (path: string, body: Buffer): Fault | null => {
    if (!broken || broken.left <= 0 || !broken.path.test(path)) return null;
    if (broken.holding !== undefined && !body.includes(broken.holding)) return null;
    broken.left--;
    return broken.fault;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const body = await readAll(request);
    const before = used.get(request.socket) ?? 0;
    used.set(request.socket, before + 1);
    asked.push(path);
    if (!SALES.test(path)) return meet(faultFor(path, body), panel, request, body, response, before > 0);
    sendings.push({ at: Date.now(), ids: idsIn(body) });
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    response.on('close', () => { underWay--; });
    return meet(faultFor(path, body), panel, request, body, response, before > 0);
  };

  const server = createServer((request, response) => {
    // A panel that is down, or a browser that has gone: the connection breaks, as it would without a proxy.
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/`,
    sendings,
    get mostAtOnce() { return mostAtOnce; },
    arrivals: (id) => sendings.filter(({ ids }) => ids.includes(id)).length,
    requests: (path) => asked.filter((one) => path.test(one)).length,
    break: (fault, { path = SALES, times = Infinity, holding } = {}) => { broken = { fault, path, left: times, holding }; },
    heal: () => { broken = null; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function meet(fault: Fault | null, panel: string, request: IncomingMessage, body: Buffer, response: ServerResponse, reused: boolean): Promise<void> {
  if (typeof fault === 'object' && fault && 'status' in fault) return void response.writeHead(fault.status, fault.headers).end(fault.body);
  if (fault === 'lose-request') return void request.socket.destroy();
  if (typeof fault === 'object' && fault) await new Promise((resolve) => setTimeout(resolve, fault.slow));
  if (fault === 'twice') await forward(panel, request, body);
  const reply = await forward(panel, request, body);
  switch (fault) {
    case 'lose-reply': return void request.socket.destroy();
    case 'reset-reused': return reused ? void request.socket.resetAndDestroy() : give(reply, response);
    case 'hang': return;
    case 'cut':
    case 'stall': {
      response.writeHead(reply.status, reply.headers);
      const half = reply.body.subarray(0, Math.ceil(reply.body.length / 2));
      return void response.write(half, () => { if (fault === 'cut') request.socket.destroy(); });
    }
    default: return give(reply, response);
  }
}

function give({ status, headers, body }: Reply, response: ServerResponse): void {
  response.writeHead(status, headers).end(body);
}

// A connection of its own for each request: the panel may be another one by then.
const agent = new Agent({ keepAlive: false });

function forward(panel: string, { method, url = '/', headers }: IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onward = ask(new URL(url, panel), { method, headers: { ...headers, connection: 'close' }, agent }, (answer) => {
      readAll(answer).then((bytes) => {
        const { connection, 'keep-alive': _, 'transfer-encoding': __, ...kept } = answer.headers;
        resolve({ status: answer.statusCode ?? 502, headers: { ...kept, 'content-length': String(bytes.length) }, body: bytes });
      }, reject);
    });
    onward.on('error', reject).end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function idsIn(body: Buffer): string[] {
  const { sales = [] } = JSON.parse(body.toString()) as { sales?: { body: string }[] };
  return sales.map((sale) => /"id":"([0-9a-f-]{36})"/.exec(sale.body)?.[1] ?? '');
}
