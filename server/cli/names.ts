import * as v from 'valibot';
import { parse } from '../valid.js';
import { filled } from '../panel/fields.js';
import { UsageError } from './command.js';

/** A name as the panel's pages take it too. */
export function demandName(given: string | undefined): string {
  return demand(filled(200), given, 'the name');
}

/** `given`, if it is sound. `what` begins the sentence that says why it is not. */
export function demand<T>(schema: v.GenericSchema<unknown, T>, given: unknown, what: string): T {
  const parsed = parse(schema, given);
  if (parsed.ok) return parsed.value;
  throw new UsageError(`${what.charAt(0).toUpperCase()}${what.slice(1)} ${parsed.message.replace(/^the body /, '')}.`);
}
