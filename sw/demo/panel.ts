import { NOT_JSON, parseJson, type Schema } from '../../domain/schema.js';
import { BatchRequestSchema, FinishedRequestSchema, ItemRequestSchema, LostRequestSchema, MAX_BODY, MOST_SALES, PairRequestSchema, PROTOCOL, PROTOCOL_HEADER, ReleaseRequestSchema, SessionRequestSchema } from '../../domain/wire.js';
import { json, refusal, Refused } from '../refuse.js';
import { isFull } from '../store.js';
import { refuseOne } from './controls.js';
import { saveItem } from './items.js';
import { takeIn } from './ledger.js';
import { linked, newSession, pair, recordLost, release, type Link } from './links.js';
import { refused, type DemoParts } from './parts.js';
import { documentsFor } from './shop.js';

interface Asked {
  readonly parts: DemoParts;
  readonly request: Request;
  /** What the address's pattern captured. */
  readonly part: string;
}
type Verb = (asked: Asked, link: Link) => Promise<Response>;

/** An address of the wire. Without a verb for the link it is one by which a device comes to its link. */
interface Address {
  readonly pattern: RegExp;
  /** As the header Allow has them. */
  readonly methods: string;
  readonly open?: (asked: Asked) => Promise<Response>;
  readonly verb?: Verb;
}

const DONE = { protocol: PROTOCOL, done: true };

const ADDRESSES: readonly Address[] = [
  { pattern: /^pair$/, methods: 'POST', open: async ({ parts, request }) => json(await pair(parts, await read(request, PairRequestSchema))) },
  { pattern: /^session$/, methods: 'GET, HEAD, POST', open: session },
  { pattern: /^ping$/, methods: 'GET, HEAD', verb: async () => json(DONE) },
  { pattern: /^sales\/batch$/, methods: 'POST', verb: batch },
  { pattern: /^release$/, methods: 'POST', verb: async ({ parts, request }, link) => { await read(request, ReleaseRequestSchema); await release(parts, link); return json(DONE); } },
  { pattern: /^lost$/, methods: 'POST', verb: async ({ parts, request }, link) => { await recordLost(parts, link, await read(request, LostRequestSchema)); return json(DONE); } },
  { pattern: /^sync\/manifest$/, methods: 'GET, HEAD', verb: async ({ parts }, link) => asJson((await documentsFor(parts, link)).manifest, 'no-store') },
  { pattern: /^sync\/document\/([^/]+)$/, methods: 'GET, HEAD', verb: document },
  { pattern: /^sync\/finished$/, methods: 'POST', verb: async ({ request }) => { await read(request, FinishedRequestSchema); return json(DONE); } },
  { pattern: /^items$/, methods: 'POST', verb: (asked) => item(asked, null, 201) },
  { pattern: /^items\/([^/]+)$/, methods: 'PUT', verb: (asked) => item(asked, asked.part, 200) },
];

/**
 * The demo's control panel: the panel's end of the wire (domain/wire.ts) over a store of this browser. A request in, an
 * answer out, as the control panel's own `handle`; test/sw/demo holds the two against each other. Never rejects.
 * @param base absolute URL of `api/`.
 */
export async function answerAsPanel(parts: DemoParts, base: string, request: Request): Promise<Response> {
  const response = await answer(parts, new URL(request.url).pathname.slice(new URL(base).pathname.length), request).catch(fault);
  response.headers.set('Date', new Date(parts.now()).toUTCString());
  return request.method === 'HEAD' ? new Response(null, response) : response;
}

async function answer(parts: DemoParts, path: string, request: Request): Promise<Response> {
  demandProtocol(request);
  for (const { pattern, methods, open, verb } of ADDRESSES) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (!methods.split(', ').includes(request.method)) return notAllowed(methods);
    const asked: Asked = { parts, request, part: match[1] || '' };
    if (open) return open(asked);
    if (verb) return verb(asked, await linked(parts));
  }
  throw refused('not-found', 'The demo’s control panel has nothing at this address: reload the page to update it.');
}

async function session({ parts, request }: Asked): Promise<Response> {
  if (request.method !== 'POST') return json({ protocol: PROTOCOL, time: new Date(parts.now()).toISOString() });
  await newSession(parts, await read(request, SessionRequestSchema));
  return json(DONE);
}

async function batch({ parts, request }: Asked): Promise<Response> {
  const { sales } = await read(request, BatchRequestSchema);
  return json({ protocol: PROTOCOL, results: await takeIn(parts, sales, () => refuseOne(parts.use)), most: MOST_SALES });
}

async function document({ parts, part }: Asked, link: Link): Promise<Response> {
  const text = (await documentsFor(parts, link)).texts.get(part);
  if (text === undefined) throw refused('not-found', 'The shop has changed and this document is no longer offered: synchronise the data again.');
  return asJson(text, 'private, max-age=31536000, immutable');
}

async function item({ parts, request }: Asked, id: string | null, status: number): Promise<Response> {
  return json({ protocol: PROTOCOL, product: await saveItem(parts, id, await read(request, ItemRequestSchema)) }, status);
}

/** To the byte: the register holds the text against its hash. */
function asJson(text: string, cacheControl: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': cacheControl } });
}

function demandProtocol({ headers }: Request): void {
  const theirs = Number(headers.get(PROTOCOL_HEADER) || 0);
  if (theirs === PROTOCOL) return;
  const code = theirs > PROTOCOL ? 'protocol-newer' : 'protocol-older';
  throw new Refused(409, code, 'The page and the worker of this demo are not of the same version: reload the page.', { protocol: PROTOCOL });
}

function notAllowed(methods: string): Response {
  const response = refusal(405, 'method-not-allowed', `This address takes ${methods} only: reload the page to update it.`);
  response.headers.set('Allow', methods);
  return response;
}

/** A body off the wire. @throws `too-large`, `not-json`, `not-valid` with the path of the field */
async function read<T>(request: Request, schema: Schema<T>): Promise<T> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_BODY) throw refused('too-large', 'That is more than 4 MB: nothing was changed. Send less at a time.');
  const parsed = parseJson(schema, decode(bytes));
  if (parsed.ok) return parsed.value;
  if (parsed.message === NOT_JSON) throw notJson();
  throw refused('not-valid', `Nothing was done: ${parsed.message}. Reload the page, and try again.`, parsed.path || undefined);
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notJson();
  }
}

const notJson = () => refused('not-json', 'Nothing was done: the body is not JSON. Send it again.');

function fault(error: unknown): Response {
  if (error instanceof Refused) return refusal(error.status, error.code, error.message, error.detail);
  console.error(error);
  return isFull(error)
    ? refusal(503, 'busy', 'The demo has no room left in this browser: nothing was done. Free some space, or press Reset demo; sales are kept and sent by themselves after that.')
    : refusal(500, 'panel-failed', 'The demo’s control panel failed at this: nothing was done. Try again, or press Reset demo.');
}
