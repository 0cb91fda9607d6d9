import { isUtf8 } from 'node:buffer';
import type { Context } from 'hono';
import { NOT_JSON, parseJson, type Schema } from '../domain/schema.js';
import { MAX_BODY } from '../domain/wire.js';
import { readBytes } from './panel/body.js';
import { Refused } from './refused.js';

/** A request's body off the wire. Throws `too-large`, `not-json`, or `not-valid` with the path of the field. */
export async function readWire<T>(c: Context, schema: Schema<T>): Promise<T> {
  const text = decode(await readBytes(c, MAX_BODY));
  const parsed = parseJson(schema, text);
  if (parsed.ok) return parsed.value;
  if (parsed.message === NOT_JSON) throw notJson();
  throw new Refused('not-valid', `Nothing was done: ${parsed.message}. Reload the register, and try again.`, parsed.path || undefined);
}

function decode(bytes: Uint8Array): string {
  // Not by a strict TextDecoder: that takes as long as the parsing of what it gives.
  if (!isUtf8(bytes)) throw notJson();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function notJson(): Refused {
  return new Refused('not-json', 'Nothing was done: the body is not JSON, or it was cut off on its way. Send it again.');
}
