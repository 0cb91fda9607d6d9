import type { Refusal, RefusalCode } from '../domain/wire.js';
import { told, words } from './language.js';

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
  let refused: Refused;
  try {
    const [response, text] = await patiently(path, { method, body, headers: { 'content-type': 'application/json' } }, (got) => got.text());
    // The worker has read through what it hands on; a log-in page in its place begins otherwise.
    if (response.ok && /^[[{]/.test(text)) return text;
    const answer = JSON.parse(text) as Refusal;
    if (response.ok) return text;
    const { code, message: said, path: field, retryAfter } = answer.error;
    refused = new Refused(code, said, field, retryAfter);
  } catch (cause) {
    console.warn(cause);
    refused = new Refused('no-answer', words.noAnswer);
  }
  throw refused;
}

/** Fetches, and reads what comes, within {@link PATIENCE}. @throws what `fetch` does. */
export async function patiently<T>(path: string, init: RequestInit, take: (response: Response) => Promise<T>): Promise<[Response, T]> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(path, { ...init, signal: abort.signal });
    return [response, await take(response)];
  } finally {
    clearTimeout(timer);
  }
}

/** The sentence to show for whatever was thrown, in the language in use. */
export function sentence(error: unknown): string {
  return told(error instanceof Error ? error.message : String(error));
}
