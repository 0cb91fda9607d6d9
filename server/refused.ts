import type { PanelRefusal } from '../domain/panel.js';
import { PROTOCOL, PROTOCOL_HEADER, type RefusalCode } from '../domain/wire.js';

const STATUS = {
  'not-json': 400, 'not-paired': 401, 'signed-out': 401, 'wrong-password': 401,
  'link-removed': 403, 'cross-site': 403, 'not-permitted': 403, 'not-found': 404, 'code-unknown': 404, 'method-not-allowed': 405,
  'protocol-older': 409, 'protocol-newer': 409, 'sku-taken': 409, 'barcode-taken': 409, 'name-taken': 409, 'email-taken': 409, 'in-use': 409, 'last-owner': 409,
  'code-used': 410, 'code-expired': 410, 'setup-used': 410, 'too-large': 413, 'not-valid': 422, 'bad-csv': 422, 'bad-picture': 422, 'bad-file': 422,
  'too-many-tries': 429, 'panel-failed': 500, 'busy': 503,
} as const satisfies Partial<Record<RefusalCode | PanelRefusal, number>>;

/** The refusals that the panel gives; the wire's others are the register's own worker's. */
export type Reason = keyof typeof STATUS;

/** Thrown where a request cannot be granted. The message is for people: what is wrong and what to do. */
export class Refused extends Error {
  readonly code: Reason;
  readonly status: number;
  /** Dotted path of the field that is wrong. */
  readonly path: string | undefined;
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined;

  constructor(code: Reason, message: string, path?: string, retryAfter?: number) {
    super(message);
    this.name = 'Refused';
    this.code = code;
    this.status = STATUS[code];
    this.path = path;
    this.retryAfter = retryAfter;
  }
}

/** The answer that says so: domain/wire.ts `Refusal`. */
export function refusalResponse(refused: Refused): Response {
  const { code, message, path, retryAfter } = refused;
  const protocol = code === 'protocol-older' || code === 'protocol-newer' ? PROTOCOL : undefined;
  const headers = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store', [PROTOCOL_HEADER]: String(PROTOCOL) });
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
  return new Response(JSON.stringify({ error: { code, message, path, retryAfter, protocol } }), { status: refused.status, headers });
}
