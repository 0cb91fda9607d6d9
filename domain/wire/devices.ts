import { object } from '../schema.js';
import { base64url, exactly, filled, instant, protocol, text, whole, type Protocol } from './pieces.js';

// Pairing, sessions, and the end of a link.

export interface PairRequest extends Protocol {
  /** As shown by the panel; spaces, dashes and case do not count. */
  readonly code: string;
  /** What the browser says it is: shown in the panel as the linked device. */
  readonly device: string;
  /** base64url of the uncompressed P-256 point (65 bytes) that will verify this device's sales. */
  readonly signingKey: string;
  /** The same of the key that agrees (ECDH) on the key for PIN verifiers. */
  readonly agreementKey: string;
}
export const PairRequestSchema = object<PairRequest>({ protocol, code: filled(20), device: text(300), signingKey: base64url(87, 88), agreementKey: base64url(87, 88) });
export interface PairReply extends Protocol {
  readonly registerId: string;
  readonly name: string;
  readonly link: number;
  readonly series: string;
  /** The panel's half of the agreement, base64url of the P-256 point. */
  readonly panelKey: string;
}
export const PairReplySchema = object<PairReply>({ protocol, registerId: filled(64), name: filled(200), link: whole(1, 1_000_000), series: filled(20), panelKey: base64url(87, 88) });

// ---- a new session for a device that lost its cookie

export interface SessionOffer extends Protocol {
  /** By the panel's clock. */
  readonly time: string;
}
export const SessionOfferSchema = object<SessionOffer>({ protocol, time: instant });
export interface SessionRequest extends SessionOffer {
  readonly registerId: string;
  readonly link: number;
  /** base64url, by the device's signing key over domain/chain.ts `sessionText`. */
  readonly signature: string;
}
export const SessionRequestSchema = object<SessionRequest>({ protocol, time: instant, registerId: filled(64), link: whole(1, 1_000_000), signature: base64url(80, 96) });

// ---- the end of a link

/** What a browser that was this register knows of what it has lost; its own clock, its own count. */
export interface LostRequest extends Protocol {
  readonly registerId: string;
  readonly link: number;
  /** Highest number that the link had given. */
  readonly highest: number;
  /** How many of its sales had not been acknowledged. */
  readonly unsynchronised: number;
  /** When that was so. */
  readonly at: string;
}
export const LostRequestSchema = object<LostRequest>({
  protocol, registerId: filled(64), link: whole(1, 1_000_000), highest: whole(0, Number.MAX_SAFE_INTEGER), unsynchronised: whole(0, Number.MAX_SAFE_INTEGER), at: instant,
});

export const ReleaseRequestSchema = object<Protocol>({ protocol });
export const DoneSchema = object<Protocol & { readonly done: true }>({ protocol, done: exactly(true) });
