import { PROTOCOL } from '../../../domain/wire.js';
import type { Chance } from './chance.js';
import type { WireFault } from './wire.js';

/** A reply on its way. */
export interface Packet {
  /** `name=value` that the browser takes into its jar, or null. */
  readonly cookie: string | null;
  readonly text: string;
  /** The response as the worker gets it. */
  readonly open: () => Response;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PORTAL = '<!doctype html><title>Guest network: please log in</title>';
const noBody = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** What something between panel and register makes of a reply; `packet` null: it answers in the panel's place. */
export function spoil(packet: Packet | null, fault: WireFault, chance: Chance): Packet {
  const cookie = packet?.cookie ?? null;
  const text = packet?.text ?? '';
  const plain = (body: string | null, status: number, headers: Record<string, string>): Packet => ({ cookie, text: body ?? '', open: () => new Response(body, { status, headers }) });
  switch (fault.kind) {
    case 'html': return plain(PORTAL, 200, { 'content-type': 'text/html' });
    case 'other-json': return plain(JSON.stringify({ ok: true, status: 'success' }), 200, JSON_TYPE);
    case 'redirect-followed': return { cookie: null, text: '', open: () => seenAs(new Response(chance.next() < 0.5 ? PORTAL : '{"ok":true}', { headers: JSON_TYPE }), { redirected: true }) };
    case 'redirect-opaque': return { cookie: null, text: '', open: () => seenAs(new Response(null), { type: 'opaqueredirect', status: 0, ok: false }) };
    case 'status': return noBody(fault.status) ? plain(null, fault.status, {}) : plain(words(fault), fault.status, fault.words === 'html' ? { 'content-type': 'text/html' } : JSON_TYPE);
    case 'body-truncated': return plain(text.slice(0, chance.whole(0, Math.max(0, text.length - 1))), 200, JSON_TYPE);
    case 'body-stalled': return { cookie, text, open: () => new Response(unfinished(text, chance, () => undefined), { headers: JSON_TYPE }) };
    case 'body-broken': return { cookie, text, open: () => new Response(unfinished(text, chance, (body) => body.error(new TypeError('network error'))), { headers: JSON_TYPE }) };
    case 'results-shuffled': return plain(withResults(text, (results) => [...results].reverse()), 200, JSON_TYPE);
    case 'results-partly': return plain(withResults(text, (results) => results.filter(() => chance.next() < 0.5)), 200, JSON_TYPE);
    default: return packet ?? plain('', 200, JSON_TYPE);
  }
}

/** A refusal as the panel words it; one in words of somebody else's. */
function words({ status, words: whose }: WireFault & { kind: 'status' }): string {
  if (whose === 'html') return PORTAL;
  if (whose === 'json') return JSON.stringify({ message: 'upstream', status });
  return JSON.stringify({ error: { code: status < 500 ? status === 429 ? 'too-many-tries' : 'not-valid' : 'panel-failed', message: `It is ${status}.`, ...(status === 429 || status === 503 ? { retryAfter: 7 } : {}) } });
}

function seenAs(response: Response, members: Record<string, unknown>): Response {
  for (const [name, value] of Object.entries(members)) Object.defineProperty(response, name, { value });
  return response;
}

function unfinished(text: string, chance: Chance, end: (body: ReadableStreamDefaultController<Uint8Array>) => void): ReadableStream<Uint8Array> {
  const part = new TextEncoder().encode(text.slice(0, chance.whole(0, Math.max(0, text.length - 1))));
  return new ReadableStream({ start(body) { if (part.length > 0) body.enqueue(part); end(body); } });
}

/** What becomes of a request's body on its way: a price changed, or some of a batch's sales gone, so that the panel knows only the others. */
export function spoilRequest(body: string, fault: WireFault | null, chance: Chance): string {
  if (fault?.kind === 'request-damaged') return body.replace('480', '180');
  if (fault?.kind !== 'request-partly') return body;
  const batch = JSON.parse(body) as { sales?: readonly unknown[] };
  return batch.sales && batch.sales.length > 1 ? JSON.stringify({ ...batch, sales: batch.sales.filter((_, index) => index === 1 || chance.next() < 0.5) }) : body;
}

/** Changes the list of results in a batch's reply, if it is one. */
function withResults(text: string, change: (results: readonly unknown[]) => unknown[]): string {
  try {
    const reply = JSON.parse(text) as { results?: unknown };
    return Array.isArray(reply.results) ? JSON.stringify({ protocol: PROTOCOL, results: change(reply.results) }) : text;
  } catch {
    return text;
  }
}
