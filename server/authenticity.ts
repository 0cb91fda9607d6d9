import type { webcrypto } from 'node:crypto';
import type { Hash } from '../domain/catalogue.js';
import { sealHash, type SealedSale } from '../domain/chain.js';
import type { SaleId } from '../domain/sale.js';
import { parseJson } from '../domain/schema.js';
import type { Recorded } from '../domain/shift.js';
import { RecordSchema, type SaleRefusal } from '../domain/wire.js';
import type { Database } from './database.js';
import { isSignedBy, signingKey } from './device-keys.js';
import type { LinkTable } from './schema.js';
import { digest } from './secrets.js';

export type SealingLink = Pick<LinkTable, 'register_id' | 'link' | 'series' | 'signing_key' | 'created_at' | 'ended_at'>;

/** A sealed sale or record of a shift that is authentic, opened. */
export interface Genuine {
  readonly genuine: true;
  readonly sealed: SealedSale;
  readonly record: Recorded;
  readonly link: SealingLink;
}
/** One that is not, or that is neither. `id` as far as the body tells. */
export interface Spurious {
  readonly genuine: false;
  readonly sealed: SealedSale;
  readonly id: SaleId | null;
  readonly reason: SaleRefusal;
  readonly message: string;
}

/**
 * Checks a seal: the register is the session's own (`session` null: out of a file, any register), its link is known
 * here, hash and signature are right, and what was sealed is a sale or a record of a shift.
 */
export type Verify = (sealed: SealedSale) => Promise<Genuine | Spurious>;

/** A {@link Verify} that asks for each link and imports each key once. */
export function verifier(db: Database, session: string | null): Verify {
  const links = new Map<string, Promise<KeyedLink | null>>();
  return async (sealed) => {
    const spurious = (reason: SaleRefusal, message: string): Spurious => ({ genuine: false, sealed, id: idOf(sealed.body), reason, message });
    if (session !== null && sealed.registerId !== session) {
      return spurious('foreign-register', 'This sale was made by another register. Pair the device with that register again, and it is sent.');
    }
    const name = `${sealed.registerId}\n${sealed.link}`;
    const found = links.get(name) ?? findLink(db, sealed.registerId, sealed.link);
    links.set(name, found);
    const keyed = await found;
    if (!keyed) return spurious('unknown-link', `This control panel never paired link ${sealed.link} of register ${sealed.registerId}. Send the sale to the panel that did.`);
    if (await hashOf(sealed) !== sealed.hash) return spurious('bad-hash', 'The sale was changed after it was sealed: its hash is not that of its text. Look at the register and its saved files for the original.');
    if (!await isSignedBy(keyed.key, sealed.signature, sealed.hash)) return spurious('bad-signature', 'The sale is not signed by the device that is paired with this register. Look for the device that made it.');
    const record = parseJson(RecordSchema, sealed.body);
    return record.ok ? { genuine: true, sealed, record: record.value, link: keyed.link } : spurious('not-a-sale', `What was sealed is not a sale: ${record.message}. Enter the sale again, and keep this one for reference.`);
  };
}

interface KeyedLink {
  readonly link: SealingLink;
  readonly key: webcrypto.CryptoKey;
}

async function findLink(db: Database, registerId: string, number: number): Promise<KeyedLink | null> {
  const link = await db.selectFrom('links').select(['register_id', 'link', 'series', 'signing_key', 'created_at', 'ended_at'])
    .where('register_id', '=', registerId).where('link', '=', number).executeTakeFirst();
  return link ? { link, key: await signingKey(link.signing_key) } : null;
}

function hashOf(sealed: SealedSale): Promise<Hash> {
  return sealHash(sealed.prev, sealed.seq, sealed.body, digest);
}

/** The id that a body gives, even if it is no sale otherwise: the register finds its sale again by it. */
function idOf(body: string): SaleId | null {
  try {
    const id: unknown = (JSON.parse(body) as { id?: unknown } | null)?.id;
    return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? (id as SaleId) : null;
  } catch {
    return null;
  }
}
