import type { PanelRefusal } from '../domain/panel.js';
import type { RefusalCode } from '../domain/wire.js';

/** The server, or a form before it, said no. `message` is for people. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode | PanelRefusal,
    message: string,
    /** Dotted path of the field that is wrong; empty: none in particular. */
    readonly path = '',
    /** With `signed-out`: nobody can sign in yet, because the shop has no owner. */
    readonly needsOwner = false,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as something to show. A fault of our own says so, and keeps its cause for the console. */
export function asRefused(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  console.error(thrown);
  return new Refused('panel-failed', 'Something in this page went wrong. What you typed is still here: try again, or reload the page.');
}
