import type { Refusal, RefusalCode } from '../domain/wire.js';

/** Longest wait for the worker. It answers a sale in milliseconds; what goes on to the panel gives up after 20 s by itself. */
const PATIENCE = 40_000;

/** What the worker, or the panel through it, did not do, in its own words. */
export class Refused extends Error {
  constructor(readonly code: RefusalCode | 'no-answer', message: string, readonly path = '', readonly retryAfter = 0) {
    super(message);
  }
}

export type Method = 'GET' | 'POST' | 'PUT';

/**
 * Asks the worker. `path` is relative to the register's: `api/status`.
 * @throws {@link Refused}; with `no-answer` when the worker could not be asked or died over it.
 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return JSON.parse(await askText(method, path, body === undefined ? undefined : JSON.stringify(body))) as T;
}

/** The same, text in and text out. */
export async function askText(method: Method, path: string, body?: string): Promise<string> {
  const response = await send(method, path, body);
  const text = await response.text().catch((cause: unknown) => { throw unanswered(cause); });
  if (response.ok && isJson(response)) return text;
  throw refusalIn(text);
}

async function send(method: Method, path: string, body?: string): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    return await fetch(path, { method, body, signal: abort.signal, headers: body === undefined ? {} : { 'content-type': 'application/json' } });
  } catch (cause) {
    throw unanswered(cause);
  } finally {
    clearTimeout(timer);
  }
}

function isJson(response: Response): boolean {
  return /^application\/json\b/.test(response.headers.get('content-type') || '');
}

function refusalIn(text: string): Refused {
  try {
    const { code, message, path, retryAfter } = (JSON.parse(text) as Refusal).error;
    return new Refused(code, message, path, retryAfter);
  } catch (cause) {
    return unanswered(cause);
  }
}

function unanswered(cause: unknown): Refused {
  console.warn(cause);
  return new Refused('no-answer', 'The register did not answer.');
}

/** The sentence to show for whatever was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
