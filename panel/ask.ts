import { Refused } from './refused.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Asks the server for `path`, below `/panel/`. A `Blob` goes as the bytes it is, anything else as JSON.
 * Throws {@link Refused}.
 */
export type Ask = <T>(method: Method, path: string, body?: unknown) => Promise<T>;

export const ask: Ask = async <T>(method: Method, path: string, body?: unknown): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(path, { method, cache: 'no-store', ...content(body) });
  } catch {
    throw unreachable();
  }
  return read<T>(response.status, response.redirected ? '' : response.headers.get('Content-Type') ?? '', await response.text().catch(unreadable));
};

function content(body: unknown): RequestInit {
  if (body === undefined) return {};
  if (body instanceof Blob) return { body, headers: { 'Content-Type': body.type || 'application/octet-stream' } };
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

function unreadable(): never {
  throw unreachable();
}

export function unreachable(): Refused {
  return new Refused('panel-unreachable', 'The control panel does not answer, so this may not have been done. Nothing you typed is lost: check the network and try again.');
}

/** Reads an answer. What is not JSON is not from the panel: a proxy's error, or a hotel's log-in page. */
export function read<T>(status: number, type: string, text: string): T {
  let answer: unknown;
  try {
    answer = type.startsWith('application/json') ? JSON.parse(text) : undefined;
  } catch {
    answer = undefined;
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new Refused('not-the-panel', `Something else answered in the control panel's place (status ${status}). Check the network, then try again.`);
  }
  if (status >= 200 && status < 300) return answer as T;
  const { error, needsOwner } = answer as { error?: { code: Refused['code']; message: string; path?: string }; needsOwner?: boolean };
  throw new Refused(error?.code ?? 'panel-failed', error?.message ?? `The control panel answered with status ${status}. Try again.`, error?.path, needsOwner);
}

/** Does something at the server; when nobody is signed in it waits until somebody is, and does it again. */
export type Patience = <T>(work: () => Promise<T>) => Promise<T>;

/** One sign-in serves everything that waits for it. */
export function patience(signIn: () => Promise<void>): Patience {
  let signingIn: Promise<void> | null = null;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (thrown) {
        if (!(thrown instanceof Refused) || thrown.code !== 'signed-out') throw thrown;
      }
      signingIn ??= signIn().finally(() => { signingIn = null; });
      await signingIn;
    }
  };
}
