/**
 * What may come in from outside, said once and checked in one pass: the few kinds of schema that the wire needs, in 500
 * bytes of the worker. (valibot, which the panel uses for its own pages, brought 2 kB of machinery for the same.)
 */

/** Gives `input` back as what it was checked to be, or throws a {@link Mismatch}. Unknown members are left out. */
export type Schema<T> = (input: unknown, path: string) => T;

/** What is wrong, and where: `path` is dotted (`sales.0.seq`), empty for the whole. */
export class Mismatch extends Error {
  constructor(readonly path: string, must: string) {
    super(`${path || 'the body'} ${must}`);
  }
}

/** One value. `must` ends the sentence that starts with its path. */
export function check<T>(holds: (input: unknown) => boolean, must: string): Schema<T> {
  return (input, path) => {
    if (input === undefined) throw new Mismatch(path, 'is missing');
    if (!holds(input)) throw new Mismatch(path, must);
    return input as T;
  };
}

/** May be left out. */
export function optional<T>(schema: Schema<T>): Schema<T | undefined> {
  return (input, path) => input === undefined ? undefined : schema(input, path);
}

export function list<T>(item: Schema<T>, min: number, max: number): Schema<readonly T[]> {
  return (input, path) => {
    if (!Array.isArray(input) || input.length < min || input.length > max) throw new Mismatch(path, `must be a list of ${min} to ${max}`);
    return input.map((member, index) => item(member, `${path && `${path}.`}${index}`));
  };
}

/** `rule`: what must hold between members that are right each for itself. */
export function object<T>(members: { readonly [K in keyof T]-?: Schema<T[K]> }, rule?: { readonly holds: (value: T) => boolean; readonly must: string }): Schema<T> {
  return (input, path) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new Mismatch(path, 'must be an object');
    const value: Partial<T> = {};
    for (const name of Object.keys(members) as (keyof T & string)[]) {
      const member = members[name]((input as T)[name], `${path && `${path}.`}${name}`);
      if (member !== undefined) value[name] = member;
    }
    if (rule && !rule.holds(value as T)) throw new Mismatch(path, rule.must);
    return value as T;
  };
}

/** The result of {@link parse}. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly path: string; readonly message: string };

/** Parses what came over the wire, out of a file or out of storage. */
export function parse<T>(schema: Schema<T>, input: unknown): Parsed<T> {
  try {
    return { ok: true, value: schema(input, '') };
  } catch (error) {
    if (error instanceof Mismatch) return { ok: false, path: error.path, message: error.message };
    throw error;
  }
}

/** The same from JSON text. */
export function parseJson<T>(schema: Schema<T>, json: string): Parsed<T> {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    return { ok: false, path: '', message: NOT_JSON };
  }
  return parse(schema, input);
}

/** The message of {@link parseJson} for what is no JSON at all. */
export const NOT_JSON = 'the body is not JSON';
