import { Refused } from './refuse.js';

/** What the page asks, below `api/`. */
export interface Asked {
  readonly request: Request;
  readonly event: ExtendableEvent;
  /** What the path's pattern captured. */
  readonly part: string;
}

/** The body of a request as an object, its members unchecked. @throws {@link Refused} `not-json`, `not-valid`. */
export async function body<T>(request: Request): Promise<Partial<T>> {
  const value: unknown = await request.json().catch(() => { throw new Refused(400, 'not-json', 'The body is not JSON.'); });
  if (typeof value !== 'object' || value === null) throw new Refused(422, 'not-valid', 'The body must be an object.', { path: '' });
  return value as Partial<T>;
}

/** One member of it that must be a text. @throws {@link Refused} also where it is missing. */
export async function field(request: Request, name: string): Promise<string> {
  const value = (await body<Record<string, unknown>>(request))[name];
  if (typeof value !== 'string' || value === '') throw new Refused(422, 'not-valid', `${name} is missing.`, { path: name });
  return value;
}
