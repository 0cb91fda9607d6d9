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

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.message.startsWith('must')) return issue.message;
  return issue.received === 'undefined' ? 'is missing' : `must be ${issue.expected ?? 'something else'}, not ${issue.received}`;
}
