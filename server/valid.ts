import * as v from 'valibot';
import { NOT_JSON, type Parsed } from '../domain/schema.js';

/** Parses what the panel's pages and files say. The message names the path of what is wrong; our own messages start with "must". */
export function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Parsed<T> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output };
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? '';
  return { ok: false, path, message: `${path || 'the body'} ${said(issue)}` };
}

/** The same from JSON text. */
export function parseJson<T>(schema: v.GenericSchema<unknown, T>, json: string): Parsed<T> {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    return { ok: false, path: '', message: NOT_JSON };
  }
  return parse(schema, input);
}

const NOUNS: Readonly<Record<string, string>> = { Object: 'an object', Array: 'a list', string: 'a text', number: 'a number', boolean: 'true or false', true: 'true', false: 'false', null: 'nothing' };

/** Names the kind of what came, never what it says: that can be a password, or a megabyte. */
function said({ message, received, expected }: v.BaseIssue<unknown>): string {
  if (message.startsWith('must')) return message;
  if (received === 'undefined') return 'is missing';
  const came = received.startsWith('"') ? 'a text' : NOUNS[received] ?? (/^-?\d/.test(received) ? 'a number' : 'something else');
  const wanted = (expected ?? '').replace(/\(|\)/g, '').split(' | ').map((kind) => NOUNS[kind] ?? kind.replaceAll('"', ''));
  return `must be ${wanted.join(' or ')}, not ${came}`;
}
