import type { Hash } from './catalogue.js';

/** SHA-256 of a text's UTF-8 bytes as {@link Hash}: an argument, because each place of running has its own. */
export type Digest = (text: string) => Promise<Hash>;

/**
 * A finished sale as it is kept, sent, saved to a file and verified. `body` is the JSON text that was sealed, to the
 * byte; nothing ever serialises it again.
 */
export interface SealedSale {
  readonly registerId: string;
  /** Which pairing of the register with a device, counted from 1. Each link numbers and chains its own sales. */
  readonly link: number;
  /** Number within the link, from 1, without gaps. */
  readonly seq: number;
  /** `hash` of the sale with the number before; {@link genesis} for number 1. */
  readonly prev: Hash;
  readonly hash: Hash;
  /** base64url ECDSA P-256 / SHA-256 signature (r‖s, 64 bytes) over the UTF-8 bytes of `hash`. */
  readonly signature: string;
  readonly body: string;
}

/** The `prev` of a link's first sale. It ties the chain to its register and link. */
export function genesis(registerId: string, link: number, digest: Digest): Promise<Hash> {
  return digest(`holdfast\n${registerId}\n${link}`);
}

/** The hash that seals a sale: over the one before, its number, and its text. */
export function sealHash(prev: Hash, seq: number, body: string, digest: Digest): Promise<Hash> {
  return digest(`${prev}\n${seq}\n${body}`);
}

/**
 * The number on the receipt, `T1-000212`. A later link of the same register gets a letter (`T1b-000001`), so that two
 * devices can never print the same number even if the first one's last sales arrive late.
 */
export function receiptNumber(series: string, seq: number): string {
  return `${series}-${String(seq).padStart(6, '0')}`;
}

/** `T1` for link 1, `T1b` for 2, … `T1z`, `T1ba`: the register's code with the link written in letters. */
export function seriesOf(code: string, link: number): string {
  let letters = '';
  for (let rest = link - 1; rest > 0; rest = Math.floor(rest / 26)) letters = String.fromCharCode(97 + (rest % 26)) + letters;
  return code + letters;
}

/**
 * What a device signs to be given a new session, when the browser has lost its cookie: `time` is the panel's own, asked
 * for a moment before, so that neither the register's clock nor an old signature matters.
 */
export function sessionText(registerId: string, link: number, time: string): string {
  return `holdfast session\n${registerId}\n${link}\n${time}`;
}
