import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../server/passwords.js';
import { newToken, sha256 } from '../../server/secrets.js';
import type { StaffTable } from '../../server/schema.js';
import { ORIGIN } from './device.js';
import type { OpenPanel } from './fixture.js';

/** Somebody at the panel's pages. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
  /** Sends a request as the pages do: `body` undefined = none, bytes as they are, anything else as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The same, and reads the answer. Throws unless it is 2xx. */
  get<T>(path: string): Promise<T>;
  send<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

export const PASSWORD = 'correct horse battery';
const OF_EVERYBODY = hashPassword(PASSWORD, { N: 1024, r: 8, p: 1 });

/** A request as the panel's pages send it. */
export function panelRequest(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const type = body === undefined || raw ? undefined : 'application/json';
  return new Request(`${ORIGIN}/panel/api/${path}`, {
    method, headers: { 'Sec-Fetch-Site': 'same-origin', ...(type ? { 'Content-Type': type } : {}), ...headers },
    ...(body === undefined ? {} : { body: raw ? body as string | Uint8Array<ArrayBuffer> : JSON.stringify(body) }),
  });
}

/** Adds somebody with {@link PASSWORD} who is signed in already. */
export async function addPerson(panel: OpenPanel, role: StaffTable['role'], name: string = role): Promise<Person> {
  const id = randomUUID();
  const email = `${name.toLowerCase()}@harbour.test`;
  const at = panel.now().toISOString();
  await panel.db.insertInto('staff').values({
    id, name, email, role, password: await OF_EVERYBODY, may_edit_items: 0, pin_hash: null, pin_salt: null, pin_iterations: null, image: null, active: 1, created_at: at,
  }).execute();
  const token = newToken();
  const expires_at = new Date(panel.now().getTime() + 12 * 3600_000).toISOString();
  await panel.db.insertInto('panel_sessions').values({ token_hash: sha256(token), staff_id: id, created_at: at, expires_at }).execute();
  return personWith(panel, id, email, `holdfast_panel=${token}`);
}

/** Somebody with this cookie. */
export function personWith(panel: OpenPanel, id: string, email: string, cookie: string): Person {
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    panel.handle(panelRequest(method, path, body, { Cookie: cookie, ...headers }));
  const send = async <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> => {
    const response = await ask(method, path, body, headers);
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status} ${await response.text()}`);
    return response.json() as Promise<T>;
  };
  return { id, email, cookie, ask, send, get: (path) => send('GET', path) };
}

/** What has been written down of this deed. */
export async function audited(panel: OpenPanel, what: string): Promise<{ who: string; detail: Record<string, unknown> }[]> {
  const rows = await panel.db.selectFrom('audit').select(['who', 'detail']).where('what', '=', what).orderBy('id').execute();
  return rows.map(({ who, detail }) => ({ who, detail: JSON.parse(detail) as Record<string, unknown> }));
}
