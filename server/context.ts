import type { Database } from './database.js';

/** A log line: what happened, with its particulars. Never a name, a PIN, a token or a sale's content. */
export interface Log {
  debug(particulars: object, message: string): void;
  info(particulars: object, message: string): void;
  warn(particulars: object, message: string): void;
  error(particulars: object, message: string): void;
}

/** What every part of the control panel works with. Time is an argument, so that tests set the clock. */
export interface PanelContext {
  readonly db: Database;
  readonly now: () => Date;
  readonly log: Log;
}

/** Who sent a request, as far as the network tells. */
export interface Client {
  /** IP address, for slowing down guesses. */
  readonly address: string;
  /** The request came over https, to us or to the proxy before us: cookies are then `Secure`. */
  readonly secure: boolean;
}

/** Hono's environment in every route: `c.env.client`. */
export interface PanelEnv {
  Bindings: { readonly client: Client };
}
