import type { Database } from './database.js';

/** Who did it: a staff member's id, {@link COMMAND_LINE}, or `register <id>`. */
export type Who = string;
export const COMMAND_LINE: Who = 'command line';

/** Writes down what somebody did, in the same transaction as the deed. Never a password, a PIN or a token in `detail`. */
export async function audit(trx: Database, at: Date, who: Who, what: string, detail: object): Promise<void> {
  await trx.insertInto('audit').values({ at: at.toISOString(), who, what, detail: JSON.stringify(detail) }).execute();
}
