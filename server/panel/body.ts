import type { Context } from 'hono';
import type { GenericSchema } from 'valibot';
import { parse, parseJson } from '../valid.js';
import { Refused } from '../refused.js';

/** Largest JSON body of the pages, in bytes. */
const MAX_JSON = 1024 * 1024;

/** The request's JSON body. Throws `not-json`, `too-large`, or `not-valid` with the path of the field. */
export async function readJson<T>(c: Context, schema: GenericSchema<unknown, T>): Promise<T> {
  demandType(c, ['application/json'], 'not-json');
  const bytes = await readBytes(c, MAX_JSON);
  const parsed = parseJson(schema, new TextDecoder().decode(bytes));
  if (parsed.ok) return parsed.value;
  const code = parsed.message === 'the body is not JSON' ? 'not-json' : 'not-valid';
  throw new Refused(code, `Nothing was changed: ${parsed.message}.`, parsed.path || undefined);
}

/** The query's members. Throws `not-valid`. */
export function readQuery<T>(c: Context, schema: GenericSchema<unknown, T>): T {
  const parsed = parse(schema, c.req.query());
  if (parsed.ok) return parsed.value;
  throw new Refused('not-valid', `The address is not understood: ${parsed.message}.`, parsed.path || undefined);
}

/**
 * Refuses a body that does not say to be one of `types`. A page of another site cannot send such a type without being
 * asked for permission first, which nobody gives.
 */
export function demandType(c: Context, types: readonly string[], code: 'not-json' | 'bad-csv' | 'bad-picture' | 'bad-file'): string {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new Refused(code, `The body must be sent as ${types.join(' or ')}, not ${type || 'without a type'}: nothing was changed.`);
  return type;
}

/** The body's bytes, read no further than `max`. Throws `too-large`, or `not-json` when the connection broke. */
export async function readBytes(c: Context, max: number): Promise<Uint8Array> {
  const tooLarge = new Refused('too-large', `That is more than ${sizeInWords(max)}: nothing was changed. Send less at a time.`);
  if (Number(c.req.header('Content-Length') ?? 0) > max) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of arriving(c)) {
    length += chunk.byteLength;
    if (length > max) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function* arriving(c: Context): AsyncGenerator<Uint8Array> {
  try {
    yield* c.req.raw.body ?? [];
  } catch (error) {
    // Nothing of ours failed, and most likely nobody is left to hear the answer.
    throw Object.assign(new Refused('not-json', 'The connection broke before everything had arrived: nothing was done. Send it again.'), { cause: error });
  }
}

function sizeInWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1024 / 1024)} MB`;
}
