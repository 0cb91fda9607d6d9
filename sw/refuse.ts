import type { Refusal, RefusalCode } from '../domain/wire.js';
import * as said from '../words/en-AU/worker.js';

type Detail = Omit<Refusal['error'], 'code' | 'message'>;

/** A refusal on its way to whoever asked: thrown by the verbs, turned into a response by {@link answer}. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: RefusalCode, message: string, readonly detail: Detail = {}) {
    super(message);
  }
}

/** A JSON response. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

/** The response for a refusal. */
export function refusal(status: number, code: RefusalCode, message: string, detail: Detail = {}): Response {
  const body: Refusal = { error: { code, message, ...detail } };
  return json(body, status);
}

/** Runs a verb and answers with what it returns, or with its refusal: the page never sees a bare network error from its own worker. */
export async function answer(verb: () => Promise<Response>): Promise<Response> {
  try {
    return await verb();
  } catch (error) {
    if (error instanceof Refused) return refusal(error.status, error.code, error.message, error.detail);
    console.error(error);
    const what = error instanceof Error ? error.message : 'unknown';
    return refusal(500, 'storage-failed', said.storageFailed(what));
  }
}
