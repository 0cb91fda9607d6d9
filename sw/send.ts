import type { SealedSale } from '../domain/chain.js';
import { parse } from '../domain/schema.js';
import { BatchReplySchema, PROTOCOL, PROTOCOL_HEADER, RefusalSchema, type BatchReply, type RefusalCode } from '../domain/wire.js';
import * as said from '../words/en-AU/worker.js';

/** The one way out: demo mode and tests put another panel behind it. */
export type Network = (request: Request) => Promise<Response>;

/** Longest wait for one answer, its body included: under the 30 s after which a browser may stop a worker. */
export const TIMEOUT = 20_000;

/**
 * What came of asking the panel.
 * - `answered`: 2xx, JSON, not redirected, of the schema.
 * - `refused`: the panel's own refusal, in its own words.
 * - `later`: no network, no answer, or an answer that is not the panel's. Worth trying again.
 */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly code: RefusalCode; readonly message: string; readonly retryAfter: number | null; readonly path?: string }
  | { readonly kind: 'later'; readonly code: RefusalCode; readonly message: string; readonly retryAfter: number | null };

/** What came of sending a batch. */
export type Answered = Extract<Answer<BatchReply>, { readonly kind: 'answered' }>;
export type Failure = Exclude<Answer<BatchReply>, Answered>;

/** A request to the panel with the protocol's header; `body` becomes JSON. */
export function toPanel(url: string, method = 'GET', body?: unknown): Request {
  // `redirect: manual`: a log-in page that a network puts in front must never count as the panel's answer.
  // No `keepalive`: with more than 64 KiB such a request can never be sent.
  return new Request(url, {
    method,
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'same-origin',
    headers: { [PROTOCOL_HEADER]: String(PROTOCOL), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Sends a request and reads the whole answer as JSON within {@link TIMEOUT}. Never throws. */
export async function ask(network: Network, request: Request, timeout = TIMEOUT): Promise<Answer<unknown>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    // Both are raced against the clock: a network given as an argument need not know about signals.
    const given = new Promise<never>((_, reject) => abort.signal.addEventListener('abort', () => reject(new Error('timeout'))));
    const response = await Promise.race([network(new Request(request, { signal: abort.signal })), given]);
    return await Promise.race([classify(response), given]);
  } catch (error) {
    return abort.signal.aborted
      ? later('panel-unreachable', said.panelSilent(timeout / 1000))
      : later('offline', said.noConnection, error);
  } finally {
    clearTimeout(timer);
  }
}

async function classify(response: Response): Promise<Answer<unknown>> {
  const retryAfter = seconds(response.headers.get('retry-after'));
  const isJson = /^application\/json\b/.test(response.headers.get('content-type') || '');
  if (response.type === 'opaqueredirect' || response.redirected || !isJson) {
    if (response.status >= 500) return later('panel-failed', said.panelFault(response.status), undefined, retryAfter);
    return later('not-the-panel', said.somethingElse, undefined, retryAfter);
  }
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return later('not-the-panel', said.cutOff, undefined, retryAfter);
  }
  if (response.ok) return { kind: 'answered', value };
  const refusal = parse(RefusalSchema, value);
  if (!refusal.ok) return later('not-the-panel', said.otherWordsOf(response.status), undefined, retryAfter);
  const { code, message, path } = refusal.value.error;
  const wait = retryAfter ?? refusal.value.error.retryAfter ?? null;
  const passes = response.status >= 500 || response.status === 408 || response.status === 425 || response.status === 429;
  if (passes) return { kind: 'later', code, message, retryAfter: wait };
  return { kind: 'refused', status: response.status, code, message, retryAfter: wait, ...(path === undefined ? {} : { path }) };
}

function later(code: RefusalCode, message: string, cause?: unknown, retryAfter: number | null = null): Answer<never> {
  if (cause !== undefined && !(cause instanceof TypeError)) console.warn(cause);
  return { kind: 'later', code, message, retryAfter };
}

/** `Retry-After` in seconds: a number or a date. */
function seconds(header: string | null): number | null {
  if (!header) return null;
  const wait = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3600) : null;
}

/** Sends one batch of sealed sales. `answered` holds only results that name a sale of this batch. */
export async function sendBatch(network: Network, url: string, sales: readonly { readonly id: string; readonly sealed: SealedSale }[]): Promise<Answer<BatchReply>> {
  const answer = await ask(network, toPanel(url, 'POST', { protocol: PROTOCOL, sales: sales.map(({ sealed }) => sealed) }));
  if (answer.kind !== 'answered') return answer;
  const reply = parse(BatchReplySchema, answer.value);
  if (!reply.ok) return later('not-the-panel', said.notThePanels);
  const ids = new Map(sales.map(({ id, sealed }) => [sealed.hash as string, id]));
  // A refused sale may be refused because its text was damaged, its id included: there the hash must do.
  const results = reply.value.results.filter(({ hash, id, result }) => ids.has(hash) && (result === 'refused' || ids.get(hash) === id));
  if (results.length === 0) return later('not-the-panel', said.acknowledgedNone);
  return { kind: 'answered', value: { ...reply.value, results } };
}
